"""Text with typography levelled out, and the way back to the original offsets."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Span

_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_DASH = "[-‐‑‒–—―−﹣－]"
_GAP = rf"[\s{_HIDDEN}]"
_ELLIPSIS = r"(?:\.*…\.*|\.{3,}|\.(?:\s\.){2,})"
# What differs between two printings of the same words. A lone space is left to the plain stretches between matches,
# which keeps ten megabytes of prose at a few seconds. Dashes between words and within a word stay apart: "2005–06" is
# "2005-06", while "go — I" is "go - I".
_VARIANT = re.compile(
    rf"(?P<dash>{_GAP}*(?:{_DASH}(?:{_GAP}*{_DASH})+|[—―]){_GAP}*|{_GAP}+{_DASH}{_GAP}+)"
    r"|(?P<hyphen>[‐‑‒–−﹣－])"
    rf"|(?P<ellipsis>{_ELLIPSIS}(?:\s*{_ELLIPSIS})*)"
    r"|(?P<double>[“”„‟«»″＂]|[‘’'`´]{2})"
    r"|(?P<single>[‘’‚‛‹›′＇`´])"
    rf"|(?P<space>[{_HIDDEN}]*(?: [\s{_HIDDEN}]+|[^\S ][\s{_HIDDEN}]*))"
    rf"|(?P<hidden>[{_HIDDEN}]+)"
    rf"|(?P<marked>[^\W\d_][{_MARKS}]+)"
)
_LEVEL = {
    "dash": " - ",
    "hyphen": "-",
    "ellipsis": "...",
    "double": '"',
    "single": "'",
    "space": " ",
    "hidden": "",
}


@dataclass(frozen=True)
class LevelText:
    """A text whose quotation marks, spaces, dashes and ellipses have one form each.

    ``text`` is the levelled text; ``_starts`` and ``_pieces`` map it back, a piece being (levelled start, original
    start, original end) of a stretch that was replaced, or of a plain one that runs on character by character.
    """

    text: str
    _starts: list[int]
    _pieces: list[tuple[int, int, bool]]

    def original(self, span: Span) -> Span:
        """Return the characters of the original that a range of the levelled text stands for.

        >>> level("“Go —  now”").original((3, 6))
        (3, 7)
        """
        return self._edge(span[0])[0], self._edge(span[1] - 1)[1]

    def find(self, words: str, near: int = 0) -> Span | None:
        """Find levelled words; return the range in the original text that lies nearest to an original offset.

        >>> level('He said: “I can’t – no.”').find('"I can\\'t - no."')
        (9, 24)
        """
        place = bisect_right([start for start, _, _ in self._pieces], near) - 1
        around = self._starts[place] + near - self._pieces[place][0] if place >= 0 else 0
        found = find_words(self.text, words, around)
        if found is not None and self._cuts(found, words):
            # "so." must not be found in "so…": look on from the start for one that cuts nothing in two.
            found = next((start for start in occurrences(self.text, words) if not self._cuts(start, words)), None)
        return None if found is None else self.original((found, found + len(words)))

    def _cuts(self, start: int, words: str) -> bool:
        return self._is_cut(start) or self._is_cut(start + len(words))

    def _is_cut(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and not self._pieces[place][2] and offset not in (self._starts[place], len(self.text))

    def _edge(self, offset: int) -> Span:
        place = bisect_right(self._starts, offset) - 1
        start, end, is_plain = self._pieces[place]
        if not is_plain:
            return start, end
        start += offset - self._starts[place]
        return start, start + 1


def level(text: str) -> LevelText:
    """Give quotation marks, spaces, dashes and ellipses one form, drop hidden characters, compose accents.

    Letters, case and punctuation stay as they are, so that no other words can come out equal.

    >>> level("“Well–led”,\\n he  said…").text
    '"Well-led", he said...'
    """
    parts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[int, int, bool]] = []
    position = size = 0
    for found in _VARIANT.finditer(text):
        kind = found.lastgroup or ""
        level_form = unicodedata.normalize("NFC", found[0]) if kind == "marked" else _LEVEL[kind]
        plain = text[position : found.start()]
        for part, piece in (
            (plain, (position, found.start(), True)),
            (level_form, (found.start(), found.end(), False)),
        ):
            if part:
                parts.append(part)
                starts.append(size)
                pieces.append(piece)
                size += len(part)
        position = found.end()
    if position < len(text):
        parts.append(text[position:])
        starts.append(size)
        pieces.append((position, len(text), True))
    return LevelText("".join(parts), starts, pieces)


def find_words(text: str, words: str, near: int = 0) -> int | None:
    """Find whole words in a text; return the start nearest to an offset, None if they are not there.

    >>> find_words("a government may go", "go"), find_words("go, go, go", "go", near=5)
    (17, 4)
    """
    if not words:
        return None
    after = _next(text, words, near)
    before = _previous(text, words, near)
    if after is None or before is None:
        return before if after is None else after
    return after if after - near <= near - before else before


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where whole words stand in a text, overlapping ones included.

    >>> list(occurrences("no, no nonsense, no", "no"))
    [0, 4, 17]
    """
    start = _next(text, words, 0) if words else None
    while start is not None:
        yield start
        start = _next(text, words, start + 1)


def _next(text: str, words: str, start: int) -> int | None:
    while (start := text.find(words, start)) >= 0:
        if _is_whole(text, start, start + len(words)):
            return start
        start += 1
    return None


def _previous(text: str, words: str, before: int) -> int | None:
    end = before + len(words) - 1
    while (start := text.rfind(words, 0, max(end, 0))) >= 0:
        if _is_whole(text, start, start + len(words)):
            return start
        end = start + len(words) - 1
    return None


def _is_whole(text: str, start: int, end: int) -> bool:
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not cut_before and not cut_after
