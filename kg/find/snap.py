"""Contents brought to the edges that readers would give them: whole quotations, whole words, no stray marks."""

from collections.abc import Sequence

from kg.find.decode import ScoredSpan
from kg.find.words import Words

# A quotation of which this share is in a content belongs to it whole.
_SHARE = 0.5
_LOOSE = frozenset(",;:–—-")


class Snapper:
    """The quotations of a text by words, to which contents are fitted."""

    def __init__(self, words: Words, taken: Sequence[ScoredSpan]) -> None:
        """Note the outermost quotations and the words that belong to other roles."""
        self.words = words
        self.quotations = _by_words(words)
        self.blocked = frozenset(index for span in taken for index in range(span.start, span.end))

    def content(self, span: ScoredSpan) -> tuple[int, int]:
        """Fit one content: a quotation that it mostly covers is covered whole, its marks included."""
        start, end = span.words
        for opening, closing in self._touching(start, end):
            inner = range(opening, closing)
            share = (min(end, closing) - max(start, opening)) / len(inner)
            if share >= _SHARE and self.blocked.isdisjoint(inner):
                start, end = min(start, opening), max(end, closing)
        return self._trim(start, end)

    def _touching(self, start: int, end: int) -> list[tuple[int, int]]:
        return [pair for pair in self.quotations if pair[0] < end and start < pair[1]]

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Drop commas and dashes at the edges."""
        while end - start > 1 and self.words.forms[end - 1] in _LOOSE:
            end -= 1
        while end - start > 1 and self.words.forms[start] in _LOOSE:
            start += 1
        return start, end


def _by_words(words: Words) -> list[tuple[int, int]]:
    """Give each outermost quotation as a range of words, its marks included."""
    pairs: list[tuple[int, int]] = []
    opening: int | None = None
    for index, state in enumerate(words.quotes):
        if state == 2:
            opening = index
        elif opening is not None and (state == 0 or words.breaks[index] >= 2):
            pairs.append((opening, index))
            opening = None
        elif state == 3 and opening is not None:
            pairs.append((opening, index + 1))
            opening = None
    if opening is not None:
        pairs.append((opening, len(words)))
    return pairs
