"""Words as the numbers that the encoder reads."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.find.words import Words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP, PAD = 101, 102, 0
_UNKNOWN = 100
_STRETCH = 10_000
_ENDS = frozenset(".?!…")


@dataclass(frozen=True)
class Pieces:
    """Word pieces of a text: ``ids`` in one row, ``firsts[w]`` the place of word w's first piece (one entry more)."""

    ids: list[int]
    firsts: list[int]
    stops: list[int]

    @property
    def sizes(self) -> list[int]:
        """Count the pieces of each word."""
        return [end - start for start, end in zip(self.firsts, self.firsts[1:], strict=False)]


def read_pieces(words: Words, tokenizer: "Tokenizer") -> Pieces:
    """Turn words into pieces; a word of many pieces keeps its first eight, so that no word fills a window."""
    ids: list[int] = []
    firsts: list[int] = []
    # In stretches: the tokenizer keeps offsets and masks of all that it is given at once.
    for begin in range(0, len(words), _STRETCH):
        forms = [_whole(form[:100]) for form in words.forms[begin : begin + _STRETCH]]
        encoding = tokenizer.encode(forms, is_pretokenized=True, add_special_tokens=False)
        by_word: list[list[int]] = [[] for _ in forms]
        for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
            by_word[word or 0].append(piece)
        for pieces in by_word:
            firsts.append(len(ids))
            ids += pieces[:8] or [_UNKNOWN]
    return Pieces(ids, [*firsts, len(ids)], list(_stops(words)))


def _whole(form: str) -> str:
    """Return a word that UTF-8 can hold: half a surrogate pair, which JSON lets through, becomes a question mark."""
    return form if form.isascii() else form.encode("utf-8", "replace").decode("utf-8")


def _stops(words: Words) -> list[int]:
    """List the words at which a sentence or a line begins."""
    return [index for index in range(1, len(words)) if words.breaks[index] >= 2 or _begins(words, index)]


def _begins(words: Words, index: int) -> bool:
    """Say whether a sentence begins: the end of one before it, perhaps behind a closing mark, and no small letter."""
    last = index - 2 if words.quotes[index - 1] == 3 else index - 1
    return words.cases[index] != 1 and words.forms[last] in _ENDS
