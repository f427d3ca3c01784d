"""Tables for the terminal: columns that fit its width, or one block per row where it is too narrow."""

import re
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import IO

from kg.plain import columns_of, harmless, terminal_width, wrap

GAP = "  "
# Widths are chosen from the first rows, so that a long result can be printed as it comes.
SAMPLE = 500
# A column is not squeezed below its longest word, up to this many characters; longer words are cut.
LONGEST_WORD = 14
# A name that is copied into the next command, such as s-978e0b30-884-944: broken in two, it is of no use.
_ID = re.compile(r"(?=\S*\d)(?=\S*-)[\w.-]{1,48}")


def write_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    stream: IO[str] | None = None,
    width: int | None = None,
    right: Collection[int] = (),
) -> None:
    """Print rows as a table.

    Args:
        columns: headings.
        rows: cells as text of any origin; control characters and direction marks are spelled out.
        stream: where to; None means stdout.
        width: in terminal columns; None means that of the terminal.
        right: numbers of the columns to set flush right.
    """
    out = stream or sys.stdout
    for line in table_lines(columns, rows, width or terminal_width(), right):
        out.write(line + "\n")


def table_lines(
    columns: Sequence[str], rows: Iterable[Sequence[str]], width: int, right: Collection[int] = ()
) -> Iterator[str]:
    """Yield the lines of a table.

    Args:
        columns: headings.
        rows: cells as text of any origin, read as far as needed.
        width: no line is longer, in terminal columns.
        right: numbers of the columns to set flush right.

    >>> print(*table_lines(["name", "n"], [["Ann", "3"], ["Bartholomew", "12"]], 80, right=[1]), sep="\\n")
    name          n
    ───────────  ──
    Ann           3
    Bartholomew  12
    """
    coming = ([harmless(cell) for cell in row] for row in rows)
    sample = list(islice(coming, SAMPLE))
    natural = [max(map(columns_of, column)) or 1 for column in zip(columns, *sample, strict=True)]
    widths = fit_widths([columns, *sample], natural, width)
    if widths is None:
        yield from _blocks(columns, chain(sample, coming), width)
        return
    yield from _row_lines(columns, widths, right)
    yield GAP.join("─" * size for size in widths)
    # Where cells run over several lines, only a gap shows where the next row starts.
    is_loose = widths != natural
    for number, row in enumerate(chain(sample, coming)):
        if is_loose and number:
            yield ""
        yield from _row_lines(row, widths, right)


def fit_widths(rows: Sequence[Sequence[str]], natural: Sequence[int], width: int) -> list[int] | None:
    """Choose the width of each column.

    Args:
        rows: headings and cells.
        natural: the width of each column's longest cell.
        width: of the terminal.

    Returns:
        Widths that leave room for the gaps; None if the columns cannot be squeezed that far.

    >>> fit_widths([["a", "words"], ["2006-04-25", "one two three four five six"]], [10, 27], 24)
    [10, 12]
    >>> fit_widths([["id", "words"], ["s-978e0b30-884-944", "one two three four five six"]], [18, 27], 30)
    [18, 10]
    """
    room = width - len(GAP) * (len(natural) - 1)
    if sum(natural) <= room:
        return list(natural)
    words = [max(map(columns_of, " ".join(column).split()), default=1) for column in zip(*rows, strict=True)]
    ids = [max((len(cell) for cell in column if _ID.fullmatch(cell)), default=0) for column in zip(*rows, strict=True)]
    least = [max(min(size, word, LONGEST_WORD), name) for size, word, name in zip(natural, words, ids, strict=True)]
    if sum(least) > room:
        return None
    # The widest columns give way first: all are cut at one height, the greatest that fits.
    low, high = 0, width
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if sum(_between(least, natural, middle)) <= room else (low, middle - 1)
    widths = _between(least, natural, low)
    spare = room - sum(widths)
    for index in [place for place, size in enumerate(widths) if size < natural[place]][:spare]:
        widths[index] += 1
    return widths


def _between(least: Sequence[int], natural: Sequence[int], height: int) -> list[int]:
    return [max(low, min(high, height)) for low, high in zip(least, natural, strict=True)]


def _row_lines(row: Sequence[str], widths: Sequence[int], right: Collection[int]) -> Iterator[str]:
    if all(len(cell) <= size and cell.isascii() for cell, size in zip(row, widths, strict=True)):
        # The common case, without wrapping and counting.
        yield GAP.join(
            cell.rjust(size) if index in right else cell.ljust(size)
            for index, (cell, size) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        return
    cells = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        parts = [lines[number] if number < len(lines) else "" for lines in cells]
        yield GAP.join(
            _pad(part, size, index in right) for index, (part, size) in enumerate(zip(parts, widths, strict=True))
        ).rstrip()


def _pad(text: str, size: int, is_right: bool) -> str:
    gap = " " * (size - columns_of(text))
    return gap + text if is_right else text + gap


def _blocks(columns: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> Iterator[str]:
    label = min(max(map(columns_of, columns)), width // 3)
    for number, row in enumerate(rows):
        if number:
            yield ""
        for column, cell in zip(columns, row, strict=True):
            if not cell:
                continue
            names = wrap(column, label)
            lines = wrap(cell, width - label - len(GAP))
            for index in range(max(len(names), len(lines))):
                name, line = (part[index] if index < len(part) else "" for part in (names, lines))
                yield (_pad(name, label, False) + GAP + line).rstrip()
