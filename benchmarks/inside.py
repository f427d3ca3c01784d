"""What is measured inside a process: it runs in the folder of a workspace and prints JSON.

python -m benchmarks.inside TASK ARGUMENTS
"""

import json
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from pyoxigraph import RdfFormat

from benchmarks.asking import QUESTIONS
from benchmarks.generate import PHRASE, RARE_WORD
from kg.namespaces import ONTOLOGY
from kg.query import Catalogue, Query, open_catalogue, resolve_arguments, run
from kg.store import GraphStore, open_store
from kg.store.graph import EmbeddedEngine
from kg.workspace import Workspace, find_workspace

_ABOUT = """
PREFIX kg: <https://w3id.org/on-record/ontology#>
SELECT ?{name} (COUNT(*) AS ?n) WHERE {{ ?statement kg:{path} ?{name} }} GROUP BY ?{name} ORDER BY DESC(?n) ?{name}
"""


def fill(store: GraphStore, query: str, arguments: Mapping[str, str], path: str) -> dict[str, Any]:
    """Write a query of the catalogue with its values filled in, for engines that cannot bind."""
    from kg.query.rewrite import bind_terms

    found = open_catalogue(store)[query]
    terms = resolve_arguments(found, arguments, store)
    Path(path).write_text(bind_terms(found.text, terms), encoding="utf-8")
    rows = sum(1 for _ in run(found, terms, store))
    return {"engine": str(store.generation / "oxigraph"), "files": files(store.workspace), "rows": rows}


def files(workspace: Workspace) -> list[str]:
    """Return the paths of the files that a workspace is built from."""
    return [str(path) for path in workspace.turtle_files()]


def dump(store: GraphStore, path: str) -> int:
    """Write the store with its named graphs as N-Quads and return its length in bytes."""
    assert isinstance(store.engine, EmbeddedEngine)
    store.engine.store.dump(path, format=RdfFormat.N_QUADS)
    return Path(path).stat().st_size


def label(store: GraphStore, thing: str) -> str:
    """Return the first name of a thing."""
    found = store.names.lookup(thing)
    return store.names.labels(found[0].iri)[0]


def ranked(store: GraphStore, path: str) -> list[tuple[str, int]]:
    """Return the ids of what statements point at with a property, and how many do, most first."""
    rows: Any = store.query(_ABOUT.format(name="thing", path=path))
    return [(row["thing"].value.rsplit("/", 1)[1], int(row["n"].value)) for row in rows]


def of_size(store: GraphStore, statements: int) -> tuple[str, int]:
    """Return the incident that about so many statements are about, and how many are."""
    return min(ranked(store, "about"), key=lambda row: abs(row[1] - statements))


def middling(rows: list[tuple[str, int]], many: int) -> list[str]:
    """Return those in the middle of a ranking, the very middle first."""
    middle = len(rows) // 2
    return [name for name, _ in sorted(rows, key=lambda row: abs(rows.index(row) - middle))[:many]]


