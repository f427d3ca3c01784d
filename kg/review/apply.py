"""Taking the decisions of a table: all of them, or none, and none a second time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.errors import GraphError, KgError
from kg.review import judgement as j
from kg.review.change import changes_of
from kg.review.clerk import Clerk, nodes_of
from kg.review.desk import Ask
from kg.review.finding import Finding
from kg.review.judgement import Judgement
from kg.review.nodes import Nodes, is_a
from kg.review.sheet import DECISIONS, Row
from kg.review.state import holding

_ON_AGENTS = ("merge", "keep-apart")
_ON_WAITING = frozenset(("accept", "reject", "unsure"))
_SEVERAL = frozenset(("keep-apart",))


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be applied; ``is_conflict`` tells that somebody or something was quicker."""

    line: int
    id: str
    message: str
    hint: str = ""
    is_conflict: bool = False


@dataclass
class Plan:
    """What a table comes to: decisions to take, rows that change nothing, and what is wrong with others."""

    asks: list[Ask] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    empty: int = 0
    problems: list[Problem] = field(default_factory=list)


def plan(rows: Sequence[Row], clerk: Clerk, findings: dict[str, Finding], kept: dict[str, Finding]) -> Plan:
    """Work out what the rows of a table come to; nothing is written.

    Args:
        rows: as read.
        clerk: who turns wishes into decisions.
        findings: those that nobody has decided, by name.
        kept: the statements in the record by review.
    """
    planner = _Planner(clerk, findings, kept)
    # Merges last: what they are merged into may be accepted or mended by another row.
    for row in sorted(rows, key=lambda row: row.get("decision") in _ON_AGENTS):
        planner.add(row)
    planner.plan.problems.sort(key=lambda problem: problem.line)
    return planner.plan


