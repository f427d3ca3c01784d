"""Contents brought to the edges that readers would give them: whole quotations, whole words, no stray marks."""

from collections.abc import Sequence
from dataclasses import replace

from kg.find.decode import ScoredSpan
from kg.find.group import Group
from kg.find.words import Words

# A quotation of which this share is in a content belongs to it whole.
_SHARE = 0.5
_LOOSE = frozenset(",;:–—-")
_ARTICLES = frozenset("the a an his her its their our my your of some".split())
_OPEN_ENDED = _ARTICLES | frozenset("for by from and".split())
_LONGEST_REST = 6
_TIMES = frozenset("today tonight yesterday later week month year night".split())
_TIMES |= frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_BEFORE_TIMES = frozenset("last this on next earlier".split())


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

    def source(self, span: ScoredSpan) -> tuple[int, int] | None:
        """Fit one source: no time of day at its end, and no lone article; None where nothing is left."""
        start, end = span.words
        while end - start > 1 and self.words.forms[end - 1].lower() in _TIMES:
            end -= 1
            if end - start > 1 and self.words.forms[end - 1].lower() in _BEFORE_TIMES:
                end -= 1
        if self.words.forms[end - 1].lower() in _OPEN_ENDED:
            end = self._name_end(end)
        return None if self.words.forms[end - 1].lower() in _ARTICLES else (start, end)

    def _name_end(self, end: int) -> int:
        """Go on over the words that a name cut short still needs, up to punctuation or another role."""
        last = min(len(self.words), end + _LONGEST_REST)
        for index in range(end, last):
            form = self.words.forms[index]
            if index in self.blocked or not form[0].isalnum() or self.words.breaks[index] >= 2:
                return index
        return end

    def _touching(self, start: int, end: int) -> list[tuple[int, int]]:
        return [pair for pair in self.quotations if pair[0] < end and start < pair[1]]

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Drop commas and dashes at the edges."""
        while end - start > 1 and self.words.forms[end - 1] in _LOOSE:
            end -= 1
        while end - start > 1 and self.words.forms[start] in _LOOSE:
            start += 1
        return start, end


def extend_by_name(words: Words, one: Group) -> None:
    """Give a source the name behind its comma: "according to the secretary**, Tom Reid**, no bus ran"."""
    if one.source is None or not one.contents:
        return
    first = one.contents[0]
    start = one.source.end + 1
    if first.start not in (start - 1, start) or words.forms[start - 1 : start] != [","]:
        return
    end = start
    while end < first.end and words.cases[end] == 2:
        end += 1
    # Two words at least, closed by a comma: "Mr Reid," and "Tom Reid,", not "Last year,".
    if end - start >= 2 and words.forms[end : end + 1] == [","] and end + 1 < first.end:
        one.source = replace(one.source, end=end)
        one.contents[0] = replace(first, start=end + 1)


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
