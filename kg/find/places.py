"""Where a span stands to a cue: how many words away, and how many other cues lie between."""

from collections.abc import Sequence

_STEPS = (0, 1, 2, 4, 8, 16, 32, 64)
DISTANCES = 2 * (len(_STEPS) + 1)
JUMPS = 7

WordSpan = tuple[int, int]
"""(first word, word after the last)."""


def distance_bucket(span: WordSpan, cue: WordSpan) -> int:
    """Return the bucket of the gap in words; those of a cue after the span come first.

    >>> distance_bucket((0, 2), (2, 3)), distance_bucket((5, 9), (2, 3))
    (0, 11)
    """
    is_before = span[0] < cue[0]
    gap = cue[0] - span[1] if is_before else span[0] - cue[1]
    bucket = next((index for index, step in enumerate(_STEPS) if gap <= step), len(_STEPS))
    return bucket + (0 if is_before else len(_STEPS) + 1)


def jump_bucket(span: WordSpan, cue: WordSpan, others: Sequence[WordSpan]) -> int:
    """Return how many of some other spans begin between a span and a cue, signed, at most three.

    >>> jump_bucket((0, 2), (8, 9), [(2, 3), (8, 9)]), jump_bucket((9, 12), (2, 3), [(2, 3), (8, 9)])
    (4, 2)
    """
    if span[0] < cue[0]:
        return 3 + min(sum(span[0] < other[0] < cue[0] for other in others), 3)
    return 3 - min(sum(cue[0] < other[0] < span[0] for other in others), 3)
