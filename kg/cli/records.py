"""Rows of plain values, written in the formats of records."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import IO, Any


class Records:
    """Rows of plain values, as the writers of results take them."""

    kind, boolean = "rows", None

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Hold rows with a cell a column; None leaves a cell empty."""
        self.columns, self._rows = tuple(columns), rows

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield a tuple of literals per row."""
        from pyoxigraph import Literal

        for row in self._rows:
            yield tuple(None if cell is None else Literal(cell) for cell in row)

    def serialise(self, stream: IO[bytes], format_: Any) -> None:
        """Refuse: these rows are no result of the engine."""
        raise NotImplementedError


def write_records(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], format_: str, stream: IO[bytes] | None = None
) -> None:
    """Write rows of plain values; for people, without the columns that are empty throughout.

    Args:
        columns: their names.
        rows: a cell a column; None leaves a cell empty.
        format_: one of the formats of records.
        stream: takes UTF-8; None means stdout.
    """
    from kg.plain import terminal_width
    from kg.show.rows import write_rows

    if format_ in ("table", "md"):
        rows = list(rows)
        filled = [place for place in range(len(columns)) if not rows or any(row[place] is not None for row in rows)]
        columns, rows = [columns[place] for place in filled], [[row[place] for place in filled] for row in rows]
    with nullcontext(stream) if stream else _stdout() as out:
        write_rows(Records(columns, rows), format_, out, terminal_width())


@contextmanager
def _stdout() -> Iterator[IO[bytes]]:
    from kg.cli.output import open_output

    with open_output("-") as output:
        yield output.stream
