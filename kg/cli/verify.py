"""``kg verify``: every quotation against the text of its source."""

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.verify import Row, Texts

_COLUMNS = ("result", "statement", "speaker", "found at", "words")
_SPEAKER_WIDTH = 24


@click.command(name="verify")
@click.option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder with the texts as received, used alone; default: .kg/sources of the workspace.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
@click.option("--faults", "only_faults", is_flag=True, help="Print only what is neither exact nor normalised.")
@click.option("--spans", is_flag=True, help="Prove speakers' names, cues and figures as printed, too.")
def command(folder: Path | None, form: str, only_faults: bool, spans: bool) -> None:
    """Prove every quotation against the text of its source.

    Reads the graph and the texts, and writes nothing. Each quotation, and each passage of indirect speech (by the
    SHA-256 of its characters), gives a row with its result: exact, normalised (quotation marks, spaces and dashes
    differ), ellipsis (in pieces), in-another-source, not-found or source-missing. A text belongs to a source by its
    file name and its SHA-256; one that has changed, or that holds another source, is a fault even where the words can
    still be found.

    Exit codes: 0 all is proved, 1 something is not, or a text is not the one on record; 2 could not run.

    \b
    Examples:
      kg verify --sources texts
      kg verify --sources texts --faults --format json
    """
    from kg.query.records import Neighbourhood
    from kg.store import open_store
    from kg.verify import load_claims, load_source_records, load_texts, prove
    from kg.workspace import find_workspace

    workspace = find_workspace()
    own = workspace.derived_dir / "sources"
    with open_store(workspace) as store:
        graph = Neighbourhood(store)
        texts = load_texts(folder or (own if own.is_dir() else None), load_source_records(graph))
        rows = list(prove(load_claims(graph, spans=spans), texts))
    _PRINTERS[form]([row for row in rows if not (only_faults and row.is_proved)])
    _summarise(rows, texts)
    if folder is None and not own.is_dir():
        click.echo(f"The texts are not at hand: put them into {own}, or name their folder with --sources.", err=True)
    faulty = {name for name, source in texts.sources.items() if source.problem}
    sys.exit(1 if any(not row.is_proved or row.source in faulty for row in rows) else 0)


def _summarise(rows: Sequence["Row"], texts: "Texts") -> None:
    from kg.verify import RESULTS

    counts = Counter(row.result for row in rows)
    listed = ", ".join(f"{counts[result]} {result}" for result in RESULTS if counts[result]) or "nothing to prove"
    click.echo(f"{len(rows)} on record: {listed}.", err=True)
    resting: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        resting[row.source].append(row)
    for source in sorted(resting):
        _tell(source, resting[source], texts)


def _tell(source: str, rows: Sequence["Row"], texts: "Texts") -> None:
    """Say what is wrong with a source, and name the statements concerned: those unproved, else all that rest on it."""
    text = texts.sources.get(source)
    problem = text.problem if text else "it is not on record"
    unproved = [row for row in rows if not row.is_proved]
    if not problem and not unproved:
        return
    click.echo(f"{source}: {problem or 'the text is the one on record'}", err=True)
    names = list(dict.fromkeys(row.statement or row.report for row in unproved or rows))
    if unproved and all(row.result == "source-missing" for row in unproved):
        click.echo(f"  {len(names)} rest on it", err=True)
    elif names:
        how = "not proved" if unproved else "proved only in a text that is not the one on record"
        click.echo(f"  {len(names)} {how}: {', '.join(names)}", err=True)


def _print_table(rows: Sequence["Row"]) -> None:
    from kg.show.plain import columns_of, harmless, terminal_width

    lines = [_cells(row) for row in rows]
    # A column that is empty throughout, as "found at" mostly is, would only cost width.
    kept = [place for place, name in enumerate(_COLUMNS) if any(line[place] for line in lines) or name == "words"]
    table = [tuple(harmless(line[place]) for place in kept) for line in (_COLUMNS, *lines)]
    widths = [max(columns_of(line[place]) for line in table) for place in range(len(kept))]
    limit = terminal_width()
    for line in table if rows else []:
        padded = (cell + " " * (width - columns_of(cell)) for cell, width in zip(line, widths, strict=True))
        click.echo(_cut("  ".join(padded).rstrip(), limit))


def _cells(row: "Row") -> tuple[str, ...]:
    words = (row.quotation if row.is_proved else None) or row.detail
    return (row.result, row.statement or row.report, _cut(row.speaker, _SPEAKER_WIDTH), row.found_at, words)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _print_json(rows: Sequence["Row"]) -> None:
    import json

    click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))


def _print_jsonl(rows: Sequence["Row"]) -> None:
    import json

    for row in rows:
        click.echo(json.dumps(asdict(row), ensure_ascii=False))


def _print_csv(rows: Sequence["Row"]) -> None:
    import csv
    from dataclasses import fields

    from kg.verify import Row

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    writer.writerows(asdict(row).values() for row in rows)


_PRINTERS: dict[str, Callable[[Sequence["Row"]], None]] = {
    "table": _print_table,
    "json": _print_json,
    "jsonl": _print_jsonl,
    "csv": _print_csv,
}
