"""``kg import``: outside data sets become part of the workspace's graph."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.resolve.posts import Imported

_MOST_TOLD = 10


@click.group(name="import", short_help="Import an outside data set: who held which post when.")
def command() -> None:
    """Import an outside data set into the workspace.

    \b
    Examples:
      kg import posts ifg-ministers-database/
      kg import posts ifg-ministers-database/ --dry-run
    """


@command.command(name="posts", short_help="Import who held which government post from when to when.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would be imported (default: import).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="Form of the summary on stdout.",
)
@click.option("--quiet", is_flag=True, help="Print no progress and no notes (default: both, on stderr).")
def posts(folder: Path, dry_run: bool, form: str, quiet: bool) -> None:
    """Import who held which government post from when to when.

    Reads the CSV files of the Institute for Government's ministers database in DIR, a copy of
    https://github.com/instituteforgov/ifg-ministers-database-public (CC BY 4.0): people with their former names,
    departments and what became of them, posts, appointments, acting spells. Writes Turtle to seeds/posts/ifg of the
    workspace, in place of a former import; all of it or nothing. Nothing else is changed.

    Who and what is known keeps its identifier; a tenure that another file of the workspace holds is not doubled. A
    name alone makes nobody the same person.

    \b
    Examples:
      kg import posts ifg-ministers-database/ --dry-run
      kg import posts ifg-ministers-database/
      kg query who-held-post --post home-secretary --on 2006-05-05
      kg ask "who was prisons minister in 2010"
    """
    from kg.resolve.posts import import_posts
    from kg.store.talk import say_on_stderr
    from kg.workspace import find_workspace

    done = import_posts(find_workspace(), folder, dry_run=dry_run, progress=None if quiet else say_on_stderr)
    click.echo(json.dumps(asdict(done), ensure_ascii=False, indent=2) if form == "json" else _table(done))
    if not quiet:
        _tell(done)


def _table(done: "Imported") -> str:
    rows: list[tuple[str, ...]] = [("", "rows", "new", "shipped", "there")]
    rows += [(one.kind, *map(str, (one.rows, one.new, one.shipped, one.there))) for one in done.counts]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _tell(done: "Imported") -> None:
    from kg.store.talk import say_on_stderr

    for told in (done.left_out, done.kept_apart):
        for line in told[:_MOST_TOLD]:
            say_on_stderr(f"Left out: {line}" if told is done.left_out else f"Note: {line}")
        if len(told) > _MOST_TOLD:
            say_on_stderr(f"... and {len(told) - _MOST_TOLD} more; see them with --format json")
    say_on_stderr("Not imported: " + "; ".join(f"{what} ({name})" for name, what in done.ignored.items()) + ".")
    lines = sum(done.files.values())
    ended = {
        "imported": f"Imported: {len(done.files)} files, {lines} lines in seeds/posts/ifg.",
        "unchanged": "Unchanged: seeds/posts/ifg holds just this already.",
        "dry-run": f"Nothing written: {len(done.files)} files, {lines} lines would be in seeds/posts/ifg.",
    }
    say_on_stderr(ended[done.status])
