"""``kg verify``: every quotation against the text of its source."""

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import format_option
from kg.cli.records import write_records

if TYPE_CHECKING:
    from kg.verify import Row, Texts

_BRIEF = ("result", "statement", "speaker", "quotation", "found_at", "detail")


@click.command(name="verify")
@click.option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder with the texts as received, used alone; default: .kg/sources of the workspace.",
)
@format_option()
@click.option("--all", "with_all", is_flag=True, help="Print every row also as a table (default: one row a source).")
@click.option("--faults", "only_faults", is_flag=True, help="Print only what is neither exact nor normalised.")
@click.option("--spans", is_flag=True, help="Prove speakers' names, cues and figures as printed, too.")
def command(folder: Path | None, format_: str, with_all: bool, only_faults: bool, spans: bool) -> None:
    """Prove every quotation against the text of its source.

    Reads the graph and the texts, and writes nothing. Each quotation, and each passage of indirect speech (by the
    SHA-256 of its characters), gives a row with its result: exact, normalised (quotation marks, spaces and dashes
    differ), ellipsis (in pieces), in-another-source, not-found or source-missing. A text belongs to a source by its
    file name and its SHA-256; one that has changed, or that holds another source, is a fault even where the words can
    still be found. For people (table, md) a row counts the results of a source; --all and --faults print them singly.

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
        records = load_source_records(graph)
        texts = load_texts(folder or (own if own.is_dir() else None), records)
        rows = list(prove(load_claims(graph, spans=spans), texts))
    if format_ in ("table", "md") and not (with_all or only_faults):
        _print_counts(rows, {facts.id: facts.label or facts.id for facts in records}, format_)
    else:
        shown = [row for row in rows if not (only_faults and row.is_proved)]
        _print(shown, format_)
    _summarise(rows, texts)
    if folder is None and not own.is_dir():
        click.echo(f"The texts are not at hand: put them into {own}, or name their folder with --sources.", err=True)
    faulty = {name for name, source in texts.sources.items() if source.problem}
    sys.exit(1 if any(not row.is_proved or row.source in faulty for row in rows) else 0)


def _summarise(rows: Sequence["Row"], texts: "Texts") -> None:
    from kg.verify import RESULTS

    counts = Counter(row.result for row in rows)
    listed = ", ".join(f"{counts[result]} {result}" for result in RESULTS if counts[result]) or "nothing to prove"
    click.echo(f"{len(rows)} passage{'s' * (len(rows) != 1)} on record: {listed}.", err=True)
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
        count = len(names)
        click.echo(f"  {count} statement{'s rest' if count != 1 else ' rests'} on it", err=True)
    elif names:
        how = "not proved" if unproved else "proved only in a text that is not the one on record"
        told = f"{len(names)} statement{'s' * (len(names) != 1)}"
        click.echo(f"  {told} {how}: {', '.join(names)}", err=True)


def _print(rows: Sequence["Row"], format_: str) -> None:
    from kg.verify import Row

    columns = [field.name for field in fields(Row)]
    if format_ in ("table", "md"):
        # Only what is worth the width of a terminal; an empty column, as "found_at" mostly is, is not.
        columns = [name for name in _BRIEF if any(getattr(row, name) for row in rows)]
    write_records(columns, [[getattr(row, name) for name in columns] for row in rows], format_)


def _print_counts(rows: Sequence["Row"], labels: Mapping[str, str], format_: str) -> None:
    """Print how many rows of each result each source has; a result that none has takes no column."""
    from kg.verify import RESULTS

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[row.source][row.result] += 1
    results = [result for result in RESULTS if any(own[result] for own in counts.values())]
    columns = ["source", "passages", *(result.replace("-", "_") for result in results)]
    table = [
        [labels.get(source, source), own.total(), *(own[result] for result in results)]
        for source, own in sorted(counts.items())
    ]
    write_records(columns, table, format_)
