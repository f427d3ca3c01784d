"""Which findings a reviewer sees, and in which order."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.review.finding import Finding
from kg.review.nodes import every, one
from kg.review.state import State

ORDERS = ("doubtful", "used", "text")


@dataclass(frozen=True)
class Filter:
    """Which findings are wanted; what is empty leaves that side open.

    ``sources``, ``speakers`` and ``incidents`` are names such as ``id:flood-2024``; ``below`` is a confidence.
    """

    sources: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    below: float | None = None

    def admits(self, finding: Finding, state: State) -> bool:
        """Say whether a finding is wanted; a candidate counts as a speaker, so that a doubt is not overlooked."""
        node = finding.statement
        voices = {one(node, "kg:speaker"), *(c.thing for c in finding.candidates if c.role == "speaker")}
        return (
            (not self.sources or bool({one(r, "kg:source") for r in finding.reports.values()} & set(self.sources)))
            and (not self.speakers or bool({state.thing(voice) for voice in voices} & set(self.speakers)))
            and (not self.incidents or bool(set(every(node, "kg:about")) & set(self.incidents)))
            and (self.below is None or finding.confidence < self.below)
        )


def line_up(findings: Collection[Finding], state: State, wanted: Filter, order: str = ORDERS[0]) -> list[Finding]:
    """Return the findings that are wanted, in order.

    Args:
        findings: in the order of sources and places.
        state: what was decided; who is one with whom.
        wanted: the filter.
        order: ``doubtful``: the least sure first; ``used``: those first whose speaker and incident most others share,
            so that one decision helps most; ``text``: as they stand in their sources. What somebody was unsure of
            comes last in every order.
    """
    kept = [finding for finding in findings if wanted.admits(finding, state)]
    places = {finding.id: place for place, finding in enumerate(kept)}
    uses = _uses(findings, state) if order == "used" else {}

    def rank(finding: Finding) -> tuple[bool, float, float, int]:
        unsure = finding.id in state.unsure
        place = places[finding.id]
        if order == "text":
            return unsure, place, 0.0, place
        return unsure, -uses.get(finding.id, 0.0), finding.confidence, place

    return sorted(kept, key=rank)


def overlapping(finding: Finding, kept: Iterable[Finding]) -> list[str]:
    """Return the reviewed statements that share a part of a finding's content: it may have been judged already."""
    own = [(one(report, "kg:source"), span) for name, report in finding.reports.items() for span in finding.spans(name)]
    found = []
    for other in kept:
        if other.id == finding.id:
            continue
        for name, report in other.reports.items():
            source = one(report, "kg:source")
            if any(
                source == mine and start < end_ and start_ < end
                for mine, (start, end) in own
                for start_, end_ in other.spans(name)
            ):
                found.append(other.id)
                break
    return found


def _uses(findings: Iterable[Finding], state: State) -> dict[str, float]:
    """Count for each finding how many share its speaker and its incidents."""
    findings = list(findings)
    speakers = Counter(_speaker(finding, state) for finding in findings)
    incidents = Counter(name for finding in findings for name in every(finding.statement, "kg:about"))
    return {
        finding.id: float(
            speakers[_speaker(finding, state)]
            + max((incidents[name] for name in every(finding.statement, "kg:about")), default=0)
            + len(finding.reports)
        )
        for finding in findings
    }


def _speaker(finding: Finding, state: State) -> str:
    return state.thing(one(finding.statement, "kg:speaker"))


def words_of(finding: Finding, text: str, report: str = "", *, predicate: str = "") -> str:
    """Return the words of a finding's content, or of its source or cue, on one line; by the text if that is at hand."""
    name = report or next(iter(finding.reports))
    spans: Sequence[tuple[int, int]] = finding.named_at(name, predicate) if predicate else finding.spans(name)
    if text and spans and spans[-1][1] <= len(text):
        return " … ".join(" ".join(text[start:end].split()) for start, end in spans)
    if predicate:
        return one(finding.reports[name], "kg:attributedAs" if predicate == "kg:sourceSpan" else "kg:cue")
    return " ".join(every(finding.reports[name], "kg:quotation")) or one(finding.statement, "kg:gist")
