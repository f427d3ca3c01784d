"""What a reviewer sees of a finding, in plain values: the same for a screen, a table and a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.review.alike import Index, Match, differences, utterance_of
from kg.review.change import values_of
from kg.review.desk import Desk
from kg.review.finding import Candidate, Finding
from kg.review.known import Known, SourceFacts, Utterance
from kg.review.nodes import every, one
from kg.review.queue import overlapping, words_of

_AROUND = 240


@dataclass(frozen=True)
class Look:
    """A finding with all that a decision needs.

    ``values`` are its fields as they are written; ``alike`` are statements of other sources that may be the same
    utterance; ``told_by`` are the words of the statement inside which it
    stands; ``overlaps`` are reviewed statements that share a part of its content.
    """

    finding: Finding
    source: SourceFacts
    words: str
    named_as: str
    cue: str
    values: dict[str, str]
    labels: dict[str, str]
    status: str
    alike: tuple[Match, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    near: str = ""
    told_by: str = ""
    overlaps: tuple[str, ...] = ()


class Looker:
    """Looks at findings with the record beside them."""

    def __init__(self, desk: Desk, known: Known, findings: Iterable[Finding]) -> None:
        """Take all findings that wait, among which the same utterance may stand in another outlet."""
        self.desk, self.known = desk, known
        self.findings = {finding.id: finding for finding in findings}
        self.kept = list(desk.kept().values())

    def look(self, finding: Finding) -> Look:
        """Return what is to be seen of a finding."""
        text = self.known.quotable(finding.source)
        return Look(
            finding,
            self.known.source(finding.source),
            words_of(finding, text),
            words_of(finding, text, predicate="kg:sourceSpan"),
            words_of(finding, text, predicate="kg:cueSpan"),
            values_of(finding),
            self._labels(finding),
            self.status(finding),
            tuple(self.alike(finding)),
            finding.candidates,
            self._around(finding, text),
            self._told_by(finding),
            tuple(overlapping(finding, self._kept_in.get(finding.source, ()))),
        )

    def _told_by(self, finding: Finding) -> str:
        """Return the words of the statement inside which a finding stands, empty where the source tells it itself."""
        outer = one(finding.report, "kg:reporter")
        return self._words(outer) if outer.startswith("id:s-") else ""

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
            speakers = {state.agent(one.thing) for one in finding.candidates if one.role == "speaker"}
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
        """Return what a thing is called, those proposed beside a finding included."""
        for finding in self.findings.values():
            if name in finding.nodes and (found := one(finding.nodes[name], "rdfs:label")):
                return found
        return self.known.label(name)

    def _labels(self, finding: Finding) -> dict[str, str]:
        names = {
            value
            for predicate in ("kg:speaker", "kg:spokeAs", "kg:onBehalfOf", "kg:towards", "kg:about")
            for value in every(finding.statement, predicate)
        } | {candidate.thing for candidate in finding.candidates}
        own = {name: one(node, "rdfs:label") for name, node in finding.nodes.items()}
        return {name: own.get(name) or self.known.label(name) for name in sorted(names)}

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
        for name in ("_index", "_kept_in"):
            self.__dict__.pop(name, None)

    def _utterance(self, finding: Finding) -> Utterance:
        speaker = self.desk.state.agent(one(finding.statement, "kg:speaker"))
        told = " ".join([one(finding.statement, "kg:gist"), *every(finding.report, "kg:quotation")])
        return utterance_of(finding, speaker, told)

    def _words(self, name: str) -> str:
        kept = self.desk.state.kept.get(name)
        finding = self.findings.get(name) or (Finding(name, kept) if kept else None)
        if finding:
            return words_of(finding, self.known.quotable(finding.source))
        return next((one.words for row in self.known.said.values() for one in row if one.id == name), "")

    def _around(self, finding: Finding, text: str) -> str:
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
