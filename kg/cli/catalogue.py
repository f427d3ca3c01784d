"""The list of queries, as ``kg query --list`` prints it."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from kg.errors import KgError
from kg.query.catalogue import Catalogue
from kg.query.definition import Query

CHECKS = "checks"
COLUMNS = ("subject", "name", "summary", "parameters")


def write_list(catalogue: Catalogue, format_: str, stream: IO[bytes], width: int) -> None:
    """Write the catalogue.

    Args:
        catalogue: in its own order, but that checks, which few people run, come last.
        format_: table, json, jsonl, csv or md; the two with JSON hold everything, the others the ``COLUMNS``.
        stream: takes UTF-8.
        width: of a table, in terminal columns.

    Raises:
        KgError: the format is none of these.
    """
    writers = {"table": _table, "json": _json, "jsonl": _jsonl, "csv": _csv, "md": _markdown}
    if format_ not in writers:
        raise KgError(f"the list of queries has no format {format_}", f"Use one of: {', '.join(writers)}")
    queries = sorted(catalogue, key=lambda query: query.path.parent.name == CHECKS)
    for piece in writers[format_](queries, width):
        stream.write(piece.encode())
    stream.flush()


def as_json(query: Query) -> dict[str, Any]:
    """Return a query as plain values, its text left out."""
    params = {
        name: {key: value for key, value in param._asdict().items() if key != "name"}
        for name, param in query.params.items()
    }
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "params": params,
        "tags": list(query.tags),
        "questions": list(query.questions),
        "path": str(query.path),
    }


def _rows(queries: Iterable[Query]) -> Iterator[list[str]]:
    for query in queries:
        params = (
            f"{'' if param.required else '['}--{name}{'' if param.required else ']'}"
            for name, param in query.params.items()
        )
        yield [query.path.parent.name, query.name, query.summary, " ".join(params)]


def _table(queries: Iterable[Query], width: int) -> Iterator[str]:
    from kg.show.table import table_lines

    return (line + "\n" for line in table_lines(COLUMNS, _rows(queries), width))


def _markdown(queries: Iterable[Query], width: int) -> Iterator[str]:
    from kg.show.view import escape, markdown_line

    yield from (f"{markdown_line(cells)}\n" for cells in (COLUMNS, ["---"] * len(COLUMNS)))
    yield from (f"{markdown_line(map(escape, row))}\n" for row in _rows(queries))


def _json(queries: Iterable[Query], width: int) -> Iterator[str]:
    import json

    yield json.dumps([as_json(query) for query in queries], ensure_ascii=False, indent=2) + "\n"


def _jsonl(queries: Iterable[Query], width: int) -> Iterator[str]:
    import json

    return (json.dumps(as_json(query), ensure_ascii=False) + "\n" for query in queries)


def _csv(queries: Iterable[Query], width: int) -> Iterator[str]:
    from kg.show.rows import csv_lines

    return csv_lines(COLUMNS, _rows(queries))
