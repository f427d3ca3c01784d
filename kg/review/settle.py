"""Bringing the files into line with the judgements: the reviewed ones, and the findings that still wait."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.review import render
from kg.review.files import Drafts
from kg.review.finding import BESIDE, findings_of, findings_path, read_findings
from kg.review.judgement import EDIT, SPLIT, Judgement
from kg.review.nodes import Node, Nodes, every, is_a, one, text
from kg.review.shared import Shared
from kg.review.state import State
from kg.review.withheld import Withheld
from kg.workspace import Workspace

_NOTE = "settled.json"


class Settler:
    """Writes what follows from judgements; each file in one step, and again at the next run if this one is stopped."""

    def __init__(self, workspace: Workspace, drafts: Drafts, talk: Callable[[str], None]) -> None:
        """Name the workspace; nothing is read."""
        self.workspace, self.drafts, self.talk = workspace, drafts, talk
        self.folder, self.withheld = workspace.root / render.FOLDER, Withheld(drafts)
        self.shared = Shared(workspace, drafts)

    def is_settled(self, judgements: Sequence[Judgement]) -> bool:
        """Say whether the files are as the last run left them, and that was after the last judgement."""
        try:
            noted = json.loads((self.drafts.folder / _NOTE).read_text("utf-8"))
        except (OSError, ValueError):
            noted = None
        return bool(noted == self._note(judgements))

    def settle(
        self, state: State, judgements: Sequence[Judgement], names: set[str] | None = None, *, is_told: bool = False
    ) -> None:
        """Write the files that differ from what the judgements come to.

        Args:
            state: what they come to.
            judgements: all of them.
            names: of the reviewed files that may differ; None looks at all, and removes what is left over.
            is_told: tell of files that somebody else has changed.

        Raises:
            WorkspaceError: the system refuses; what was written is whole, and the next run writes the rest.
        """
        there = {path.stem for path in self.folder.glob("*.ttl")} if self.folder.is_dir() else set()
        wanted = render.file_names(state) | there if names is None else names
        for name, content in sorted(render.render(state, wanted, self.workspace.base).items()):
            self._replace(self.folder / f"{name}.ttl", content, is_told=is_told)
        judged = _by_source(judgements)
        sources = sorted(judged.keys() if names is None else judged.keys() & {f"id:{name}" for name in names})
        defined = render.proposed_by(state)
        for source in sources:
            self._rewrite(source, state, judged[source], defined)
        for path, nodes in self.shared.changes(defined):
            self._replace(path, render.text_of_nodes(nodes, self.workspace.base), is_told=False)
        self.drafts.write(self.drafts.folder / _NOTE, json.dumps(self._note(judgements)) + "\n")

    def _rewrite(self, source: str, state: State, judgements: Sequence[Judgement], defined: set[str]) -> None:
        path = findings_path(self.workspace, source)
        former = read_findings(path, self.workspace.base)
        content = still_waiting(former, state, judgements, source, self.withheld.of(source))
        _share_proposed(content, judgements, defined)
        for name in self.shared.left_out(path):
            content.pop(name, None)
        # Findings of other sources may weigh who is proposed here alone: such a candidate stays to be chosen.
        lost = former.keys() - content.keys() - defined
        for name in lost & self.shared.candidates_beside(path) if lost else ():
            content[name] = former[name]
        if content != former:
            ordered = dict(sorted(content.items()))
            self._replace(path, render.text_of_nodes(ordered, self.workspace.base), is_told=False)

    def _replace(self, path: Path, content: str, *, is_told: bool) -> None:
        former = path.read_bytes() if path.exists() else b""
        if former == content.encode():
            return
        if is_told and former:
            self.talk(f"{self.workspace.relative(path)} was not what the judgements come to: it is made again.")
        # Findings that are all decided leave an empty file: it tells that the source was looked at.
        if content or path.parent != self.folder:
            self.drafts.write(path, content)
        else:
            self.drafts.remove(path)

    def _note(self, judgements: Sequence[Judgement]) -> Any:
        files = sorted(self.folder.glob("*.ttl")) if self.folder.is_dir() else []
        stats = [(path.name, path.stat()) for path in files]
        return [
            judgements[-1].id if judgements else "",
            [[name, status.st_size, status.st_mtime_ns] for name, status in stats],
        ]


def still_waiting(
    nodes: Mapping[str, Node],
    state: State,
    judgements: Sequence[Judgement],
    source: str,
    gists: Mapping[str, str] | None = None,
) -> Nodes:
    """Return the findings of a source without those that were decided, and with those whose decision was undone.

    Args:
        nodes: the findings as they lie there.
        state: what was decided.
        judgements: those of the source, in order; they keep the findings that they are about.
        source: its name.
        gists: those that the judgements left out of the findings that they keep, by statement.
    """
    found = findings_of(nodes)
    gone = {name for name in found if name in state.decided}
    kept: Nodes = {
        name: node for finding in found.values() if finding.id not in gone for name, node in finding.nodes.items()
    }
    removed = {name for statement in gone for name in found[statement].nodes} - kept.keys()
    waiting = {name: dict(node) for name, node in nodes.items() if name not in removed}
    firsts = _findings_judged(judgements)
    for statement, first in firsts.items():
        is_here = any(one(node, "kg:source") == source for node in first.found.values())
        if is_here and statement not in state.decided and statement not in found:
            waiting = _as_found(first, gists or {}) | waiting
    for statement, first in firsts.items():
        for report in first.more.get("inner", ()):
            if report in waiting:
                waiting[report] = waiting[report] | {"kg:reporter": (_voice(statement, source, state),)}
    return dict(sorted(waiting.items()))


def _as_found(first: Judgement, gists: Mapping[str, str]) -> Nodes:
    node = first.found[first.subject]
    if first.subject in gists:
        node = node | {"kg:gist": (text(gists[first.subject]),)}
    return first.found | {first.subject: node}


def _by_source(judgements: Sequence[Judgement]) -> dict[str, list[Judgement]]:
    """Return the judgements on findings of each source, in order."""
    found: dict[str, list[Judgement]] = {}
    for item in judgements:
        # An agent may be proposed in the file of another source: once it is in the record, it is proposed no more.
        for source in sorted(sources_of(item.found)):
            found.setdefault(source, []).append(item)
    return found


def _share_proposed(waiting: Nodes, judged: Sequence[Judgement], defined: set[str]) -> None:
    """Leave the agents and incidents out that reviewed files define by now, and bring others back."""
    for name in defined & waiting.keys():
        del waiting[name]
    named = {str(value) for node in waiting.values() for values in node.values() for value in values}
    for item in judged:
        for name in named & item.found.keys() - waiting.keys() - defined:
            if is_a(item.found[name], *BESIDE):
                waiting[name] = item.found[name]


def sources_of(nodes: Nodes) -> set[str]:
    """Return the sources of some nodes, as reports name them, or agents and incidents that are proposed."""
    told = (every(node, predicate) for node in nodes.values() for predicate in ("kg:source", "prov:wasDerivedFrom"))
    return {source for sources in told for source in sources}


def _findings_judged(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    """Return the first judgement on each finding; what an edit or a split has made was never one."""
    firsts: dict[str, Judgement] = {}
    made: set[str] = set()
    for item in judgements:
        if item.subject in item.found and item.subject.startswith("id:s-") and item.subject not in made:
            firsts.setdefault(item.subject, item)
        if item.decision in (EDIT, SPLIT) and item.object != item.subject:
            made.add(item.object)
    return firsts


def _voice(statement: str, source: str, state: State) -> str:
    """Return who reports what stands inside a statement: that statement, or the source if it was rejected."""
    return (
        state.statement(statement)
        if statement not in state.decided or state.statement(statement) in state.kept
        else source
    )
