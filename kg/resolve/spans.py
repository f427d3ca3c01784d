"""Spans without the quotation marks and spaces at their ends."""

from collections.abc import Sequence

from kg.model import Span

# Between pieces of one row stand no more than marks and a space.
_BESIDE = 4
MARKS = "“”\"‘’'„«»"


def unmarked(text: str, span: Span) -> Span:
    """Leave quotation marks and spaces at the ends of a span out.

    >>> unmarked("He said “no”.", (8, 12))
    (9, 11)
    """
    start, end = trimmed(text, span)
    if start < end and text[start] in MARKS:
        start += 1
    while end > start + 1 and (text[end - 1] in MARKS or text[end - 1] in " ,"):
        # A closing mark without its opening one belongs to a quotation within.
        if text[end - 1] in "”\"’'" and text[start - 1] not in MARKS:
            break
        end -= 1
    return trimmed(text, (start, end)) if start < end else span


def trimmed(text: str, span: Span) -> Span:
    """Leave spaces at the ends of a span out."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def joined(pieces: Sequence[Span]) -> list[Span]:
    """Join the pieces, in order, that stand side by side.

    >>> joined([(0, 10), (12, 20), (40, 50)])
    [(0, 20), (40, 50)]
    """
    found: list[Span] = []
    for start, end in pieces:
        if found and start - found[-1][1] <= _BESIDE:
            start = found.pop()[0]
        found.append((start, end))
    return found
