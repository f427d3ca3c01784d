"""Places of a text as a person names them: by offsets, or by the words with which they begin and end."""

import re

from kg.errors import ParameterError
from kg.review.spans import spell_spans


def find_place(text: str, given: str, near: int) -> str:
    """Return the spans that somebody means, as fields write them.

    Args:
        text: of the source.
        given: places such as ``120-140``; or words, all of them or the first and the last with ... between.
        near: an offset; of several places the nearest is meant.

    Raises:
        ParameterError: the words do not stand in the text.

    >>> find_place("She said no. He said yes to all.", "yes ... all", 10)
    '[21-31]'
    """
    if re.fullmatch(r"[\[\]\d\s,;-]+", given):
        return given
    first, mark, last = (part.strip() for part in given.replace("…", "...").partition("..."))
    if not first or (mark and not last):
        raise ParameterError(f"{given!r} has no beginning or no end", "Write: first words ... last words")
    pattern = _loose(first) + (f".*?{_loose(last)}" if last else "")
    found = [match.span() for match in re.finditer(pattern, text, re.DOTALL)]
    if not found:
        raise ParameterError(f"the text does not hold {given!r}", "Write words as they are printed.")
    return spell_spans([min(found, key=lambda span: abs(span[0] - near))])


def _loose(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
