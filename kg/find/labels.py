"""The tags of a word and the spans they make: source, cue and content, each with a first word and further ones."""

from collections.abc import Sequence

ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = 1, 2, 3
# Tag 0 is outside; tag 2r - 1 begins role r, tag 2r goes on with it.
TAGS = 2 * len(ROLES) + 1

RoleSpan = tuple[int, int, int]
"""(role, first word, word after the last)."""


def role_of(tag: int) -> int:
    """Return the role of a tag, 0 for outside.

    >>> [role_of(tag) for tag in range(TAGS)]
    [0, 1, 1, 2, 2, 3, 3]
    """
    return (tag + 1) // 2


def spans_of(tags: Sequence[int]) -> list[RoleSpan]:
    """Read the spans off a row of tags; a continuing tag that continues nothing begins a span.

    >>> spans_of([1, 2, 3, 0, 5, 6, 5, 6])
    [(1, 0, 2), (2, 2, 3), (3, 4, 6), (3, 6, 8)]
    """
    spans: list[RoleSpan] = []
    role, start = 0, 0
    for index, tag in enumerate([*tags, 0]):
        if role and tag != 2 * role:
            spans.append((role, start, index))
            role = 0
        if tag and not role:
            role, start = role_of(tag), index
    return spans
