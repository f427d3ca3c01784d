"""What a reviewer sees of a finding, in plain values: the same for a screen, a table and a file."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.review.alike import Match, differences, matches, utterance_of
from kg.review.change import values_of
from kg.review.desk import Desk
from kg.review.finding import Candidate, Finding
from kg.review.known import Known, SourceFacts, Utterance
from kg.review.nodes import every, one
from kg.review.queue import words_of

_AROUND = 240


@dataclass(frozen=True)
class Look:
    """A finding with all that a decision needs.

    ``values`` are its fields as they are written; ``alike`` are statements of other sources that may be the same
    utterance, each with its words and the differences.
    """

    finding: Finding
    source: SourceFacts
    words: str
    named_as: str
    cue: str
    values: dict[str, str]
    labels: dict[str, str]
    status: str
    alike: tuple[tuple[Match, str, str], ...] = ()
    candidates: tuple[Candidate, ...] = ()
    near: str = ""
    inner: tuple[str, ...] = field(default=())


class Looker:
    """Looks at findings with the record beside them."""

    def __init__(self, desk: Desk, known: Known, findings: Iterable[Finding]) -> None:
        """Take all findings that wait, among which the same utterance may stand in another outlet."""
        self.desk, self.known = desk, known
        self.findings = {finding.id: finding for finding in findings}
        self._said: dict[str, list[Utterance]] | None = None

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
            tuple((match, self._words(match.id), self._differing(finding, match)) for match in self.alike(finding)),
            finding.candidates,
            self._around(finding, text),
        )

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
        said = self._by_speaker()
        same = said.get(mine.speaker, []) + self.known.said.get(mine.speaker, [])
        if mine.speaker.startswith("id:u-"):
            likely = {state.agent(one.thing) for one in finding.candidates if one.role == "speaker"}
            same = [
                one for speaker in sorted(likely) for one in [*said.get(speaker, []), *self.known.said.get(speaker, [])]
            ]
            # The same words in another outlet may tell whose they are.
            same = same or [one for row in [*said.values(), *self.known.said.values()] for one in row]
        else:
            same += [one for speaker, row in said.items() if speaker.startswith("id:u-") for one in row]
        unique = {one.id: one for one in same}
        own = state.statement(finding.id)

        def is_apart(other: str) -> bool:
            return frozenset((own, other)) in state.apart or state.statement(other) == own

        return matches(mine, unique.values(), is_apart)

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

    def _by_speaker(self) -> dict[str, list[Utterance]]:
        if self._said is None:
            self._said = {}
            known = {**self.desk.kept(), **self.findings}
            for finding in known.values():
                if not self.desk.state.is_absorbed(finding.id):
                    mine = self._utterance(finding)
                    self._said.setdefault(mine.speaker, []).append(mine)
        return self._said

    def forget(self) -> None:
        """Look anew at who said what: a decision has changed it."""
        self._said = None

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

    def _differing(self, finding: Finding, match: Match) -> str:
        return differences(words_of(finding, self.known.quotable(finding.source)), self._words(match.id))

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
