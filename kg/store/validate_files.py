"""Reading a workspace's Turtle files for a check: each by itself, so that a broken one stops nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import TurtleError
from kg.store.validate_types import VIOLATION, Fault
from kg.turtle import parse_file, subject_lines
from kg.workspace import Workspace


@dataclass(frozen=True)
class ReadFiles:
    """What the files say.

    ``by_file`` holds the triples of each file that parses, ``store`` the same triples in named graphs, ``unread`` the
    IRIs that the broken files seem to define, ``faults`` one fault for each broken file.
    """

    by_file: dict[Path, list[ox.Triple]]
    graphs: dict[str, Path]
    store: ox.Store
    unread: frozenset[str]
    faults: tuple[Fault, ...]
    is_ontology: dict[Path, bool]
    base: str

    @property
    def triples(self) -> int:
        """Count the triples of all files that parse."""
        return sum(map(len, self.by_file.values()))


def read_files(workspace: Workspace, say: Callable[[str], None]) -> ReadFiles:
    """Parse every Turtle file of a workspace."""
    files = workspace.turtle_files()
    say(f"Reading {len(files)} Turtle files")
    by_file: dict[Path, list[ox.Triple]] = {}
    unread: set[str] = set()
    faults: list[Fault] = []
    store = ox.Store()
    for path in files:
        try:
            by_file[path] = parse_file(path)
        except TurtleError as error:
            faults.append(_broken(workspace.relative(path), str(path), error))
            unread.update(_subjects(path))
            continue
        graph = ox.NamedNode(workspace.graph_iri(path))
        store.extend(ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in by_file[path])
    return ReadFiles(
        by_file,
        {workspace.graph_iri(path): path for path in by_file},
        store,
        frozenset(unread),
        tuple(faults),
        {path: workspace.relative(path).startswith("ontology/") for path in by_file},
        workspace.base,
    )


def _broken(shown: str, name: str, error: TurtleError) -> Fault:
    # The parser's sentence begins with the file and, where it knows it, the line: they have columns of their own.
    place, _, reason = error.message.removeprefix(name).partition(": ")
    digits = place.removeprefix(", line ")
    line = int(digits) if digits.isdigit() else None
    return Fault(shown, line, "", "", reason or error.message, error.hint, VIOLATION, "turtle")


def _subjects(path: Path) -> set[str]:
    try:
        return set(subject_lines(path))
    except OSError:
        return set()
