"""What a reviewer sees of a finding, in plain values: the same for a screen, a table and a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.review.alike import Index, Match, differences, utterance_of
from kg.review.change import values_of
from kg.review.clerk import Clerk
from kg.review.finding import Candidate, Finding
from kg.review.known import SourceFacts, Utterance
from kg.review.nodes import Nodes, every, one
from kg.review.queue import overlapping, words_of
from kg.review.twins import Twin, Twins

_AROUND = 240


@dataclass(frozen=True)
class Look:
    """A finding with all that a decision needs, each part looked up when it is asked for: a list needs few of them."""

    finding: Finding
    looker: "Looker"

    @cached_property
    def source(self) -> SourceFacts:
        """Return what is recorded of its source."""
        return self.looker.known.source(self.finding.source)

    @cached_property
    def words(self) -> str:
        """Return its content as printed."""
        return words_of(self.finding, self._text)

    @cached_property
    def named_as(self) -> str:
        """Return how its source names the speaker."""
        return words_of(self.finding, self._text, predicate="kg:sourceSpan")

    @cached_property
    def cue(self) -> str:
        """Return the words by which it is told that somebody spoke."""
        return words_of(self.finding, self._text, predicate="kg:cueSpan")

    @cached_property
    def values(self) -> dict[str, str]:
        """Return its fields as they are written, the gist only where a person wrote it."""
        own = self.looker.clerk.has_own_gist(self.finding)
        return values_of(self.finding) | ({} if own else {"gist": ""})

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return what the things that it names are called."""
        return self.looker.labels(self.finding, self.alike)

    @cached_property
    def status(self) -> str:
        """Return what has been decided on it: waiting, unsure, or in the record."""
        return self.looker.status(self.finding)

    @cached_property
    def alike(self) -> tuple[Match, ...]:
        """Return the statements of other sources that may be the same utterance."""
        return tuple(self.looker.alike(self.finding))

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """Return what its words may stand for."""
        return self.finding.candidates

    @cached_property
    def near(self) -> str:
        """Return the text around its words, which stand in double brackets."""
        return self.looker.around(self.finding, self._text)

    @cached_property
    def told_by(self) -> str:
        """Return the words of the statement inside which it stands, empty where the source tells it itself."""
        outer = one(self.finding.report, "kg:reporter")
        return self.looker.words_of(outer) if outer.startswith("id:s-") else ""

    @cached_property
    def overlaps(self) -> tuple[str, ...]:
        """Return the reviewed statements that share a part of its content."""
        return self.looker.overlaps(self.finding)

    @cached_property
    def facts(self) -> str:
        """Return the gist that it has where nobody writes one."""
        return self.looker.clerk.facts(self.finding)

    @cached_property
    def namesakes(self) -> tuple[Twin, ...]:
        """Return what its speaker may be one with."""
        return tuple(self.looker.twins.of(one(self.finding.statement, "kg:speaker")))

    @cached_property
    def events(self) -> tuple[Twin, ...]:
        """Return what its incident may be one with."""
        return tuple(self.looker.twins.of(one(self.finding.statement, "kg:about")))

    @cached_property
    def role(self) -> str:
        """Return how the article describes the speaker."""
        return self.looker.role(one(self.finding.statement, "kg:speaker"))

    @property
    def _text(self) -> str:
        return self.looker.known.quotable(self.finding.source)


