"""The tables beside the graph: names, types, words of quotations, who spoke about what."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.namespaces import PREFIXES, expand
from kg.store.folding import fold

SCHEMA = """
CREATE TABLE graph (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE node (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE name (graph INTEGER NOT NULL, iri TEXT NOT NULL, rank INTEGER NOT NULL, folded TEXT NOT NULL,
                   name TEXT NOT NULL);
CREATE TABLE type (graph INTEGER NOT NULL, iri TEXT NOT NULL, type TEXT NOT NULL);
CREATE TABLE superclass (class TEXT NOT NULL, superclass TEXT NOT NULL, PRIMARY KEY (class, superclass)) WITHOUT ROWID;
CREATE TABLE speaker (graph INTEGER NOT NULL, statement INTEGER NOT NULL, agent INTEGER NOT NULL);
CREATE TABLE about (graph INTEGER NOT NULL, statement INTEGER NOT NULL, incident INTEGER NOT NULL);
CREATE TABLE ancestor (incident INTEGER NOT NULL, ancestor INTEGER NOT NULL, PRIMARY KEY (incident, ancestor))
  WITHOUT ROWID;
CREATE TABLE utterance (id INTEGER PRIMARY KEY, graph INTEGER NOT NULL, statement INTEGER NOT NULL, report INTEGER);
CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="porter unicode61 remove_diacritics 2");
CREATE VIEW involvement AS
  SELECT DISTINCT s.statement, s.agent AS speaker, a.incident FROM speaker s JOIN about a ON a.statement = s.statement;
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS name_folded ON name (folded);
CREATE INDEX IF NOT EXISTS name_iri ON name (iri);
CREATE INDEX IF NOT EXISTS type_iri ON type (iri);
CREATE INDEX IF NOT EXISTS speaker_statement ON speaker (statement);
CREATE INDEX IF NOT EXISTS about_statement ON about (statement);
CREATE INDEX IF NOT EXISTS about_incident ON about (incident);
CREATE INDEX IF NOT EXISTS utterance_graph ON utterance (graph);
"""
# rank: how a name counts, best first; 0 is the local part of the IRI itself.
NAMES = {"rdfs:label": 1, "skos:prefLabel": 1, "dcterms:title": 2, "skos:altLabel": 2, "skos:notation": 3}
# Terms of vocabularies have labels too, but nobody looks for them by name.
_NOT_NAMED = tuple(PREFIXES[prefix] for prefix in ("owl", "rdfs", "sh", "rdf"))


def node(name: str) -> ox.NamedNode:
    """Return the term for a prefixed name."""
    return ox.NamedNode(expand(name))


class SideWriter:
    """Fills the tables from the graph, graph by graph, so that a changed file costs only its own rows."""

    def __init__(self, path: Path, store: ox.Store) -> None:
        """Open a new or a copied file of tables.

        Args:
            path: made if absent.
            store: where the triples are read.
        """
        self.store = store
        is_new = not path.exists()
        self.db = sqlite3.connect(path)
        # Nobody reads the file before it is complete, and it is synced to disk as a whole afterwards.
        self.db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        if is_new:
            self.db.executescript(SCHEMA)
        self._nodes: dict[str, int] = dict(self.db.execute("SELECT iri, id FROM node")) if not is_new else {}
        self._first_new = len(self._nodes)

    def add_graph(self, graph: str) -> None:
        """Add the rows of one named graph."""
        number = self.db.execute("INSERT INTO graph (iri) VALUES (?)", (graph,)).lastrowid
        context = ox.NamedNode(graph)
        self._add_names(number, context)
        self._add_pairs("speaker", "kg:speaker", number, context)
        self._add_pairs("about", "kg:about", number, context)
        self._add_words(number, context)

    def remove_graph(self, graph: str, former: ox.Store) -> None:
        """Remove the rows of one named graph.

        Args:
            graph: its IRI.
            former: the store that the rows were made from: an index without content must be told what to forget.
        """
        row = self.db.execute("SELECT id FROM graph WHERE iri = ?", (graph,)).fetchone()
        if row is None:
            return
        # The same store yields the same order, so the texts meet the numbers that they were given.
        keys = self.db.execute("SELECT id FROM utterance WHERE graph = ? ORDER BY id", row)
        texts = [text for _, _, text in utterances(former, ox.NamedNode(graph))]
        rows = [(key, text) for (key,), text in zip(keys, texts, strict=True)]
        self.db.executemany("INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", rows)
        for table in ("name", "type", "speaker", "about", "utterance"):
            self.db.execute(f"DELETE FROM {table} WHERE graph = ?", row)
        self.db.execute("DELETE FROM graph WHERE id = ?", row)

    def finish(self) -> None:
        """Write what spans graphs (class and incident hierarchies), the indexes, and close."""
        self.db.executescript("DELETE FROM superclass; DELETE FROM ancestor;")
        above = closure(self._pairs(node("rdfs:subClassOf"), None))
        self.db.executemany("INSERT INTO superclass VALUES (?, ?)", above)
        parents = closure(self._pairs(node("kg:partOf"), None))
        rows = [(self._number(child), self._number(parent)) for child, parent in parents]
        self.db.executemany("INSERT OR IGNORE INTO ancestor VALUES (?, ?)", rows)
        fresh = [(number, iri) for iri, number in self._nodes.items() if number > self._first_new]
        self.db.executemany("INSERT INTO node (id, iri) VALUES (?, ?)", fresh)
        self.db.executescript(INDEXES)
        self.db.commit()
        self.db.close()

    def _add_names(self, number: int | None, context: ox.NamedNode) -> None:
        named: dict[str, list[tuple[int, str]]] = {}
        for predicate, rank in NAMES.items():
            for iri, value in self._pairs(node(predicate), context):
                named.setdefault(iri, []).append((rank, value))
        rdf_type = node("rdf:type")
        names, types = [], []
        for iri, values in named.items():
            kinds = [
                quad.object.value for quad in self.store.quads_for_pattern(ox.NamedNode(iri), rdf_type, None, context)
            ]
            if kinds and all(kind.startswith(_NOT_NAMED) for kind in kinds):
                continue
            types.extend((number, iri, kind) for kind in kinds)
            local = local_name(iri)
            names.append((number, iri, 0, fold(local), local))
            names.extend((number, iri, rank, fold(value), value) for rank, value in values)
        self.db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", names)
        self.db.executemany("INSERT INTO type VALUES (?, ?, ?)", types)

    def _add_pairs(self, table: str, predicate: str, number: int | None, context: ox.NamedNode) -> None:
        rows = [(number, self._number(s), self._number(o)) for s, o in self._pairs(node(predicate), context)]
        self.db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)

    def _add_words(self, number: int | None, context: ox.NamedNode) -> None:
        start = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM utterance").fetchone()[0]
        rows, texts = [], []
        for key, (statement, report, text) in enumerate(utterances(self.store, context), start):
            rows.append((key, number, self._number(statement), report and self._number(report)))
            texts.append((key, text))
        self.db.executemany("INSERT INTO utterance VALUES (?, ?, ?, ?)", rows)
        self.db.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", texts)

    def _pairs(self, predicate: ox.NamedNode, context: ox.NamedNode | None) -> Iterator[tuple[str, str]]:
        return pairs(self.store, predicate, context)

    def _number(self, iri: str) -> int:
        return self._nodes.setdefault(iri, len(self._nodes) + 1)


def pairs(store: ox.Store, predicate: ox.NamedNode, context: ox.NamedNode | None) -> Iterator[tuple[str, str]]:
    """Yield subject and object of every triple with a predicate, in the order of the store."""
    for quad in store.quads_for_pattern(None, predicate, None, context):
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            yield subject.value, value.value


def utterances(store: ox.Store, context: ox.NamedNode) -> Iterator[tuple[str, str | None, str]]:
    """Yield statement, report and words of every quotation, then statement, None and gist of every statement."""
    reported = dict(pairs(store, node("kg:reports"), context))
    for report, text in pairs(store, node("kg:quotation"), context):
        if report in reported:
            yield reported[report], report, text
    for statement, text in pairs(store, node("kg:gist"), context):
        yield statement, None, text


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/``.

    >>> local_name("https://w3id.org/on-record/act#blames")
    'blames'
    """
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def closure(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return every pair of a thing and something above it, itself included; a cycle does no harm.

    >>> closure([("a", "b"), ("b", "c")])
    [('a', 'a'), ('a', 'b'), ('a', 'c'), ('b', 'b'), ('b', 'c'), ('c', 'c')]
    """
    above: dict[str, set[str]] = {}
    for low, high in pairs:
        above.setdefault(low, set()).add(high)
        above.setdefault(high, set())
    found = set()
    for start in above:
        seen, todo = {start}, [start]
        while todo:
            for high in above.get(todo.pop(), ()):
                if high not in seen:
                    seen.add(high)
                    todo.append(high)
        found.update((start, high) for high in seen)
    return sorted(found)
