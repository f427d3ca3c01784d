"""What decisions teach: which findings were right, and what a document really says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model import Document, Span
from kg.review import judgement as j
from kg.review.desk import Desk
from kg.review.finding import Finding
from kg.review.judgement import Judgement
from kg.review.known import Known
from kg.review.nodes import one
from kg.review.state import holding

# Two contents are the same if they share half of their characters, as those who score extractors count.
_SAME = 0.5


@dataclass(frozen=True)
class Verdict:
    """What people decided on one finding: where its content stands, and whether content and source were right."""

    content: tuple[Span, ...]
    is_right: bool


@dataclass(frozen=True)
class Lesson:
    """A document with what people decided on its findings.

    ``attributions`` are those that stand, in the form of training data; they are all of the document's only if
    ``is_complete``.
    """

    document: Document
    verdicts: tuple[Verdict, ...]
    attributions: tuple[dict[str, Any], ...]
    is_complete: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the document as a line of training data."""
        return {"doc": self.document.name, "text": self.document.text, "attributions": list(self.attributions)}


def lessons(desk: Desk, known: Known) -> Iterator[Lesson]:
    """Yield the documents on which people decided, in the order of their sources; those without a text are left out."""
    firsts: dict[str, Judgement] = {}
    made: set[str] = set()
    for item in holding(desk.judgements):
        if item.subject in item.found and item.subject not in made:
            firsts.setdefault(item.subject, item)
        if item.object and item.object != item.subject:
            made.add(item.object)
    by_source: dict[str, list[Judgement]] = {}
    for item in firsts.values():
        by_source.setdefault(Finding(item.subject, item.found).source, []).append(item)
    for source in sorted(by_source):
        document = known.document(source)
        if document is None:
            continue
        verdicts = tuple(verdict for item in by_source[source] for verdict in _verdicts(desk, item))
        kept = [Finding(name, nodes) for name, nodes in sorted(desk.state.kept.items())]
        attributions = tuple(told for finding in kept for told in _attributions(finding, source))
        is_complete = bool(attributions) and not desk.undecided([source])
        yield Lesson(document, verdicts, attributions, is_complete)


def _verdicts(desk: Desk, first: Judgement) -> Iterator[Verdict]:
    last = desk.state.decided.get(first.subject, first)
    if last.decision not in (j.ACCEPT, j.EDIT, j.REJECT, j.SPLIT):
        return
    found = Finding(first.subject, first.found)
    kept = desk.state.kept.get(last.object or last.subject)
    for name in found.reports:
        content = tuple(found.spans(name))
        if last.decision == j.REJECT:
            yield Verdict(content, is_right=False)
        elif kept is not None:
            yield Verdict(content, _is_right(found, name, Finding(last.object or last.subject, kept)))


def _is_right(found: Finding, name: str, kept: Finding) -> bool:
    """Say whether content and source of a report stand as they were found."""
    content, source = found.spans(name), found.named_at(name, "kg:sourceSpan")
    for other in kept.reports:
        if _shared(content, kept.spans(other)) >= _SAME:
            named = kept.named_at(other, "kg:sourceSpan")
            return bool(_length(_common(source, named))) if source and named else not source and not named
    return False


def _attributions(finding: Finding, source: str) -> Iterator[dict[str, Any]]:
    for name, report in finding.reports.items():
        if one(report, "kg:source") == source:
            yield {
                "source": [list(span) for span in finding.named_at(name, "kg:sourceSpan")],
                "cue": [list(span) for span in finding.named_at(name, "kg:cueSpan")],
                "content": [list(span) for span in finding.spans(name)],
            }


def share_of(verdict: Verdict, content: Sequence[Span]) -> float:
    """Return how much of the longer of two contents both share, 0.0 to 1.0.

    >>> share_of(Verdict(((0, 10),), True), [(5, 10)])
    0.5
    """
    return _shared(verdict.content, content)


def _shared(mine: Sequence[Span], others: Sequence[Span]) -> float:
    longer = max(_length(mine), _length(others))
    return _length(_common(mine, others)) / longer if longer else 0.0


def _common(mine: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    pairs = ((max(a, c), min(b, d)) for a, b in mine for c, d in others)
    return [(start, end) for start, end in pairs if start < end]


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)
