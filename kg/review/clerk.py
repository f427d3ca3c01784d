"""Preparing decisions: what a person wants done with a finding, as judgements that can be taken."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.errors import GraphError, ParameterError
from kg.review import judgement as j
from kg.review.alike import utterance_of
from kg.review.change import Mended, Mender
from kg.review.desk import Ask, Desk
from kg.review.finding import Finding
from kg.review.gist import gist_of_facts
from kg.review.known import Known, Utterance
from kg.review.names import learnable
from kg.review.newcomer import private_persons
from kg.review.nodes import Node, Nodes, every, is_a, one, text
from kg.review.published import first_published
from kg.review.split import split_at, take_out
from kg.review.utterance import require_one_utterance

_PRIVATE = (
    'Private persons are not made agents. Write into the field speaker "unnamed: " and the role, such as '
    '"unnamed: a resident"; or, where they speak in an office, "new: Jane Doe, chief constable".'
)
_PROPOSED = ("id:n-", "id:i-", "id:u-")
_REFERRED = ("kg:speaker", "kg:towards", "kg:onBehalfOf")


# What a finding may propose, by the class that a person names it by.
_CLASSES = {
    "kg:Agent": ("agent", ("kg:Person", "kg:Organisation", "kg:UnnamedSpeaker", "kg:UnresolvedSpeaker")),
    "kg:Incident": ("incident", ("kg:Incident",)),
}


class Clerk:
    """Turns what a person wants into decisions; refuses what cannot be."""

    def __init__(self, desk: Desk, known: Known, mender: Mender) -> None:
        """Take the desk, the record, and the one who mends findings."""
        self.desk, self.known, self.mender = desk, known, mender

    def accept(self, finding: Finding, changes: Mapping[str, str], why: str = "") -> list[Ask]:
        """Accept a finding as it stands, or as mended.

        Raises:
            ParameterError: a change cannot be made, or it would make an agent of a private person.
        """
        finding = self._whole(finding)
        # An empty gist asks for the one that is made of facts.
        words = changes.get("gist")
        changes = {field: value for field, value in changes.items() if value or field != "gist"}
        mended = self.mender.mend(finding, changes) if changes else Mended(finding.id, finding.nodes, {})
        # Whom a change names may be proposed with another finding alone, which can be rejected afterwards.
        mended = replace(mended, nodes=self._whole(Finding(mended.id, mended.nodes), is_changed=bool(changes)).nodes)
        result = self._in_own_words(finding, Finding(mended.id, mended.nodes), words, "content" in changes)
        used = {name for predicate in _REFERRED for name in every(result.statement, predicate)}
        private = private_persons(result, used)
        if private:
            raise ParameterError(f"{private[0]}: no office is told in which they speak", _PRIVATE)
        aliases = mended.aliases or self._aliases(finding, one(result.statement, "kg:speaker"))
        more: dict[str, object] = {"aliases": aliases} if aliases else {}
        if shared := self._namesakes(result):
            more["namesakes"] = shared
        ask = Ask(j.ACCEPT, finding.id, "", why, self._found(finding), more=more, version=finding.version)
        if not changes and (not self._is_kept(finding) or result.nodes == finding.nodes):
            return [ask]
        return [replace(ask, decision=j.EDIT, object=mended.id, result=result.nodes)]

    def facts(self, finding: Finding) -> str:
        """Return the gist that a statement gets where nobody writes one."""

        def label(name: str) -> str:
            holder = self.desk.state.thing(name)
            own = one(finding.nodes.get(holder, {}), "rdfs:label") or one(
                self.desk.state.proposed.get(holder, {}), "rdfs:label"
            )
            return own or self.known.label(holder)

        return gist_of_facts(finding, label, self.known.quotable(finding.source))

    def has_own_gist(self, finding: Finding) -> bool:
        """Say whether somebody has written the gist of a statement."""
        return self._is_kept(finding) and one(finding.statement, "kg:gist") != self.facts(finding)

    def _whole(self, finding: Finding, *, is_changed: bool = False) -> Finding:
        """Return a finding with the proposed agents and incidents that another decision has put on record before it.

        Args:
            finding: it may name more than its nodes hold.
            is_changed: it may also name what other findings propose, since a person has changed it.
        """
        named = {value for values in finding.statement.values() for value in values if isinstance(value, str)}
        missing = {name for name in named - finding.nodes.keys() if name.startswith(_PROPOSED)}
        if not missing:
            return finding
        places: list[Nodes] = [self.desk.state.proposed, *self.desk.state.kept.values()]
        if is_changed and not all(any(name in nodes for nodes in places) for name in missing):
            places = [*(other.judged for other in self.desk.undecided().values()), *places]
        found = {name: nodes[name] for nodes in places for name in missing & nodes.keys()}
        return Finding(finding.id, dict(sorted((finding.nodes | found).items())))

    def _in_own_words(self, before: Finding, after: Finding, words: str | None, is_recut: bool) -> Finding:
        """Return a mended finding whose gist is a person's, or made of facts; never the words as they were found."""
        if words or (words is None and not is_recut and self.has_own_gist(before)):
            return after
        return _with_gist(after, self.facts(after))

    def _found(self, finding: Finding) -> Nodes:
        """Return the nodes of a finding as a judgement keeps them: the words of the article stay in its text."""
        return finding.nodes if self._is_kept(finding) else _with_gist(finding, self.facts(finding)).nodes

    def reject(self, finding: Finding, why: str = "") -> list[Ask]:
        """Reject a finding; a statement that is in the record is withdrawn instead.

        Raises:
            GraphError: it is in the record.
        """
        if self._is_kept(finding):
            raise GraphError(f"{_shown(finding.id)}: it was accepted", "To take it out of the record, withdraw it.")
        return [Ask(j.REJECT, finding.id, "", why, self._found(finding), version=finding.version)]

    def withdraw(self, finding: Finding, why: str = "") -> list[Ask]:
        """Take an accepted statement out of the record again.

        Raises:
            GraphError: it is not in the record.
        """
        if not self._is_kept(finding):
            raise GraphError(f"{_shown(finding.id)}: it was not accepted", "Reject it instead.")
        return [Ask(j.WITHDRAW, finding.id, "", why, finding.nodes, version=finding.version)]

    def unsure(self, finding: Finding, why: str = "") -> list[Ask]:
        """Note that somebody looked and could not decide; the finding stays one."""
        return [Ask(j.UNSURE, finding.id, "", why, self._found(finding))]

    def merge(self, finding: Finding, other: str, changes: Mapping[str, str], why: str = "") -> list[Ask]:
        """Make a statement one with another, accepting both where that has not been done.

        Args:
            finding: the one whose reports move over.
            other: the one that stays: a finding, a reviewed statement, or one written by hand.
            changes: made to the first.
            why: the reason.

        Raises:
            ParameterError, GraphError: there is no such statement, it is the same one, another speaker's or of another
                day, or a change cannot be made.
        """
        target = self.desk.state.statement(other)
        asks = [] if self._is_kept(finding) and not changes else self.accept(finding, changes, why)
        own = asks[0].object or finding.id if asks else finding.id
        if target in (own, self.desk.state.statement(own)):
            raise GraphError(f"{_shown(own)}: it is one with {_shown(other)} already", "Name another statement.")
        kept = self.desk.state.kept.get(target)
        there = Finding(target, kept) if kept else self.desk.undecided().get(target)
        is_by_hand = there is None and self._is_statement(target)
        if there is None and not is_by_hand:
            raise ParameterError(
                f"no statement is called {_shown(other)}", "Name one by its id, such as s-927c93b8-10-40."
            )
        if there is not None and not kept:
            asks += self.accept(there, {}, why)
        mine = Finding(own, asks[0].result or finding.nodes) if asks else finding
        said = self._said(there) if there else self._by_hand(target)
        more: dict[str, object] = {"kind": "statement"} | ({"curated": True} if is_by_hand else {})
        if there and (day := first_published(replace(finding, id=own), there, self.desk.state, self.known)):
            more["issued"] = day
        if said:
            nodes = mine.nodes | (there.nodes if there else {})
            require_one_utterance(self._said(mine), said, nodes, self.desk.state, self.known)
        aliases = self._aliases(finding, said.speaker if said else "")
        more_all = more | ({"aliases": aliases} if aliases else {})
        return [*asks, Ask(j.MERGE, own, target, why, more=more_all)]

    def merge_agents(self, name: str, other: str, nodes: Nodes, why: str = "") -> list[Ask]:
        """Make a proposed agent one with another, whose other names it gives.

        Args:
            name: a proposed agent.
            other: an id, a label or an alias of the agent that stays.
            nodes: those of the findings, among which the proposed agent is.
            why: the reason.

        Raises:
            GraphError: the first is on record by hand, or they are one already.
            ParameterError: nobody is called so.
        """
        node, target = self._both(name, other, nodes, "kg:Agent")
        label = one(node, "rdfs:label")
        aliases = {target: [label]} if self._may_learn(label, target, {name}) else {}
        found = {key: nodes[key] for key in (name, target) if key in nodes}
        more = {"kind": "agent"} | ({"aliases": aliases} if aliases else {})
        return [Ask(j.MERGE, name, target, why, found, more=more)]

    def merge_incidents(self, name: str, other: str, nodes: Nodes, why: str = "") -> list[Ask]:
        """Make a proposed incident one with another, whose statements are about that one from then on.

        Args:
            name: a proposed incident.
            other: an id, a label or an alias of the incident that stays.
            nodes: those of the findings, among which the proposed incident is.
            why: the reason.

        Raises:
            GraphError: the first is on record by hand, or they are one already.
            ParameterError: no incident is called so.
        """
        _, target = self._both(name, other, nodes, "kg:Incident")
        found = {key: nodes[key] for key in (name, target) if key in nodes}
        return [Ask(j.MERGE, name, target, why, found, more={"kind": "incident"})]

    def _both(self, name: str, other: str, nodes: Nodes, kind: str) -> tuple[Node, str]:
        """Return the node of what a finding proposes, and what it is to be one with."""
        what, classes = _CLASSES[kind]
        node = nodes.get(name) or self.desk.state.proposed.get(name)
        if node is None or not is_a(node, *classes):
            told = f"{_shown(name)}: not an {what} that a finding proposes"
            raise GraphError(told, "What is written by hand is mended in its file.")
        own = f"id:{other.removeprefix('id:')}"
        is_proposed = is_a(nodes.get(own, {}), *classes)
        target = self.desk.state.thing(own if is_proposed else self.known.resolve(other, kind, "into"))
        if target == self.desk.state.thing(name):
            raise GraphError(f"{_shown(name)}: it is one with {_shown(other)} already", f"Name another {what}.")
        return node, target

    def keep_apart(self, name: str, other: str, why: str = "") -> list[Ask]:
        """Note that two things are two, so that nobody is asked again."""
        return [Ask(j.APART, name, f"id:{other.removeprefix('id:')}", why)]

    def split(self, finding: Finding, where: str, why: str = "") -> list[Ask]:
        """Make two statements of one, which is accepted by that.

        Args:
            finding: the statement.
            where: a place of its text at which the second one begins, or the id of a report that is to go.
            why: the reason.

        Raises:
            ParameterError: the place or the report is not in it.
        """
        asks = [] if self._is_kept(finding) else self.accept(finding, {}, why)
        if where.isdecimal():
            name, rest, out = split_at(self.mender.cutter, finding, int(where), self.mender.is_taken)
        else:
            name, rest, out = take_out(finding, f"id:{where.removeprefix('id:')}", self.mender.is_taken)
        halves = (Finding(finding.id, rest), Finding(name, out))
        rest, out = (_with_gist(half, self.facts(half)).nodes for half in halves)
        return [*asks, Ask(j.SPLIT, finding.id, name, why, self._found(finding), rest, out)]

    def _namesakes(self, finding: Finding) -> list[str]:
        """Return what is proposed with a finding and bears a name that something on record bears already."""
        found = []
        for name, node in finding.nodes.items():
            if is_a(node, "kg:Person", "kg:Organisation", "kg:Incident"):
                kind = "kg:Incident" if is_a(node, "kg:Incident") else "kg:Agent"
                others = self.known.bearers(one(node, "rdfs:label"), kind) - {name}
                if any(not other.startswith(("id:u-", "id:n-", "id:i-")) for other in others):
                    found.append(name)
        return found

    def _is_kept(self, finding: Finding) -> bool:
        return finding.id in self.desk.state.kept

    def _is_statement(self, name: str) -> bool:
        return "kg:Statement" in self.known.kinds(name)

    def _said(self, finding: Finding) -> Utterance:
        return utterance_of(finding, self.desk.state.thing(one(finding.statement, "kg:speaker")))

    def _by_hand(self, statement: str) -> Utterance | None:
        return next((said for row in self.known.said.values() for said in row if said.id == statement), None)

    def _aliases(self, finding: Finding, speaker: str) -> dict[str, list[str]]:
        printed = one(finding.report, "kg:attributedAs")
        return {speaker: [printed]} if self._may_learn(printed, speaker, set()) else {}

    def _may_learn(self, printed: str, agent: str, besides: set[str]) -> bool:
        """Say whether a name can stand for an agent from now on: it must be a name, and nobody else's."""
        if not agent or agent.startswith("id:u-"):
            return False
        label, kinds = self.known.label(agent), self.known.kinds(agent)
        holders = {self.desk.state.thing(name) for name in self.known.bearers(printed) - besides}
        voices = {name for name in holders if name.startswith("id:u-")}
        return bool(kinds) and learnable(printed, label, kinds) and not holders - voices


def _shown(name: str) -> str:
    return name.removeprefix("id:")


def _with_gist(finding: Finding, words: str) -> Finding:
    node = finding.statement | {"kg:gist": (text(words),)}
    return Finding(finding.id, {name: node if name == finding.id else own for name, own in finding.nodes.items()})


def nodes_of(findings: Sequence[Finding]) -> Nodes:
    """Return the nodes of several findings together."""
    return {name: node for finding in findings for name, node in finding.nodes.items()}