class _Planner:
    def __init__(self, clerk: Clerk, findings: dict[str, Finding], kept: dict[str, Finding]) -> None:
        self.clerk, self.findings, self.kept = clerk, findings, kept
        self.plan = Plan()
        self.taken: dict[str, tuple[str, int]] = {}
        self.merged: dict[str, str] = {}
        self.nodes = nodes_of([*findings.values(), *kept.values()])
        self.before: dict[str, list[Judgement]] = {}
        for one in holding(clerk.desk.judgements):
            self.before.setdefault(one.subject, []).append(one)

    def add(self, row: Row) -> None:
        """Add a row to the plan, as decisions or as a problem."""
        name, decision = f"id:{row.get('id').removeprefix('id:')}", row.get("decision").casefold()
        if not row.get("id"):
            return self._refuse(row, "it names no finding", "Fill in the column id, as kg review export writes it.")
        finding = self.findings.get(name) or self.kept.get(name)
        if not decision:
            if finding and row.get("version") == f"v{finding.version}" and self._changes(finding, row):
                return self._refuse(row, "fields were changed and no decision is given", "Write edit, or another one.")
            self.plan.empty += 1
            return None
        if decision not in DECISIONS:
            return self._refuse(row, f"{decision!r} is no decision", f"Write one of: {', '.join(DECISIONS)}.")
        if self._is_done(name, decision, row):
            self.plan.unchanged += 1
            return None
        if name in self.taken and decision not in _SEVERAL:
            former, line = self.taken[name]
            return self._refuse(row, f"line {line} decides on it, too ({former})", "Leave one of the two.")
        problem = self._conflict(row, name, finding) or self._tangle(row, name, decision)
        if problem:
            self.plan.problems.append(problem)
            return None
        try:
            asks = self._asks(row, name, decision, finding)
        except KgError as error:
            return self._refuse(row, error.message, error.hint)
        return self._take(row, name, decision, asks)

    def _take(self, row: Row, name: str, decision: str, asks: list[Ask]) -> None:
        step = len(self.plan.counts) and sum(self.plan.counts.values())
        first = replace(asks[0], more=asks[0].more | {"asked": self._asked(row, decision, asks[0].found, name)})
        for ask in [first, *asks[1:]]:
            if ask.subject != name and ask.decision == j.ACCEPT and ask.subject in self.taken:
                former, line = self.taken[ask.subject]
                if former in ("reject", "withdraw", "unsure"):
                    return self._refuse(row, f"what it is merged into is decided in line {line}: {former}")
                continue
            self.plan.asks.append(replace(ask, step=step))
            if ask.subject != name and ask.decision == j.ACCEPT:
                self.taken[ask.subject] = ("accept", row.line)
        if decision not in _SEVERAL:
            self.taken[name] = (decision, row.line)
        if decision == "merge":
            self.merged[name] = _id_of(row.get("into"))
        self.plan.counts[decision] += 1
        return None

    def _asks(self, row: Row, name: str, decision: str, finding: Finding | None) -> list[Ask]:
        into, why = row.get("into"), " ".join(row.get("why").split())
        if decision in ("merge", "keep-apart", "split") and not into:
            what = "a place of the text or a report" if decision == "split" else "the other one"
            raise GraphError(f"{decision}: the column into is empty", f"Write into it {what}.")
        if decision == "keep-apart":
            return self.clerk.keep_apart(name, into, why)
        if finding is None:
            if decision == "merge":
                is_event = is_a(self.nodes.get(name, {}), "kg:Incident")
                merge = self.clerk.merge_incidents if is_event else self.clerk.merge_agents
                return merge(name, into, self.nodes, why)
            raise GraphError("no finding of that id waits", "List those that do: kg review list.")
        changes = self._changes(finding, row)
        if decision == "merge":
            return self.clerk.merge(finding, f"id:{into.removeprefix('id:')}", changes, why)
        if decision in ("accept", "edit"):
            if decision == "edit" and not changes:
                raise GraphError("edit: no field was changed", "Change one, or write accept.")
            return self.clerk.accept(finding, changes, why)
        if changes:
            raise GraphError(
                f"{decision}: the field {next(iter(changes))} was changed, too", "Write edit, or put it back."
            )
        if decision == "split":
            return self.clerk.split(finding, into, why)
        return {"reject": self.clerk.reject, "withdraw": self.clerk.withdraw, "unsure": self.clerk.unsure}[decision](
            finding, why
        )

    def _changes(self, finding: Finding, row: Row) -> dict[str, str]:
        """Return what a row changes; a gist that is left empty, or is the one made of facts, changes none."""
        changes = changes_of(finding, row.cells)
        is_plain = not self.clerk.has_own_gist(finding)
        if is_plain and changes.get("gist") in ("", self.clerk.facts(finding)):
            del changes["gist"]
        return changes

    def _conflict(self, row: Row, name: str, finding: Finding | None) -> Problem | None:
        decided = self.clerk.desk.state.decided.get(name)
        shown = name.removeprefix("id:")
        if finding is None and decided:
            told = f"{decided.by} decided on it ({decided.decision}, {decided.on[:16].replace('T', ' ')})"
            return Problem(row.line, shown, told, f"See: kg review log {shown}. Undo that first.", True)
        version = row.get("version")
        if finding and version and version != f"v{finding.version}":
            who = f"by {decided.by} ({decided.decision})" if decided else "since the table was written"
            return Problem(
                row.line, shown, f"it was changed {who}", "Export it again, and decide on what it says now.", True
            )
        if finding and name in self.kept and row.get("decision").casefold() in _ON_WAITING:
            told = f"{decided.by if decided else 'somebody'} has accepted it"
            return Problem(row.line, shown, told, "To change it, write edit; to take it out again, withdraw.", True)
        return None

    def _tangle(self, row: Row, name: str, decision: str) -> Problem | None:
        """Say what makes a merge depend on other rows: each is judged by the record as it was before the table."""
        if decision != "merge":
            return None
        into = _id_of(row.get("into"))
        former, line = self.taken.get(into, ("", 0))
        if former == "edit":
            told = f"line {line} changes what it is merged into"
            return Problem(row.line, row.get("id"), told, "Apply that line first, and merge with a second table.")
        last = into
        while last in self.merged:
            last = self.merged[last]
        if last == name:
            return Problem(row.line, row.get("id"), "the lines merge each into the other", "Keep one of them.")
        return None

    def _is_done(self, name: str, decision: str, row: Row) -> bool:
        """Say whether a judgement that holds is the answer to this very row."""
        return any(
            one.more.get("asked") == self._asked(row, decision, one.found, name) for one in self.before.get(name, ())
        )

    def _asked(self, row: Row, decision: str, found: Nodes, name: str) -> dict[str, object]:
        changes = changes_of(Finding(name, found), row.cells) if name in found and name.startswith("id:s-") else {}
        if not changes.get("gist", "left as it is"):
            del changes["gist"]
        return {"decision": decision, "into": row.get("into"), "changes": changes}

    def _refuse(self, row: Row, message: str, hint: str = "") -> None:
        self.plan.problems.append(Problem(row.line, row.get("id"), message, hint))


def _id_of(written: str) -> str:
    return f"id:{written.removeprefix('id:')}"
