"""The desk at which decisions are taken: each on what stands at that moment, and whole or not at all."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kg.errors import GraphError, WorkspaceError
from kg.review import judgement as j
from kg.review import render
from kg.review.files import Drafts
from kg.review.finding import Finding, findings_of, findings_path, load_findings, read_findings
from kg.review.judgement import Judgement
from kg.review.nodes import Nodes, one
from kg.review.settle import Settler, sources_of
from kg.review.state import THINGS, State, holding, replay
from kg.workspace import Workspace

_RECORDED = (
    "Nothing was lost: the decisions are on record in seeds/judgements. Free space or make the folder writable, "
    "and run the same command again: it writes what follows from them."
)
_WAITING = "Waiting until another reviewer's decision is written."


class ConflictError(GraphError):
    """What a decision is about was changed or decided by somebody else meanwhile."""


@dataclass(frozen=True)
class Ask:
    """A decision that somebody wants to take; the fields are those of a judgement.

    ``version`` is that of the finding or statement as it was shown, empty where nothing was. Asks of one ``step`` are
    undone together.
    """

    decision: str
    subject: str
    object: str = ""
    why: str = ""
    found: Nodes = field(default_factory=dict, repr=False)
    result: Nodes = field(default_factory=dict, repr=False)
    out: Nodes = field(default_factory=dict, repr=False)
    more: dict[str, Any] = field(default_factory=dict, repr=False)
    version: str = ""
    step: int = 0


class Desk:
    """The judgements of a workspace, what they come to, and the way to add to them."""

    def __init__(self, workspace: Workspace, talk: Callable[[str], None] | None = None) -> None:
        """Read the judgements; nothing is written.

        Raises:
            WorkspaceError: the workspace is the one that is shipped.
            TurtleError, GraphError: the judgements cannot be read.
        """
        refuse_shipped(workspace)
        self.workspace, self.drafts = workspace, Drafts(workspace)
        self.talk = talk or (lambda text: None)
        self.settler = Settler(workspace, self.drafts, self.talk)
        self.judgements: list[Judgement] = []
        self.state = State()
        self._seen: Any = None
        self.refresh()

    def refresh(self) -> bool:
        """Read the judgements again if a file of theirs has changed; say whether one had."""
        seen = self._stats()
        if seen == self._seen:
            return False
        self.judgements = j.load_judgements(self.workspace)
        self.state = replay(self.judgements)
        self._seen = seen
        return True

    def undecided(self, sources: Iterable[str] | None = None) -> dict[str, Finding]:
        """Return the findings on which nobody has decided, of all sources or of some."""
        found = load_findings(self.workspace, sources)
        return {name: finding for name, finding in found.items() if name not in self.state.decided}

    def kept(self) -> dict[str, Finding]:
        """Return the statements that are in the record by review."""
        return {name: Finding(name, nodes) for name, nodes in self.state.kept.items()}

    def settle(self) -> None:
        """Bring all files into line with the judgements, where a stopped run or a hand has left them otherwise.

        Raises:
            WorkspaceError: the workspace cannot be written.
        """
        with self.drafts.lock(lambda: self.talk(_WAITING)):
            self._begin()

    def decide(self, asks: Sequence[Ask], by: str) -> list[Judgement]:
        """Take decisions: all of them, or none.

        Raises:
            ConflictError: one is about something that was changed or decided meanwhile.
            WorkspaceError: the workspace cannot be written.
        """
        with self.drafts.lock(lambda: self.talk(_WAITING)):
            self._begin()
            waiting = self._waiting(asks)
            for ask in asks:
                self._check(ask, waiting)
            moment = j.moment_after(self.judgements[-1].id if self.judgements else None)
            new = [_judgement(ask, by, moment, number, waiting) for ask, number in _numbered(asks)]
            self.settler.withheld.keep(asks, waiting)
            self._write(new)
        return new

    def undo(self, names: Sequence[str], by: str, why: str = "") -> list[Judgement]:
        """Undo judgements that hold, or undoings.

        Raises:
            ConflictError: one does not hold any more, or later ones build upon it.
            WorkspaceError: the workspace cannot be written.
        """
        with self.drafts.lock(lambda: self.talk(_WAITING)):
            self._begin()
            self._check_undo(names)
            moment = j.moment_after(self.judgements[-1].id if self.judgements else None)
            minted = [j.mint(moment, number) for number in range(1, len(names) + 1)]
            new = [
                Judgement(own, j.UNDO, name, by, on, why=why, more={"undo": True})
                for (own, on), name in zip(minted, reversed(list(names)), strict=True)
            ]
            self._write(new)
        return new

    def last_of(self, by: str, steps: int = 1) -> list[str]:
        """Return the names of the judgements of somebody's last steps that hold, in order; none if there are none."""
        own = [one for one in holding(self.judgements) if one.by == by]
        groups = list(dict.fromkeys(one.group for one in own))[-steps:]
        return [one.id for one in own if one.group in groups]

    def _stats(self) -> Any:
        folder = j.folder_of(self.workspace)
        listed = sorted(folder.glob("*.ttl")) if folder.is_dir() else []
        return [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in listed]

    def _begin(self) -> None:
        self.drafts.sweep(j.folder_of(self.workspace), self.settler.folder)
        self.refresh()
        if not self.settler.is_settled(self.judgements):
            self.settler.settle(self.state, self.judgements, is_told=True)

    def _waiting(self, asks: Sequence[Ask]) -> dict[str, Finding]:
        sources = {one(node, "kg:source") for ask in asks for node in ask.found.values()} - {""}
        found: dict[str, Finding] = {}
        for source in sorted(sources):
            found |= findings_of(read_findings(findings_path(self.workspace, source), self.workspace.base))
        return found

    def _check(self, ask: Ask, waiting: dict[str, Finding]) -> None:
        if not ask.version:
            return
        decided = self.state.decided.get(ask.subject)
        nodes = self.state.kept.get(ask.subject)
        current = Finding(ask.subject, nodes) if nodes else waiting.get(ask.subject) if decided is None else None
        shown = ask.subject.removeprefix("id:")
        if current is None and decided is not None:
            raise ConflictError(
                f"{shown}: {decided.by} has decided on it meanwhile ({decided.decision}, {decided.on[:16]})",
                f"See: kg review log {shown}. To decide anew, undo that first.",
            )
        if current is None:
            raise ConflictError(f"{shown}: it is no longer among the findings", "Look at the findings of today again.")
        if current.version != ask.version:
            who = f"{decided.by} has changed it" if decided else "it was found anew and differs"
            raise ConflictError(f"{shown}: {who} meanwhile", "Look at it as it stands now, and decide again.")

    def _check_undo(self, names: Sequence[str]) -> None:
        known = {one.id: one for one in self.judgements}
        hold = holding(self.judgements)
        undone = {one.subject for one in self.judgements if one.decision == j.UNDO}
        for name in names:
            item = known.get(name)
            shown = name.removeprefix("id:")
            if item is None:
                raise ConflictError(f"{shown}: no judgement of that name", "List them: kg review log.")
            if item.decision != j.UNDO and item not in hold:
                raise ConflictError(f"{shown}: it was undone already", "See: kg review log.")
            if item.decision == j.UNDO and name in undone:
                raise ConflictError(f"{shown}: it was undone already", "See: kg review log.")
            if item.decision == j.UNDO:
                continue
            meant = {item.subject, item.object} - {""}
            later = [
                other
                for other in hold
                if other.id > item.id and other.id not in names and meant & {other.subject, other.object}
            ]
            if later:
                first = later[-1]
                what = f"{first.decision} of {first.subject.removeprefix('id:')}"
                raise ConflictError(
                    f"{shown}: a later judgement builds upon it: {what}",
                    f"Undo that first: kg review undo {first.id.removeprefix('id:')}",
                )

    def _write(self, new: list[Judgement]) -> None:
        before = self._touched(new)
        j.append(self.workspace, self.drafts, new)
        # From here on the decisions are taken: what follows from them can be made again, whatever happens.
        self.judgements = [*self.judgements, *new]
        if any(one.decision == j.UNDO for one in new):
            self.state = replay(self.judgements)
        else:
            for one in new:
                self.state.apply(one)
        self._seen = self._stats()
        after = self._touched(new)
        try:
            self.settler.settle(
                self.state, self.judgements, None if before is None or after is None else before | after
            )
        except WorkspaceError as error:
            raise WorkspaceError(error.message, _RECORDED) from None

    def _touched(self, new: Sequence[Judgement]) -> set[str] | None:
        """Return the names of the files that judgements may change, None if they may change any."""
        known = {item.id: item for item in self.judgements}
        judged = list(new)
        for item in judged:
            if item.decision == j.UNDO and item.subject in known:
                judged.append(known[item.subject])
        if any(item.more.get("kind") in THINGS for item in judged):
            return None
        names = {name for item in judged for name in (item.subject, item.object) if name.startswith("id:s-")}
        own = {source for item in judged for source in sources_of(item.found)}
        own |= sources_of(render.merged_into(self.state, names))
        return render.touched(self.state, names) | {source.removeprefix("id:") for source in own}


