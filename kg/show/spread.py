"""Nodes moved apart until neither they nor their labels overlap, within a rectangle."""

import math
from collections.abc import Sequence

from kg.show.treemap import Rectangle

Point = tuple[float, float]
# Half the width, and the heights above and below the middle.
Room = tuple[float, float, float]
ROUNDS = 120


def spread(points: Sequence[Point], rooms: Sequence[Room], box: Rectangle, rounds: int = ROUNDS) -> list[Point]:
    """Move points apart until no room cuts another, or for as long as a person would wait.

    Args:
        points: places of the middles.
        rooms: what each takes.
        box: no middle leaves it.
        rounds: in each of which every point moves away from those beside it.

    Returns:
        The places in the same order; rooms may still overlap where the box is too small for all of them.

    >>> spread([(5, 5), (6, 5)], [(2, 2, 2), (2, 2, 2)], (0, 0, 10, 10))
    [(3.5, 5), (7.5, 5)]
    """
    places = [list(point) for point in points]
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    for _ in range(rounds):
        moved = _round(places, rooms)
        for place in places:
            place[0] = min(max(place[0], left), right)
            place[1] = min(max(place[1], top), bottom)
        if not moved:
            break
    return [(x, y) for x, y in places]


def _round(places: list[list[float]], rooms: Sequence[Room]) -> bool:
    """Push every pair that overlaps once; say whether there was any."""
    # From left to right, each meets only those that begin before it ends: pairs far apart are never looked at.
    order = sorted(range(len(places)), key=lambda number: (places[number][0] - rooms[number][0], number))
    moved = False
    open_ones: list[int] = []
    for number in order:
        start = places[number][0] - rooms[number][0]
        open_ones = [other for other in open_ones if places[other][0] + rooms[other][0] > start]
        for other in open_ones:
            moved |= _part(places[number], places[other], rooms[number], rooms[other])
        open_ones.append(number)
    return moved


def _part(a: list[float], b: list[float], room_a: Room, room_b: Room) -> bool:
    """Push two nodes along the axis where they overlap less; say whether they did overlap."""
    across = room_a[0] + room_b[0] - abs(a[0] - b[0])
    if across <= 0:
        return False
    upper, lower = (room_a, room_b) if a[1] <= b[1] else (room_b, room_a)
    down = upper[2] + lower[1] - abs(a[1] - b[1])
    if down <= 0:
        return False
    axis, cut = (0, across) if across < down else (1, down)
    sign = math.copysign(0.5 * min(cut, 40), a[axis] - b[axis] or -1)
    a[axis] += sign
    b[axis] -= sign
    return True