def busy(rows: list[tuple[str, int]], many: int) -> list[str]:
    """Return those around which half of all statements are spent: fewer stand above them, more below."""
    half, above = sum(n for _, n in rows) / 2, 0
    for place, (_, n) in enumerate(rows):
        above += n
        if above >= half:
            return [name for name, _ in rows[max(0, place - many // 2) :][:many]]
    return []


def statement_queries(catalogue: Catalogue) -> list[Query]:
    """Return the queries about statements that take an incident."""
    queries = sorted(catalogue, key=lambda query: query.name)
    return [query for query in queries if "statements" in query.tags and "incident" in query.params]


def warm(store: GraphStore, rounds: int, many: int) -> dict[str, Any]:
    """Time every statement query for middling incidents and for busy ones."""
    rows = ranked(store, "about")
    person, queries = middling(ranked(store, "speaker"), 1)[0], statement_queries(open_catalogue(store))
    found: dict[str, Any] = {"middling": {}, "busy": {}, "statements": {}}
    for kind, choose in (("middling", middling), ("busy", busy)):
        incidents = choose(rows, many)
        found["statements"][kind] = median(dict(rows)[incident] for incident in incidents)
        for query in queries:
            asked = [arguments_for(query, incident, person) for incident in incidents]
            if None in asked:
                continue
            _answer(store, query, asked[0] or {})
            asks = [partial(_answer, store, query, each or {}) for each in asked]
            times = [_timed(ask) for _ in range(rounds) for ask in asks]
            found[kind][query.name] = times
    return found


def arguments_for(query: Query, incident: str, person: str) -> dict[str, str] | None:
    """Return arguments for what a query requires, and the incident; None if it requires something else."""
    known = {"kg:Incident": incident, "kg:Agent": person, "kg:Person": person, "kg:Act": "blames"}
    known |= {"xsd:string": "records", "xsd:date": "2012-01-01", "kg:FailureKind": "delay"}
    known |= {"kg:Organisation": "outlet-3", "kg:Post": "post-5", "kg:Source": "source-5"}
    wanted = [param for param in query.params.values() if param.required or param.name == "incident"]
    if any(param.type not in known for param in wanted):
        return None
    return {param.name: known[param.type] for param in wanted}


def rdflib(store: GraphStore, rounds: int, limit_s: int) -> dict[str, Any]:
    """Time statement queries in rdflib's memory store and in ours, in turn: the same graph, text and incident.

    What rdflib has not answered within the limit is said to have taken as long as the limit, and to have no rows.
    """
    import rdflib as library

    from kg.query.rewrite import bind_terms

    graph = library.Graph()
    for file in store.workspace.turtle_files():
        graph.parse(file)
    incident, person = middling(ranked(store, "about"), 1)[0], middling(ranked(store, "speaker"), 1)[0]
    found: dict[str, Any] = {"triples": len(graph), "queries": {}}
    for query in statement_queries(open_catalogue(store)):
        arguments = arguments_for(query, incident, person)
        if arguments is None:
            continue
        text = bind_terms(query.text, resolve_arguments(query, arguments, store))
        ask_rdflib = partial(_count, graph.query, text)
        ask_ours = partial(_answer, store, query, arguments)
        ours = ask_ours()
        try:
            with _time_limit(limit_s):
                rows: list[int | None] = [ask_rdflib(), ours]
            pairs = [(_timed(ask_rdflib), _timed(ask_ours)) for _ in range(rounds)]
        except TimeoutError:
            rows, pairs = [None, ours], [(float(limit_s), _timed(ask_ours)) for _ in range(rounds)]
        found["queries"][query.name] = {"pairs": pairs, "rows": rows}
    return found


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def ask(store: GraphStore, questions: list[str], names: int) -> dict[str, Any]:
    """Time the answers to questions, each asked once; what an open graph keeps between answers is kept.

    Args:
        store: whose record is asked.
        questions: to ask; where there are none, they are made from names of the record.
        names: of so many people and so many incidents, half of them middling and half of them busy.
    """
    from kg.ask.understand import answer_question

    if not questions:
        chosen = [_chosen(store, path, names) for path in ("speaker", "about")]
        questions = [form.format(*pair) for form in QUESTIONS for pair in zip(*chosen, strict=True)]
    catalogue, times = open_catalogue(store), []
    for _ in range(2):
        answer_question(questions[-1], catalogue, store, {})
    kinds: Counter[str] = Counter()
    for question in questions:
        started = time.process_time()
        answer = answer_question(question, catalogue, store, {})
        times.append((time.process_time() - started, question))
        kinds[answer.kind] += 1
    return {"times": times, "kinds": kinds}


def _chosen(store: GraphStore, path: str, names: int) -> list[str]:
    rows = ranked(store, path)
    return [label(store, name) for choose in (middling, busy) for name in choose(rows, names)]


def words(store: GraphStore, rounds: int) -> dict[str, Any]:
    """Time searches for words, and make the index of words again to see what it costs."""
    asked = {"rare word": RARE_WORD, "phrase": f'"{PHRASE}"', "common words": "records office"}
    found: dict[str, Any] = {"searches": {}, "hits": {}}
    for kind, text in asked.items():
        found["hits"][kind] = len(store.search_words(text, 20))
        found["searches"][kind] = [_timed(partial(store.search_words, text, 20)) for _ in range(rounds)]
    texts: list[str] = []
    for name in ("quotation", "gist"):
        rows: Any = store.query(f"SELECT ?text {{ ?thing <{ONTOLOGY}{name}> ?text }}")
        texts += [row["text"].value for row in rows]
    (schema,) = store.side.execute("SELECT sql FROM sqlite_schema WHERE name = 'words'").fetchone()
    started = time.process_time()
    with sqlite3.connect(":memory:") as copy:
        copy.execute(schema)
        copy.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(texts, 1))
    (size,) = store.side.execute("SELECT sum(length(block)) FROM words_data").fetchone()
    whole = sum(path.stat().st_size for path in store.generation.rglob("*") if path.is_file())
    cost = {"index_s": time.process_time() - started, "index_bytes": size, "store_bytes": whole, "texts": len(texts)}
    return found | cost


def _timed(ask: Callable[[], object]) -> float:
    # Processor time: where nobody else works it is the time that passes, and where somebody does it is still ours.
    started = time.process_time()
    ask()
    return time.process_time() - started


def _count(ask: Callable[[str], Iterable[object]], text: str) -> int:
    return sum(1 for _ in ask(text))


def _answer(store: GraphStore, query: Query, arguments: Mapping[str, str]) -> int:
    return sum(1 for _ in run(query, resolve_arguments(query, arguments, store), store))


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task for task in (files, fill, dump, label, of_size, warm, rdflib, ask, words)
}


def main() -> None:
    """Run the task that is named and print what it returns."""
    task, arguments = TASKS[sys.argv[1]], json.loads(sys.argv[2])
    workspace = find_workspace()
    if task is files:
        found = task(workspace)
    else:
        with open_store(workspace) as store:
            found = task(store, **arguments)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
