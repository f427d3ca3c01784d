"""How alike two texts are: by the runs of words that they share."""

import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from zlib import crc32

from kg.model import ARTICLE_ROLES, REPEATING_ROLES, Document

_WORD = re.compile(r"[^\W_]+")
_RUN = 5
# Of all runs one in eight is kept for looking up, the same ones in every text (FracMinHash): enough to find a text of
# a hundred words again, and few enough for ten thousand documents.
_SAMPLED = 8
_LONGEST = 200_000


@dataclass(frozen=True)
class Likeness:
    """What a text is recognised by: ``words`` is the digest of its words alone, ``prints`` a sample of its runs."""

    words: str
    prints: tuple[int, ...]
    runs: int


def likeness_of(document: Document) -> Likeness:
    """Say what a document is recognised by: its article, without what an outlet puts around it.

    Typography, case and line breaks make no difference.

    >>> one, two = Document("a", "He will NOT go.", ""), Document("b", "“He will not go”", "")
    >>> likeness_of(one).words == likeness_of(two).words
    True
    """
    own = [part for part in document.parts if part.role in ARTICLE_ROLES or part.role in REPEATING_ROLES]
    shown = " ".join(document.text[part.span[0] : part.span[1]] for part in own) if own else document.text
    words = _words(shown)
    hashes = _hashes(words)
    sample = tuple(sorted({value for value in hashes if value % _SAMPLED == 0}))
    return Likeness(sha256(" ".join(words).encode("utf-8", "replace")).hexdigest(), sample, len(set(hashes)))


def shared(mine: Document, other: str) -> float:
    """Return how much of the shorter of two texts stands in the longer one, 0.0-1.0.

    >>> shared(Document("a", "one two three four five six", ""), "ZERO one two three four five six seven")
    1.0
    """
    ours, theirs = set(_hashes(_words(mine.text))), set(_hashes(_words(other)))
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 0.0


def _words(text: str) -> list[str]:
    return [found[0] for found in islice(_WORD.finditer(text.lower()), _LONGEST)]


def _hashes(words: list[str]) -> list[int]:
    joined = [f"{word} ".encode("utf-8", "replace") for word in words]
    return [crc32(b"".join(joined[place : place + _RUN])) for place in range(max(1, len(words) - _RUN + 1))]
