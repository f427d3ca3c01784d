"""Wording: whether a content stands in quotation marks wholly, partly or not at all."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.find.words import Words
from kg.model import Span

_QUOTED = frozenset((1, 4))


def word_indices(words: Words, spans: Sequence[Span]) -> list[int]:
    """List the words that share a character with the spans.

    >>> from kg.find.words import read_words
    >>> word_indices(read_words("He said no."), [(3, 9)])
    [1, 2]
    """
    return [
        index
        for start, end in spans
        for index in range(bisect_right(words.ends, start), bisect_left(words.starts, end))
    ]


def wording_of(words: Words, spans: Sequence[Span]) -> str:
    """Say direct (all words in quotation marks), mixed (some) or indirect (none).

    >>> from kg.find.words import read_words
    >>> [wording_of(read_words("He said it was ‘a mess’."), [span]) for span in ((8, 23), (16, 22), (8, 14))]
    ['mixed', 'direct', 'indirect']
    """
    inside = [words.quotes[index] in _QUOTED for index in word_indices(words, spans) if words.cases[index]]
    if not any(inside):
        return "indirect"
    return "direct" if all(inside) else "mixed"
