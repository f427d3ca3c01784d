"""A finding that does several things becomes one statement for each."""

from collections.abc import Sequence
from dataclasses import replace

from kg.finding import Finding
from kg.model import Span


def parts_of(finding: Finding) -> list[Finding]:
    """Cut a finding into its parts, each with the acts, figures and inner findings that stand in it.

    What repeats another finding stays whole, as does what does one thing.

    >>> from kg.finding import Part
    >>> parts = (Part(((0, 9),), ("apologises",)), Part(((10, 19),), ("promises",)))
    >>> whole = Finding((), (), ((0, 19),), 0.9, acts=("apologises", "promises"), parts=parts)
    >>> [(one.content, one.acts) for one in parts_of(whole)]
    [(((0, 9),), ('apologises',)), (((10, 19),), ('promises',))]
    """
    if len(finding.parts) < 2 or finding.repeats:
        return [finding]
    return [_part(finding, number) for number in range(len(finding.parts))]


def _part(finding: Finding, number: int) -> Finding:
    part = finding.parts[number]
    others = [other.content for other in finding.parts if other is not part]

    def belongs(span: Span) -> bool:
        # What stands outside of all parts, beside the cue, goes with the first.
        return _holds(part.content, span) or (number == 0 and not any(_holds(one, span) for one in others))

    return replace(
        finding,
        content=part.content,
        acts=part.acts,
        polarity=part.polarity,
        towards=tuple(span for span in finding.towards if belongs(span)),
        figures=tuple(one for one in finding.figures if belongs(one.span)),
        nested=tuple(one for one in finding.nested if belongs(one.content[0])),
        parts=(part,),
    )


def _holds(content: Sequence[Span], span: Span) -> bool:
    return any(start <= span[0] < end for start, end in content)


def common(pieces: Sequence[Span], span: Span) -> list[Span]:
    """Return where pieces and a span lie over each other.

    >>> common([(0, 10), (20, 30)], (5, 25))
    [(5, 10), (20, 25)]
    """
    found = [(max(start, span[0]), min(end, span[1])) for start, end in pieces]
    return [(start, end) for start, end in found if start < end]
