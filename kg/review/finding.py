"""A statement to be judged: its nodes and what hangs on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.errors import TurtleError
from kg.iri import local_id
from kg.model import Span, read_span
from kg.review.nodes import Node, Nodes, digest, every, is_a, one, read_nodes
from kg.turtle import parse_file
from kg.workspace import Workspace

# From a statement to what is only there for its sake; what else it names stands elsewhere in the record.
_STEPS = ("kg:claims", "kg:speaker", "kg:onBehalfOf", "kg:towards", "kg:about", "kg:selector", "kg:speaksFor")
# Agents and incidents that are proposed with findings.
VOICES = ("kg:UnnamedSpeaker", "kg:UnresolvedSpeaker")
BESIDE = ("kg:Person", "kg:Organisation", "kg:Incident", *VOICES)
# What a new run may change without the finding being another one.
_VOLATILE = frozenset(("kg:confidence",))


@dataclass(frozen=True)
class Candidate:
    """A thing that a word of a finding may stand for: the role it plays, how likely, and why."""

    thing: str
    role: str
    score: float
    basis: str


@dataclass(frozen=True)
class Finding:
    """A statement with its reports, passages, figures, and the agents and incidents that are proposed with it.

    ``id`` is the statement's name, such as ``id:s-927c93b8-10-40``; ``nodes`` hold the candidates, too.
    """

    id: str
    nodes: Nodes = field(repr=False)

    @property
    def statement(self) -> Node:
        """Return the statement's own node."""
        return self.nodes[self.id]

    @cached_property
    def reports(self) -> dict[str, Node]:
        """Return its reports, those first that repeat no other, then in the order of the text."""
        found = {name: node for name, node in self.nodes.items() if is_a(node, "kg:Report")}

        def order(name: str) -> tuple[bool, list[Span], str]:
            return "kg:repeatsReport" in found[name], self.spans(name), name

        return {name: found[name] for name in sorted(found, key=order)}

    @property
    def report(self) -> Node:
        """Return the chief report."""
        return next(iter(self.reports.values()))

    @property
    def source(self) -> str:
        """Return the name of the source of the chief report."""
        return one(self.report, "kg:source")

    @cached_property
    def version(self) -> str:
        """Return a digest of all that a person would judge.

        Agents and incidents that are proposed beside it count by their names alone: where one of them enters the record
        with another finding, this one is no other.
        """
        kept = {
            name: {key: values for key, values in node.items() if key not in _VOLATILE}
            for name, node in self.judged.items()
            if not is_a(node, *BESIDE)
        }
        return digest(kept)

    @property
    def judged(self) -> Nodes:
        """Return the nodes without the candidates."""
        return {name: node for name, node in self.nodes.items() if not is_a(node, "kg:Candidacy")}

    @property
    def confidence(self) -> float:
        """Return the least sure of the confidences of its reports, 1.0 where none is told."""
        told = [number for node in self.reports.values() for number in map(_number, every(node, "kg:confidence"))]
        return min((number for number in told if number is not None), default=1.0)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return what its words may stand for, the likeliest first."""
        found = [
            Candidate(
                one(node, "kg:candidate"),
                one(node, "kg:role"),
                _number(one(node, "kg:score")) or 0.0,
                one(node, "rdfs:comment"),
            )
            for node in self.nodes.values()
            if is_a(node, "kg:Candidacy")
        ]
        return tuple(sorted(found, key=lambda candidate: (candidate.role, -candidate.score, candidate.thing)))

    def spans(self, report: str) -> list[Span]:
        """Return where the content of a report stands, in order."""
        passages = (self.nodes.get(name, {}) for name in every(self.nodes[report], "kg:selector"))
        return sorted((int(one(node, "oa:start")), int(one(node, "oa:end"))) for node in passages if node)

    def named_at(self, report: str, predicate: str) -> list[Span]:
        """Return the spans of a report's source (``kg:sourceSpan``) or cue (``kg:cueSpan``), in order."""
        return sorted(span for span in map(read_span, every(self.nodes[report], predicate)) if span)


def findings_of(nodes: Mapping[str, Node]) -> dict[str, Finding]:
    """Gather nodes into findings, one for each statement that has a report among them."""
    hanging: dict[str, list[str]] = {}
    for name, node in nodes.items():
        for owner in (*node.get("kg:reports", ()), *node.get("kg:of", ())):
            hanging.setdefault(str(owner), []).append(name)
    found = {}
    for name, node in nodes.items():
        if is_a(node, "kg:Statement") and any(is_a(nodes[other], "kg:Report") for other in hanging.get(name, ())):
            reached = dict.fromkeys(_reach(name, hanging, nodes))
            found[name] = Finding(name, {other: nodes[other] for other in sorted(reached)})
    return found


def _reach(name: str, hanging: Mapping[str, list[str]], nodes: Mapping[str, Node]) -> Iterator[str]:
    waiting, met = [name, *hanging.get(name, ())], set()
    while waiting:
        current = waiting.pop()
        if current in met or current not in nodes:
            continue
        met.add(current)
        yield current
        node = nodes[current]
        waiting += [str(value) for step in _STEPS for value in node.get(step, ())]


def findings_folder(workspace: Workspace) -> Path:
    """Return where a workspace keeps its findings."""
    return workspace.derived_dir / "findings"


def findings_path(workspace: Workspace, source: str) -> Path:
    """Return where the findings of a source lie; ``source`` may be a prefixed name."""
    return findings_folder(workspace) / f"{local_id(source.removeprefix('id:'))}.ttl"


def read_findings(path: Path, base: str) -> Nodes:
    """Read a file of findings; a missing one holds none.

    Raises:
        TurtleError: it does not parse.
    """
    if not path.exists():
        return {}
    try:
        return read_nodes(parse_file(path), base)
    except TypeError as error:
        raise TurtleError(f"{path}: {error}", "Make the findings again: kg resolve.") from None


def load_findings(workspace: Workspace, sources: Iterable[str] | None = None) -> dict[str, Finding]:
    """Read the findings of a workspace, of all sources or of some, in the order of sources and places."""
    folder = findings_folder(workspace)
    named = None if sources is None else {findings_path(workspace, source).name for source in sources}
    found: dict[str, Finding] = {}
    for path in sorted(folder.glob("*.ttl")) if folder.is_dir() else ():
        if path.name.startswith(".") or (named is not None and path.name not in named):
            continue
        here = findings_of(read_findings(path, workspace.base))
        found |= dict(sorted(here.items(), key=lambda item: (item[1].spans(next(iter(item[1].reports))), item[0])))
    return found


def _number(words: str) -> float | None:
    try:
        return float(words)
    except ValueError:
        return None
