"""The part of a graph that people confirmed, or that a machine found: the same store without the other statements.

A file holds statements of one origin. Asked over a list of graphs, the engine goes through the list at each step of
each query (50 times slower with 60 graphs); a copy made of links, without what is not wanted, answers as fast as the
whole. It is made once and kept with the generation.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.namespaces import PREFIXES, expand
from kg.origin import CHOICES
from kg.query.definition import Vetted
from kg.store.graph import EmbeddedEngine, GraphStore
from kg.store.layout import ENGINE
from kg.workspace import FINDINGS

if TYPE_CHECKING:
    from kg.store.graph import Engine

_FOLDER = "origins"
FINDINGS_GRAPH = "/graph/" + FINDINGS.rsplit("/", 1)[-1] + "/"
# A graph of these alone can go whole; people, bodies and sources beside them must stay.
_OF_STATEMENTS = ("Statement", "Report", "Passage", "Relation", "Figure")
_HOLDING = "SELECT DISTINCT ?g ?o WHERE {{ GRAPH ?g {{ ?report <{}> ?o }} }}"


def keep_origin(store: GraphStore, choice: str) -> GraphStore:
    """Let an open store answer from statements of some origins only; everything else of the graph stays.

    Args:
        store: open; its queries are narrowed from now on.
        choice: a key of ``kg.origin.CHOICES``.

    Returns:
        The same store.

    Raises:
        QueryError: a server holds the graph; it has to be asked with the graphs named in the query.
        StoreError: the narrowed copy cannot be made.
    """
    wanted = CHOICES[choice]
    unwanted = [graph for graph, origins in origins_of_graphs(store).items() if not origins & set(wanted)]
    if unwanted:
        store.engine = _without(store, unwanted, choice)
    return store


def origins_of_graphs(store: GraphStore) -> dict[str, set[str]]:
    """Return the origins of the reports in each named graph that holds any."""
    found: dict[str, set[str]] = {}
    for row in store.query(Vetted(_HOLDING.format(expand("kg:origin")))):  # type: ignore[union-attr]
        found.setdefault(row["g"].value, set()).add(row["o"].value.rsplit("#", 1)[-1])
    return found


def count_machine(store: GraphStore) -> int:
    """Return how many reports were found by a machine and judged by nobody yet."""
    pattern = f"?report <{expand('kg:origin')}> <{expand('kg:machine')}>"
    rows = store.query(Vetted(f"SELECT (COUNT(DISTINCT ?report) AS ?n) WHERE {{ {pattern} }}"))
    return next(int(row["n"].value) for row in rows)  # type: ignore[union-attr]


def _without(store: GraphStore, graphs: Sequence[str], choice: str) -> "Engine":
    if not isinstance(store.engine, EmbeddedEngine):
        raise QueryError(
            f"--origin {choice} needs the embedded store, and this workspace keeps its graph on a server",
            "Leave --origin out and filter by kg:origin in the query, or take [graph] store out of kg.toml.",
        )
    target = store.generation / _FOLDER / choice
    if target.is_dir():
        return EmbeddedEngine(target)
    try:
        target.parent.mkdir(exist_ok=True)
        return _copy(store.engine.store, graphs, target)
    except OSError:
        # A folder that cannot be written to: for this once, elsewhere.
        folder = tempfile.mkdtemp(prefix="on-record-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return _copy(store.engine.store, graphs, Path(folder) / choice)


def _copy(whole: ox.Store, graphs: Sequence[str], target: Path) -> "Engine":
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        whole.backup(str(draft))
        part = ox.Store(str(draft))
        for graph in graphs:
            _remove(part, ox.NamedNode(graph), FINDINGS_GRAPH in graph)
        part.flush()
        narrowed = draft.with_name(f"{draft.name}.{ENGINE}")
        # As the builder does: a copy of a copy holds no journal, and opens sooner.
        part.backup(str(narrowed))
        del part
        # Another process may have been as quick; its copy is as good.
        with suppress(OSError):
            narrowed.rename(target)
        shutil.rmtree(narrowed, ignore_errors=True)
        return EmbeddedEngine(target)
    except RuntimeError as error:
        raise StoreError(f"{target}: {error}", "Free some space, or run `kg build --full`.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _remove(store: ox.Store, graph: ox.NamedNode, is_whole: bool) -> None:
    """Remove the statements of a graph, and the graph itself where it holds nothing else."""
    kg = PREFIXES["kg"]
    own = ", ".join(f"<{kg}{name}>" for name in _OF_STATEMENTS)
    if is_whole or not store.query(f"ASK {{ GRAPH {graph} {{ ?thing a ?kind FILTER(?kind NOT IN ({own})) }} }}"):
        store.remove_graph(graph)
        return
    gone = f"DELETE {{ GRAPH {graph} {{ ?gone ?p ?o }} }} WHERE {{ GRAPH {graph} {{ ?gone ?p ?o"
    store.update(f"{gone} . ?gone a <{kg}Passage> }} }} ; {gone} . ?gone a <{kg}Report> }} }}")
    # A statement that another file reports, too, stays with that report.
    unreported = f"FILTER NOT EXISTS {{ GRAPH ?any {{ ?report <{kg}reports> ?gone }} }}"
    store.update(f"{gone} . ?gone a <{kg}Statement> }} {unreported} }}")
