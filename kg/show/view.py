"""The rows of a result as a person wants to see them: which columns, under which headings, in which words."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from kg.plain import harmless
from kg.show.cells import cell_text, is_name, is_number
from kg.show.table import SAMPLE, table_lines

NAME_SUFFIX = "_name"


class View:
    """What of some rows a person wants to see."""

    def __init__(self, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], wide: bool, base: str) -> None:
        """Choose the columns to show.

        Args:
            columns: all names.
            rows: of terms; read as the lines are.
            wide: show all columns.
            base: what ``id:`` stands for.
        """
        coming = iter(rows)
        self.sample = list(islice(coming, SAMPLE))
        self.rows, self.base = chain(self.sample, coming), base
        self.shown = [place for place, name in enumerate(columns) if wide or self._is_shown(columns, place)]
        self.shown = self.shown or list(range(len(columns)))
        names = [columns[place] for place in self.shown]
        self.headings = [name if wide else _heading(name, names) for name in names]

    def _is_shown(self, columns: Sequence[str], place: int) -> bool:
        """Hide parameters, which the command line has just named, and IRIs that have their name beside them."""
        name = columns[place]
        if name.startswith("_"):
            return False
        terms = [row[place] for row in self.sample if row[place] is not None]
        return name + NAME_SUFFIX not in columns or not all(map(is_name, terms))

    def _cells(self) -> Iterator[list[str]]:
        return ([cell_text(row[place], self.base) for place in self.shown] for row in self.rows)

    def table(self, width: int) -> Iterator[str]:
        """Yield the lines of a table for the terminal; none if there are no rows."""
        if not self.sample:
            return iter(())
        right = [
            number
            for number, place in enumerate(self.shown)
            if all(is_number(row[place]) for row in self.sample if row[place] is not None)
        ]
        return table_lines(self.headings, self._cells(), width, right)

    def markdown(self) -> Iterator[str]:
        """Yield the lines of a Markdown table, in which no cell can be anything but text."""
        yield markdown_line(self.headings)
        yield markdown_line(["---"] * len(self.headings))
        yield from map(markdown_line, ([escape(cell) for cell in row] for row in self._cells()))


def _heading(name: str, names: Sequence[str]) -> str:
    stem = name.removesuffix(NAME_SUFFIX)
    return (name if stem in names else stem).replace("_", " ")


def markdown_line(cells: Iterable[str]) -> str:
    """Return a row of a Markdown table; its cells are escaped already."""
    return f"| {' | '.join(cells)} |"


def escape(cell: str) -> str:
    """Return a text in which Markdown and HTML find nothing to obey.

    >>> escape("a|b <i>")
    'a\\\\|b &lt;i&gt;'
    """
    spelled = "".join("\\" + char if char in "\\`*_{}[]()#+!|~$" else char for char in harmless(cell))
    return " ".join(spelled.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split())
