"""Where a fault stands: its file, its line, and what its subject is called."""

from pathlib import Path

import pyoxigraph as ox

from kg.namespaces import PREFIXES, shrink
from kg.store.validate_files import ReadFiles
from kg.store.validate_types import Fault, Finding
from kg.turtle import subject_lines
from kg.workspace import Workspace

_KG = PREFIXES["kg"]
# The first that a node has is what a reader knows it by.
_NAMES = tuple(
    ox.NamedNode(iri)
    for iri in (
        f"{PREFIXES['rdfs']}label",
        f"{PREFIXES['skos']}prefLabel",
        f"{_KG}gist",
        f"{PREFIXES['dcterms']}title",
        f"{_KG}quotation",
        f"{PREFIXES['oa']}exact",
        f"{_KG}opening",
    )
)
_REPORTS = ox.NamedNode(f"{_KG}reports")
_NAME_WIDTH = 80


class Places:
    """Finds files, lines and names; reads a file's lines only once and only if something is wrong in it."""

    def __init__(self, workspace: Workspace, read: ReadFiles) -> None:
        """Keep what was read, and begin with no lines known."""
        self._workspace = workspace
        self._read = read
        self._lines: dict[Path, dict[str, int]] = {}
        self._texts: dict[Path, list[str]] = {}

    def locate(self, finding: Finding) -> Fault:
        """Turn a finding into a fault with its place and name."""
        path = self._file_of(finding)
        line = finding.line if path is None else self._line_of(path, finding)
        shown = finding.file if path is None else self._workspace.relative(path)
        return Fault(
            self._workspace.relative(Path(shown)) if shown else "",
            line,
            shrink(finding.subject, self._workspace.base),
            finding.name or self._name_of(finding.subject),
            finding.message,
            finding.remedy,
            finding.severity,
            finding.check,
        )

    def _file_of(self, finding: Finding) -> Path | None:
        if finding.graph in self._read.graphs:
            return self._read.graphs[finding.graph]
        if not finding.subject:
            return None
        subject = ox.NamedNode(finding.subject)
        path = ox.NamedNode(finding.path) if finding.path else None
        # The file that holds the offending property comes before one that only mentions the subject.
        for predicate in (path, ox.NamedNode(f"{PREFIXES['rdf']}type"), None):
            for quad in self._read.store.quads_for_pattern(subject, predicate, None, None):
                if isinstance(quad.graph_name, ox.NamedNode):
                    return self._read.graphs.get(quad.graph_name.value)
        return None

    def _line_of(self, path: Path, finding: Finding) -> int | None:
        if path not in self._lines:
            self._lines[path] = subject_lines(path)
            self._texts[path] = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
        starts = self._lines[path]
        first = starts.get(finding.subject)
        if first is None or not finding.value:
            return first
        last = min((line for line in starts.values() if line > first), default=len(self._texts[path]) + 1)
        return self._line_with(path, (first, last), finding.value) or first

    def _line_with(self, path: Path, block: tuple[int, int], value: str) -> int | None:
        short = shrink(value, self._workspace.base)
        for line in range(*block):
            text = self._texts[path][line - 1]
            if value in text or (short != value and short in text.replace(",", " ").replace(";", " ").split()):
                return line
        return None

    def _name_of(self, iri: str) -> str:
        if not iri:
            return ""
        node = ox.NamedNode(iri)
        for name in _NAMES:
            for quad in self._read.store.quads_for_pattern(node, name, None, None):
                return _short(quad.object.value) if isinstance(quad.object, ox.Literal) else ""
        for quad in self._read.store.quads_for_pattern(node, _REPORTS, None, None):
            if isinstance(quad.object, ox.NamedNode) and quad.object != node:
                return self._name_of(quad.object.value)
        return ""


def _short(text: str) -> str:
    return text if len(text) <= _NAME_WIDTH else text[: _NAME_WIDTH - 3] + "..."