class Looker:
    """Looks at findings with the record beside them."""

    def __init__(self, clerk: Clerk, findings: Iterable[Finding]) -> None:
        """Take all findings that wait, among which the same utterance may stand in another outlet."""
        self.clerk, self.desk, self.known = clerk, clerk.desk, clerk.known
        self.findings = {finding.id: finding for finding in findings}
        self.kept = list(self.desk.kept().values())

    def look(self, finding: Finding) -> Look:
        """Return what is to be seen of a finding."""
        return Look(finding, self)

    def status(self, finding: Finding) -> str:
        """Say what has been decided on a finding: waiting, unsure, or in the record."""
        state = self.desk.state
        if finding.id in state.kept:
            return "merged" if state.is_absorbed(finding.id) else "reviewed"
        return "unsure" if finding.id in state.unsure else "waiting"

    def alike(self, finding: Finding) -> list[Match]:
        """Return the statements of other sources that may be the same utterance."""
        state = self.desk.state
        mine = self._utterance(finding)
        speakers = {mine.speaker}
        if mine.speaker.startswith("id:u-"):
            speakers = {state.thing(one.thing) for one in finding.candidates if one.role == "speaker"}
        # Each article proposes its own: of one name, they may be one.
        speakers |= {twin.id for twin in self.twins.of(one(finding.statement, "kg:speaker"))}
        own = state.statement(finding.id)

        def is_apart(other: str) -> bool:
            return frozenset((own, other)) in state.apart or state.statement(other) == own

        return self._index.matches(mine, speakers, is_apart)

    def difference(self, finding: Finding, match: Match) -> str:
        """Show where the words of another statement differ from those of a finding."""
        return differences(words_of(finding, self.known.quotable(finding.source)), self._words(match.id))

    def words_of(self, name: str) -> str:
        """Return the words of any statement, empty if it is not known."""
        return self._words(name)

    def label(self, name: str) -> str:
        """Return what a thing is called after merges, those proposed beside a finding included."""
        holder = self.desk.state.thing(name)
        return one(self.twins.nodes.get(holder, {}), "rdfs:label") or self.known.label(holder)

    def role(self, name: str) -> str:
        """Return how an article describes who is proposed, empty where it does not."""
        return one(self.twins.nodes.get(self.desk.state.thing(name), {}), "rdfs:comment")

    @property
    def nodes(self) -> Nodes:
        """Return the nodes of all agents and incidents that findings propose."""
        return self.twins.nodes

    def labels(self, finding: Finding, alike: Iterable[Match]) -> dict[str, str]:
        """Return what the things are called that a finding and those alike name."""
        names = {
            value
            for predicate in ("kg:speaker", "kg:spokeAs", "kg:onBehalfOf", "kg:towards", "kg:about", "kg:act")
            for value in every(finding.statement, predicate)
        } | {candidate.thing for candidate in finding.candidates}
        labels = {name: self.label(name) for name in sorted(names)}
        for match in alike:
            labels[match.utterance.speaker] = self.label(match.utterance.speaker)
            for source in match.utterance.sources:
                facts = self.known.source(source)
                labels[source] = facts.outlet or facts.label or source.removeprefix("id:")
        return labels

    @cached_property
    def twins(self) -> Twins:
        """Return the proposed agents and incidents by their names."""
        return Twins((*self.findings.values(), *self.kept), self.desk.state, self.known)

    @cached_property
    def _index(self) -> Index:
        found = [
            finding for finding in (*self.kept, *self.findings.values()) if not self.desk.state.is_absorbed(finding.id)
        ]
        by_hand = (one for row in self.known.said.values() for one in row)
        return Index([*map(self._utterance, found), *by_hand])

    @cached_property
    def _kept_in(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.kept:
            for source in {one(report, "kg:source") for report in finding.reports.values()}:
                found.setdefault(source, []).append(finding)
        return found

    def forget(self) -> None:
        """Look anew at who said what: a decision has changed it."""
        self.kept = list(self.desk.kept().values())
        for name in ("_index", "_kept_in", "twins"):
            self.__dict__.pop(name, None)

    def _utterance(self, finding: Finding) -> Utterance:
        speaker = self.desk.state.thing(one(finding.statement, "kg:speaker"))
        if finding.id in self.desk.state.kept:
            # Its gist is no longer made of the words as printed.
            return utterance_of(finding, speaker, words_of(finding, self.known.quotable(finding.source)))
        told = " ".join([one(finding.statement, "kg:gist"), *every(finding.report, "kg:quotation")])
        return utterance_of(finding, speaker, told)

    def _words(self, name: str) -> str:
        kept = self.desk.state.kept.get(name)
        finding = self.findings.get(name) or (Finding(name, kept) if kept else None)
        if finding:
            return words_of(finding, self.known.quotable(finding.source))
        return next((one.words for row in self.known.said.values() for one in row if one.id == name), "")

    def overlaps(self, finding: Finding) -> tuple[str, ...]:
        """Return the reviewed statements that share a part of a finding's content."""
        return tuple(overlapping(finding, self._kept_in.get(finding.source, ())))

    def around(self, finding: Finding, text: str) -> str:
        """Return the text around a finding's words, on one line."""
        name = next(iter(finding.reports))
        spans = finding.spans(name)
        if not text or not spans or spans[-1][1] > len(text):
            return ""
        start, end = max(0, spans[0][0] - _AROUND), min(len(text), spans[-1][1] + _AROUND)
        pieces, place = [], start
        for first, last in spans:
            pieces += [text[place:first], "[[", text[first:last], "]]"]
            place = last
        return " ".join("".join([*pieces, text[place:end]]).split())
