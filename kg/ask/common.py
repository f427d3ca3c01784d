"""The commonest words of English, so that none of them is taken for a slip of the pen or for a name."""

from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "common.txt"
# Endings of inflections, and what stands for each in the base form.
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ier", "y"),
    ("ily", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("est", ""),
    ("est", "e"),
    ("ness", ""),
    ("less", ""),
    ("ment", ""),
)


@cache
def _words() -> frozenset[str]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=5000)
def is_common(word: str) -> bool:
    """Say whether a word, in lower case, is a common one or an inflection of one.

    >>> [is_common(word) for word in ("held", "ready", "bungled", "stopping", "heald", "jenrick")]
    [True, True, False, True, False, False]
    """
    words = _words()
    if word in words:
        return True
    for ending, base in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            cut = word[: -len(ending)]
            # "Stopped" is of "stop".
            if cut + base in words or (cut[-1] == cut[-2] and cut[:-1] in words):
                return True
    return False
