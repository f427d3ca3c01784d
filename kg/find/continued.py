"""Quotations that run over several paragraphs, each opened again: one speaker says them all."""

from collections.abc import Iterator, Sequence

from kg.find.group import Group
from kg.find.words import Words


def join_continued(words: Words, groups: Sequence[Group]) -> list[Group]:
    """Move the contents of a reopened quotation to the attribution in which the quotation began.

    A quotation left open at the end of its paragraph goes on in the next one if that opens with a mark; a paragraph
    that names its own speaker keeps him.
    """
    for earlier, later in _pairs(words):
        first, second = _holder(groups, earlier), _holder(groups, later)
        if first is None or second is None or first is second:
            continue
        if first.cue is None and second.cue is not None:
            first, second = second, first
        elif second.cue is not None and _paragraph(words, second.cue.start) == _paragraph(words, later[0]):
            continue
        start, end = later if second.cue is None or first.cue is not None else earlier
        moved = [span for span in second.contents if start < span.end and span.start < end]
        second.contents = [span for span in second.contents if span not in moved]
        first.contents = sorted({*first.contents, *moved}, key=lambda span: span.start)
    return sorted((one for one in groups if one.contents), key=lambda one: one.contents[0].start)


def _pairs(words: Words) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """List quotations left open, each with the one that goes on with it, as ranges of words."""
    for index in range(1, len(words)):
        if words.breaks[index] >= 2 and words.quotes[index] == 2 and words.quotes[index - 1] in (1, 4):
            start, end = index - 1, index + 1
            while start > 0 and words.quotes[start] != 2:
                start -= 1
            while end < len(words) and words.quotes[end] in (1, 4) and words.breaks[end] < 2:
                end += 1
            yield (start, index), (index, end)


def _holder(groups: Sequence[Group], span: tuple[int, int]) -> Group | None:
    """Return the attribution whose content holds the most of a range."""
    best, most = None, 0
    for one in groups:
        shared = sum(max(0, min(c.end, span[1]) - max(c.start, span[0])) for c in one.contents)
        if shared > most:
            best, most = one, shared
    return best


def _paragraph(words: Words, index: int) -> int:
    """Return the first word of the paragraph that a word stands in."""
    while index > 0 and words.breaks[index] < 2:
        index -= 1
    return index