def refuse_shipped(workspace: Workspace) -> None:
    """Refuse a workspace that nobody may write to.

    Raises:
        WorkspaceError: it is the one that is shipped.
    """
    if workspace.is_shipped:
        raise WorkspaceError(
            "findings are reviewed in a workspace of your own, and here is none",
            "Make one: kg init DIR; go there: cd DIR; add documents: kg add FILE; then run this again.\n"
            "If you have one, go into its folder first (the one with kg.toml).",
        )


def _inner(statement: str, waiting: dict[str, Finding]) -> list[str]:
    """Return the reports of findings that stand inside a statement."""
    return sorted(
        name
        for finding in waiting.values()
        for name, node in finding.reports.items()
        if one(node, "kg:reporter") == statement
    )


def _numbered(asks: Sequence[Ask]) -> Iterator[tuple[Ask, int]]:
    """Give each ask its number among those of its step."""
    counts: Counter[int] = Counter()
    for ask in asks:
        counts[ask.step] += 1
        yield ask, counts[ask.step]


def _judgement(ask: Ask, by: str, moment: datetime, number: int, waiting: dict[str, Finding]) -> Judgement:
    name, on = j.mint(moment + timedelta(microseconds=ask.step), number)
    inner = _inner(ask.subject, waiting)
    more = ask.more | ({"inner": inner} if inner else {})
    said = (ask.object, ask.why, ask.found, ask.result, ask.out, more)
    return Judgement(name, ask.decision, ask.subject, by, on, *said)
