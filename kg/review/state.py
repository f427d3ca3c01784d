"""What a row of judgements comes to: a pure function of those that still hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kg.review import judgement as j
from kg.review.judgement import Judgement
from kg.review.nodes import Nodes

# What a merge may make one besides statements.
THINGS = ("agent", "incident")


@dataclass
class State:
    """What stands after all judgements that hold.

    ``kept`` are the nodes of each statement in the record, ``decided`` what was decided on each finding, ``absorbed``
    the statements that are one with another, ``things`` the agents and incidents that are one with another, ``moved``
    the statements that an edit gave another name, ``aliases`` the names that agents were found to bear, ``curated`` the
    statements written by hand that others were merged into, ``proposed`` the nodes of agents and incidents that others
    were merged into, ``namesakes`` those who bear a name that somebody else on record bears.
    ``issued`` are the days on which statements that are one with others were first published, as the merges tell.
    ``apart`` are pairs that are two things, ``unsure`` what nobody could decide yet.
    """

    kept: dict[str, Nodes] = field(default_factory=dict)
    decided: dict[str, Judgement] = field(default_factory=dict)
    absorbed: dict[str, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, dict[str, None]] = field(default_factory=dict)
    curated: set[str] = field(default_factory=set)
    namesakes: set[str] = field(default_factory=set)
    proposed: Nodes = field(default_factory=dict)
    issued: dict[str, str] = field(default_factory=dict)
    apart: set[frozenset[str]] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)

    def statement(self, name: str) -> str:
        """Return the statement that a name stands for after edits and merges."""
        current = found = _follow(self.moved, name)
        met = {current}
        # A merge into what has been taken out of the record again is passed over, until it comes back.
        while current in self.absorbed and self.absorbed[current] not in met:
            current = _follow(self.moved, self.absorbed[current])
            met.add(current)
            if current in self.kept or current in self.curated:
                found = current
        return found

    def thing(self, name: str) -> str:
        """Return the agent or incident that a name stands for after merges."""
        return _follow(self.things, name)

    def is_absorbed(self, name: str) -> bool:
        """Say whether a statement has become part of another."""
        return self.statement(name) != _follow(self.moved, name)

    def apply(self, one: Judgement) -> None:
        """Let one more judgement take effect; one that has lost its ground has none."""
        name, other = one.subject, one.object
        self.unsure.discard(name)
        if one.decision in (j.ACCEPT, j.EDIT):
            self._keep(name, other or name, one)
        elif one.decision in (j.REJECT, j.WITHDRAW):
            self.kept.pop(name, None)
            self.decided[name] = one
        elif one.decision == j.MERGE:
            self._merge(one)
        elif one.decision == j.SPLIT and name in self.kept:
            self.kept[name], self.kept[other] = one.result, one.out
            self.decided[other] = one
        elif one.decision == j.APART:
            self.apart.add(frozenset((name, other)))
        elif one.decision == j.UNSURE:
            self.unsure.add(name)
        self.namesakes.update(one.more.get("namesakes", ()))
        for agent, names in one.more.get("aliases", {}).items():
            self.aliases.setdefault(agent, {}).update(dict.fromkeys(names))

    def _keep(self, name: str, other: str, one: Judgement) -> None:
        if other != name:
            self.kept.pop(name, None)
            self.moved[name] = other
            self.decided[other] = one
        else:
            self.moved.pop(name, None)
        self.kept[other] = one.kept
        self.decided[name] = one

    def _merge(self, one: Judgement) -> None:
        if one.more.get("kind") in THINGS:
            if self.thing(one.object) != one.subject:
                self.things[one.subject] = one.object
                self.proposed |= one.found
            return
        if self.statement(one.object) != one.subject:
            self.absorbed[one.subject] = one.object
            if day := one.more.get("issued"):
                self.issued[one.subject] = day
            if one.more.get("curated"):
                self.curated.add(one.object)


def holding(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Return the judgements that hold: those that no later one undoes, in their order, without the undoings.

    >>> a, b = Judgement("id:j-1-01", "accept", "id:s", "A", ""), Judgement("id:j-2-01", "undo", "id:j-1-01", "A", "")
    >>> [len(holding(row)) for row in ([a], [a, b], [a, b, Judgement("id:j-3-01", "undo", "id:j-2-01", "A", "")])]
    [1, 0, 1]
    """
    undone: set[str] = set()
    kept: list[Judgement] = []
    # From the last to the first: an undoing that was itself undone undoes nothing.
    for one in reversed(judgements):
        if one.id in undone:
            continue
        if one.decision == j.UNDO:
            undone.add(one.subject)
        else:
            kept.append(one)
    return kept[::-1]


def replay(judgements: Iterable[Judgement]) -> State:
    """Return what judgements come to."""
    state = State()
    for one in holding(list(judgements)):
        state.apply(one)
    return state


def _follow(steps: dict[str, str], name: str) -> str:
    met = {name}
    while name in steps and steps[name] not in met:
        name = steps[name]
        met.add(name)
    return name
