"""The list of queries, as ``kg query --list`` prints it."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from kg.errors import KgError
from kg.query.catalogue import Catalogue
from kg.query.definition import Query

CHECKS = "checks"
# With fewer columns than these left beside its name, a summary goes below it.
LEAST_SUMMARY = 30
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
    """Yield a block a subject and mostly a line a query: as a table nearly every row would take three."""
    from itertools import groupby, zip_longest

    from kg.plain import wrap

    rows = list(_rows(queries))
    room = max((len(name) for _, name, _, _ in rows), default=0) + 4
    is_narrow = width - room < LEAST_SUMMARY
    for number, (subject, group) in enumerate(groupby(rows, key=lambda row: row[0])):
        yield ("\n" if number else "") + "".join(f"{line}\n" for line in wrap(subject, width))
        for _, name, summary, params in group:
            lines = wrap(f"{summary}. {params}".rstrip(), width - (4 if is_narrow else room))
            if is_narrow:
                yield "".join(f"  {line}\n" for line in [*wrap(name, width - 2), *("  " + line for line in lines)])
            else:
                yield "".join(
                    f"{start:<{room}}{line}\n" for start, line in zip_longest([f"  {name}"], lines, fillvalue="")
                )


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
