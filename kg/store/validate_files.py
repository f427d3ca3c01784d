"""Reading a workspace's Turtle files for a check: each by itself, so that a broken one stops nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import TurtleError
from kg.namespaces import PREFIXES
from kg.store.validate_types import VIOLATION, WARNING, Fault
from kg.turtle import subject_lines
from kg.turtle.parse import parse_turtle, read_bytes
from kg.workspace import Workspace

_OURS = PREFIXES["kg"].removesuffix("ontology#")


@dataclass(frozen=True)
class ReadFiles:
    """What the files say.

    ``by_file`` holds the triples of each file that parses, ``store`` the same triples in named graphs, ``unread`` the
    IRIs that the broken files seem to define, ``faults`` one fault for each broken file and each mistaken prefix.
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
            data = read_bytes(path)
            by_file[path], declared = parse_turtle(data, str(path))
        except TurtleError as error:
            faults.append(_broken(workspace.relative(path), str(path), error))
            unread.update(_subjects(path))
            continue
        faults += [_misled(workspace.relative(path), data, prefix, declared[prefix]) for prefix in _mistaken(declared)]
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


def _mistaken(declared: Mapping[str, str]) -> list[str]:
    # What a wrong letter here names is in no vocabulary, so that no shape and no check ever looks at it.
    known = {prefix: space for prefix, space in PREFIXES.items() if prefix != "id"}
    return [prefix for prefix, space in declared.items() if space != known.get(prefix, space)]


def _misled(shown: str, data: bytes, prefix: str, space: str) -> Fault:
    place = re.search(rf"@?prefix\s+{re.escape(prefix)}:".encode(), data, re.IGNORECASE)
    line = data.count(b"\n", 0, place.start()) + 1 if place else None
    message = f'The prefix "{prefix}" stands for <{space}> here, and everywhere else for <{PREFIXES[prefix]}>'
    # A prefix of somebody else's vocabulary may have two spellings in use, http and https.
    severity = VIOLATION if PREFIXES[prefix].startswith(_OURS) else WARNING
    return Fault(shown, line, "", "", message, "Mend the PREFIX line, or take another prefix.", severity, "prefixes")


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
