"""Writers for the result of a query: tables for people, records for programs, the W3C's formats."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.namespaces import DATA, PREFIXES
from kg.show.cells import full_text, is_number, plain_value

if TYPE_CHECKING:
    from kg.show.protocols import Rows

# Written in portions: a system call per row would cost more than the row. A slow query shows its rows all the same.
PORTION_BYTES = 1 << 16
PORTION_S = 0.2
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


class FormatError(KgError):
    """A result cannot be written in the format asked for."""


def write_rows(
    rows: "Rows", format_: str, stream: IO[bytes], width: int = 100, *, wide: bool = False, base: str = DATA
) -> int | None:
    """Write a result; rows are written as they come, whatever their number.

    Args:
        rows: read to their end.
        format_: one of ``FORMATS``.
        stream: takes UTF-8.
        width: of a table, in terminal columns.
        wide: show parameters, and IRIs whose name stands in a column beside them, in tables too.
        base: what ``id:`` stands for where IRIs are shortened.

    Returns:
        The number of rows or triples; None for a boolean, and where the engine does the writing.

    Raises:
        FormatError: the format cannot hold such a result.
    """
    if format_ in _ENGINE and not (format_ == "ttl" and rows.kind == "rows"):
        return _write_with_engine(rows, format_, stream, base)
    if rows.kind == "boolean":
        stream.write(f"{_BOOLEANS[format_][not rows.boolean]}\n".encode())
        return None
    counted = _Counted(rows)
    if format_ in ("table", "md"):
        from kg.show.view import View

        view = View(rows.columns, counted, wide, base)
        lines = view.table(width) if format_ == "table" else view.markdown()
        pieces: Iterator[str] = (line + "\n" for line in lines)
    else:
        pieces = _RECORDS[format_](rows.columns, counted)
    _write_portions(pieces, stream)
    return counted.count


class _Counted:
    """Counts rows as they pass."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.rows:
            self.count += 1
            yield row


def _json(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    opening = "["
    for line in _jsonl(columns, rows):
        yield f"{opening}\n{line[:-1]}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def _jsonl(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    import json
    import re

    encode = json.JSONEncoder(ensure_ascii=False).encode
    # Valid in JSON as they are, and obeyed by a terminal or an eye.
    obeyed = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
    for row in rows:
        line = encode(dict(zip(columns, map(plain_value, row), strict=True)))
        if not line.isascii() or "\x7f" in line:
            line = obeyed.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
        yield line + "\n"


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a CSV file, the heading first.

    >>> list(csv_lines(["a", "b"], [["1", "x, y"]]))
    ['a,b\\n', '1,"x, y"\\n']
    """
    import csv

    class Echo:
        """Returns what is written to it."""

        def write(self, text: str) -> str:
            return text

    # The module's writer hands on what the stream's write returns. Left to itself it does not quote a lone carriage
    # return, at which every reader ends the line.
    as_line: Callable[[Iterable[str]], Any] = csv.writer(Echo(), lineterminator="\n").writerow
    as_quoted: Callable[[Iterable[str]], Any] = csv.writer(Echo(), lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
    yield as_line(columns)
    for row in rows:
        yield as_quoted(row) if any("\r" in cell for cell in row) else as_line(row)


def _csv(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    return csv_lines(columns, ([_inert(term) for term in row] for row in rows))


def _inert(term: Any) -> str:
    # A spreadsheet computes a cell that begins so, whoever wrote it; numbers may be negative. Unchanged: sparql-csv.
    text = full_text(term)
    return f"'{text}" if text.startswith(_COMPUTED) and not is_number(term) else text


def _result_set(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """Yield rows as RDF, in the terms that the W3C's own SPARQL tests use for them.

    Source:
        http://www.w3.org/2001/sw/DataAccess/tests/result-set#
    """
    yield f"PREFIX rs: <{RESULT_SET}>\n\n_:set a rs:ResultSet .\n"
    yield from (f'_:set rs:resultVariable "{column}" .\n' for column in columns)
    for row in rows:
        bindings = (
            f'    rs:binding [ rs:variable "{column}" ; rs:value {term} ]'
            for column, term in zip(columns, row, strict=True)
            if term is not None
        )
        yield "_:set rs:solution [\n" + " ;\n".join(bindings) + "\n] .\n"


_RECORDS = {"json": _json, "jsonl": _jsonl, "csv": _csv, "ttl": _result_set}
_BOOLEANS = {
    "table": ("yes", "no"),
    "md": ("yes", "no"),
    "csv": ("boolean\ntrue", "boolean\nfalse"),
    **dict.fromkeys(("json", "jsonl"), ("true", "false")),
}
# Format -> for rows and booleans, for graphs. SPARQL Results CSV and TSV have no booleans.
_ENGINE: dict[str, tuple[ox.QueryResultsFormat | None, ox.RdfFormat | None]] = {
    "ttl": (None, ox.RdfFormat.TURTLE),
    "nt": (None, ox.RdfFormat.N_TRIPLES),
    "srj": (ox.QueryResultsFormat.JSON, None),
    "srx": (ox.QueryResultsFormat.XML, None),
    "sparql-csv": (ox.QueryResultsFormat.CSV, None),
    "tsv": (ox.QueryResultsFormat.TSV, None),
}
# Format -> what it is, in the order of the help.
FORMATS = {
    "table": "for people, fitted to the terminal",
    "json": "a list of objects with plain values",
    "jsonl": "an object per line",
    "csv": "a heading, then a line per row; IRIs in full",
    "md": "a Markdown table",
    "ttl": "Turtle: a graph as it is, rows as a W3C result set",
    "nt": "N-Triples, for CONSTRUCT and DESCRIBE, as they come",
    "srj": "SPARQL Results JSON",
    "srx": "SPARQL Results XML",
    "sparql-csv": "SPARQL Results CSV",
    "tsv": "SPARQL Results TSV",
}


def _write_with_engine(rows: "Rows", format_: str, stream: IO[bytes], base: str) -> int | None:
    of_rows, of_graph = _ENGINE[format_]
    engine_format = of_graph if rows.kind == "graph" else of_rows
    if engine_format is None or (rows.kind == "boolean" and format_ in ("tsv", "sparql-csv")):
        held = {"rows": "the rows of a SELECT", "graph": "a graph", "boolean": "the yes or no of an ASK"}[rows.kind]
        fitting = [name for name, pair in _ENGINE.items() if pair[rows.kind == "graph"] is not None]
        raise FormatError(
            f"the format {format_} cannot hold {held}",
            f"Use one of: {', '.join(dict.fromkeys([*_RECORDS, 'md', *fitting]))}",
        )
    if format_ == "ttl":
        return _write_turtle(rows, stream, base)
    rows.serialise(stream, engine_format)
    return None


def _write_turtle(rows: "Rows", stream: IO[bytes], base: str) -> int:
    # Sorted and each triple once: the engine yields them in no order of use to anybody, and repeats some.
    triples = sorted({ox.Triple(*row) for row in rows}, key=str)
    text = "\n".join(map(str, triples))
    used = {prefix: space for prefix, space in (PREFIXES | {"id": base}).items() if f"<{space}" in text}
    ox.serialize(triples, stream, ox.RdfFormat.TURTLE, prefixes=used)
    return len(triples)


def _write_portions(pieces: Iterable[str], stream: IO[bytes]) -> None:
    waiting: list[str] = []
    size, written = 0, monotonic()
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PORTION_BYTES or monotonic() - written > PORTION_S:
            stream.write("".join(waiting).encode())
            stream.flush()
            waiting, size, written = [], 0, monotonic()
    stream.write("".join(waiting).encode())
    stream.flush()
