"""A text of any length in stretches that are read one after the other, so that memory stays flat."""

import re
from collections.abc import Iterator

from kg.model import Span

# Characters: some 10,000 words, whose scores take 20 MB. Articles are shorter and are one stretch.
STRETCH = 60_000
_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.!?”\"’]) "), re.compile(r"\s"))


def stretches(text: str, longest: int = STRETCH) -> Iterator[Span]:
    r"""Cut a text at the last empty line within each stretch; failing that at a line end, a sentence, a space.

    >>> list(stretches("One two.\n\nThree four. Five six.", 14))
    [(0, 10), (10, 22), (22, 31)]
    """
    start = 0
    while len(text) - start > longest:
        end = _last_break(text, start, start + longest)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _last_break(text: str, start: int, limit: int) -> int:
    # Only the last half is looked through: a stretch must not be cut to nothing.
    for pattern in _BREAKS:
        end = max((match.end() for match in pattern.finditer(text, (start + limit) // 2, limit)), default=0)
        if end:
            return end
    return limit
