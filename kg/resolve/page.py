"""A document as resolving reads it: words, sentences, paragraphs, and the names of the record that stand in it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from kg.model import Document, Span
from kg.resolve.known import KnownGraph, Named
from kg.resolve.words import Word, read_words

_END = re.compile(r"(?:(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])\.|[?!])[\"”’']*\s+(?=[\"“‘'A-Z0-9])")
_LINE = re.compile(r"[^\S\n]*\n\s*")
# A line that is shorter than this, and ends without a mark, is a heading; a longer one runs on into the next.
_SHORT_LINE = 40


class Page:
    """A document's text, cut up once; a place is the number of a word."""

    def __init__(self, document: Document, graph: KnownGraph) -> None:
        """Read a document."""
        self.document, self.graph, self.text = document, graph, document.text
        self.words: list[Word] = read_words(self.text)
        self._starts = [word.start for word in self.words]
        self._paragraphs = [0, *_breaks(self.text)]
        self._sentences = sorted({*self._paragraphs, *(found.end() for found in _END.finditer(self.text))})

    @cached_property
    def named(self) -> list[Named]:
        """Return the names of the record that stand in the text, in order."""
        return list(self.graph.names.find(self.words, self.text))

    @cached_property
    def covered(self) -> dict[int, Named]:
        """Return for each word that is part of such a name, the name."""
        return {place: named for named in self.named for place in range(named.start, named.end)}

    def places(self, span: Span) -> range:
        """Return the words that lie in a span."""
        return range(bisect_right(self._starts, span[0] - 1), bisect_right(self._starts, span[1] - 1))

    def sentence(self, offset: int) -> int:
        """Return the number of the sentence that holds an offset."""
        return bisect_right(self._sentences, offset) - 1

    def sentence_span(self, offset: int) -> Span:
        """Return the sentence that holds an offset."""
        return _part(self._sentences, offset, len(self.text))

    def sentence_start(self, number: int) -> int:
        """Return where a sentence begins."""
        return self._sentences[max(0, min(number, len(self._sentences) - 1))]

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph that holds an offset."""
        return bisect_right(self._paragraphs, offset) - 1

    def paragraph_span(self, offset: int) -> Span:
        """Return the paragraph that holds an offset."""
        return _part(self._paragraphs, offset, len(self.text))

    def gap(self, place: int) -> str:
        """Return what stands between a word and the one before it."""
        if not 0 < place < len(self.words):
            return "\n"
        before, word = self.words[place - 1], self.words[place]
        gap = self.text[before.end : word.start]
        if "\n" in gap and self.paragraph(before.start) == self.paragraph(word.start):
            # A line that was broken where it was full.
            return " ".join(gap.split("\n")) if gap.strip() else " "
        return gap

    def span(self, start: int, end: int) -> Span:
        """Return the characters of a row of words."""
        return self.words[start].start, self.words[end - 1].end

    def form(self, place: int) -> str:
        """Return the form of a word, nothing outside of the text."""
        return self.words[place].form if 0 <= place < len(self.words) else ""

    def shown(self, spans: Sequence[Span]) -> str:
        """Return the words of spans in one line."""
        return " ".join(" ".join(self.text[start:end] for start, end in spans).split())


def _breaks(text: str) -> Iterator[int]:
    """Yield where paragraphs begin; a line broken because it was full begins none."""
    start = 0
    for found in _LINE.finditer(text):
        line = text[start : found.start()]
        is_blank = found[0].count("\n") > 1
        if is_blank or len(line) < _SHORT_LINE or line[-1] in ".?!:;”\"’')":
            yield found.end()
        start = found.end()


def _part(starts: list[int], offset: int, end: int) -> Span:
    number = bisect_right(starts, offset)
    return starts[number - 1], starts[number] if number < len(starts) else end
