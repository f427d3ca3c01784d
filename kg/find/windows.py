"""Long texts cut into overlapping windows that the encoder can read."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Window:
    """Words ``[start, end)`` to read together, of which ``[keep_start, keep_end)`` are decided here."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def cut(sizes: Sequence[int], stops: Sequence[int], limit: int, overlap: int, first: int = 0) -> list[Window]:
    """Cut words into windows that end at a stop where one is near.

    Args:
        sizes: word pieces of each word.
        stops: ascending word indices at which a sentence or paragraph begins.
        limit: most pieces of a window.
        overlap: pieces that two windows share at least, where there are as many.
        first: most pieces of the first window (0: ``limit``); training shifts the cuts with it.

    >>> [(w.start, w.end, w.keep_start, w.keep_end) for w in cut([1] * 10, [3, 6], 6, 2)]
    [(0, 6, 0, 5), (4, 10, 5, 10)]
    """
    before = [0, *accumulate(sizes)]
    bounds: list[tuple[int, int]] = []
    start, room = 0, first or limit
    while start < len(sizes):
        end = max(bisect_right(before, before[start] + room) - 1, start + 1)
        if end < len(sizes):
            end = _stop_near(stops, before, start, end)
        bounds.append((start, end))
        if end == len(sizes):
            break
        following = bisect_left(before, before[end] - overlap, start + 1, end) if overlap else end
        start, room = max(following, start + 1), limit
    return [_window(bounds, index, len(sizes)) for index in range(len(bounds))]


def _stop_near(stops: Sequence[int], before: Sequence[int], start: int, end: int) -> int:
    """Move an end back to the last stop of the window's last third, if there is one."""
    place = bisect_right(stops, end) - 1
    least = before[start] + (before[end] - before[start]) * 2 // 3
    if place >= 0 and stops[place] > start and before[stops[place]] > least:
        return stops[place]
    return end


def _window(bounds: list[tuple[int, int]], index: int, size: int) -> Window:
    """Give each word of an overlap to the window whose edge is farther from it."""
    start, end = bounds[index]
    keep_start = (start + bounds[index - 1][1]) // 2 if index else 0
    keep_end = (bounds[index + 1][0] + end) // 2 if index + 1 < len(bounds) else size
    return Window(start, end, keep_start, keep_end)
