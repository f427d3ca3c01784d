"""A page divided into rectangles whose areas follow weights, none of them thin (a squarified treemap)."""

from collections.abc import Sequence

# x, y, width, height
Rectangle = tuple[float, float, float, float]


def divide(weights: Sequence[float], page: Rectangle) -> list[Rectangle]:
    """Divide a page among weights.

    Args:
        weights: positive, the heaviest first; it gets the upper left corner.
        page: what to fill.

    Returns:
        One rectangle per weight, in the same order, which together fill the page.

    Source:
        M. Bruls, K. Huizing, J. van Wijk, "Squarified treemaps", 2000.

    >>> divide([3, 1], (0, 0, 8, 4))
    [(0, 0, 6.0, 4), (6.0, 0, 2.0, 4.0)]
    """
    rectangles: list[Rectangle] = []
    left, total = page, float(sum(weights))
    start = 0
    while start < len(weights):
        x, y, width, height = left
        scale = width * height / total if total else 0.0
        side = min(width, height)
        end = start + 1
        while end < len(weights) and _worst(weights[start : end + 1], scale, side) <= _worst(
            weights[start:end], scale, side
        ):
            end += 1
        row = weights[start:end]
        thickness = sum(row) * scale / side if side else 0.0
        rectangles += _row(row, left, thickness)
        left = (
            (x + thickness, y, width - thickness, height)
            if width >= height
            else (x, y + thickness, width, height - thickness)
        )
        total -= sum(row)
        start = end
    return rectangles


def _worst(row: Sequence[float], scale: float, side: float) -> float:
    """Return how far from a square the thinnest rectangle of a row is; 1 is a square."""
    area = sum(row) * scale
    if not area:
        return 1.0
    return max(side**2 * max(row) * scale / area**2, area**2 / (side**2 * min(row) * scale))


def _row(row: Sequence[float], left: Rectangle, thickness: float) -> list[Rectangle]:
    """Lay a row along the shorter side of what is left."""
    x, y, width, height = left
    whole = sum(row)
    placed: list[Rectangle] = []
    for weight in row:
        share = weight / whole
        if width >= height:
            placed.append((x, y, thickness, height * share if share < 1 else height))
            y += height * share
        else:
            placed.append((x, y, width * share if share < 1 else width, thickness))
            x += width * share
    return placed
