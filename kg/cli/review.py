"""``kg review``: people decide on what the machine found."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kg.cli.nearest import NearestGroup
from kg.cli.options import format_option, output_option
from kg.cli.records import write_records
from kg.cli.reviewing import by_option, require_own_workspace, wanted_options
from kg.errors import GraphError, ParameterError

if TYPE_CHECKING:
    from kg.review.room import Room

_MOST_TOLD = 50


@click.group(name="review", cls=NearestGroup, invoke_without_command=True)
@wanted_options
@by_option
@click.pass_context
def command(context: click.Context, /, by: str | None, **wanted: Any) -> None:
    """Decide on what the machine found: accept, mend, reject, merge, split, undo.

    At a terminal, each finding is shown in its context and decided by single keys (? lists them). For scripts and
    spreadsheets there are `list`, `export`, `apply`, `undo` and `log`. Every decision is appended to seeds/judgements
    with who, when and why; what was accepted is written to seeds/reviewed and follows from the judgements alone.

    Exit codes: 0 done, 1 something could not be decided, 2 could not run.

    \b
    Examples:
      kg review --order used
      kg review --speaker "Charles Clarke" --below 0.8
      kg review export -o findings.csv
      kg review apply findings.csv --by "Ann Archer"
      kg review undo
    """
    if context.invoked_subcommand:
        if by or any(value for name, value in wanted.items() if name != "order"):
            raise click.UsageError(f"Write the options behind {context.invoked_subcommand}.")
        return
    # Before anything else is asked for: without a workspace there is nothing to decide.
    require_own_workspace()
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise ParameterError(
            "kg review decides by single keys and needs a terminal",
            "Without one: kg review export -o findings.csv, fill in the column decision, kg review apply findings.csv.",
        )
    from kg.review.session import Session

    with _room(wanted) as room:
        Session(room, room.reviewer(by)).run()


@command.command("list")
@wanted_options
@format_option()
def list_command(format_: str, **wanted: Any) -> None:
    """List the findings that wait for a decision.

    \b
    Examples:
      kg review list --below 0.5
      kg review list --format jsonl --all
    """
    from kg.review.sheet import BRIEF, COLUMNS, brief_of, cells_of

    is_brief = format_ in ("table", "md")
    with _room(wanted) as room:
        rows = [(brief_of if is_brief else cells_of)(look) for look in room.looks()]
    columns = BRIEF if is_brief else COLUMNS
    write_records(columns, [[row[name] or None for name in columns] for row in rows], format_)
    click.echo(f"{len(rows)} findings.", err=True)


@command.command("export")
@wanted_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    help="csv for a spreadsheet, jsonl for a program (default: by the name of the file, else csv).",
)
@output_option()
def export_command(form: str | None, output: str, **wanted: Any) -> None:
    """Write findings as a table in which decisions can be filled in.

    The columns decision (accept, edit, reject, unsure, withdraw, merge, keep-apart, split), into (what it is merged
    with, kept apart from, or split at) and why are yours; so are the fields from speaker to cue_span, which an edit
    changes; the rest only helps. Several names in a field are set apart by semicolons. No spreadsheet computes a cell.

    \b
    Examples:
      kg review export -o findings.csv
      kg review export --format jsonl --below 0.6
    """
    from kg.cli.output import open_output
    from kg.review.sheet import cells_of, write_csv, write_jsonl

    is_lines = form == "jsonl" if form else output.endswith((".jsonl", ".ndjson"))
    count = 0
    with _room(wanted) as room, open_output(output) as out:

        def rows() -> Iterator[dict[str, str]]:
            nonlocal count
            for look in room.looks():
                count += 1
                yield cells_of(look)

        for line in write_jsonl(rows()) if is_lines else write_csv(rows()):
            out.stream.write(line.encode("utf-8", "replace"))
    click.echo(f"{count} findings; fill in the column decision, then: kg review apply FILE", err=True)


@command.command("apply")
@click.argument("file", metavar="FILE")
@by_option
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def apply_command(file: str, by: str | None, dry_run: bool) -> None:
    """Take the decisions of FILE (CSV or JSON Lines, - is stdin): all of them, or none.

    Every row is looked at before anything is written; each fault is told with its line. A row that was applied before
    changes nothing; one whose finding was changed or decided meanwhile is a conflict, and is told.

    Exit codes: 0 done, 1 a row is at fault and nothing was done, 2 could not run.

    \b
    Examples:
      kg review apply findings.csv
      kg review export --format jsonl | jq -c '.decision = "accept"' | kg review apply -
    """
    from kg.review.apply import plan
    from kg.review.sheet import read_rows
    from kg.review.tally import bare_note, count_bare

    rows = read_rows(_read(file), file)
    with _room({}) as room:
        made = plan(rows, room.clerk, room.findings, room.kept)
        _refuse(made.problems, len(rows), file)
        bare = bare_note(count_bare(made.asks, room.clerk.facts))
        if made.asks and not dry_run:
            room.desk.decide(made.asks, room.reviewer(by))
        elif not dry_run and room.desk.judgements:
            # A run that was stopped after its decisions were taken is brought to its end by the next one.
            room.desk.settle()
    listed = ", ".join(f"{count} {decision}" for decision, count in sorted(made.counts.items())) or "nothing to decide"
    told = [
        listed,
        f"{made.unchanged} applied before" if made.unchanged else "",
        f"{made.empty} open" if made.empty else "",
    ]
    click.echo(f"{'Would do: ' if dry_run else ''}{'; '.join(part for part in told if part)}.", err=True)
    if bare:
        _say(bare)


@command.command("undo")
@click.argument("judgement", nargs=-1, metavar="[JUDGEMENT]...")
@by_option
@click.option("--why", default="", metavar="REASON", help="Why it is undone (default: no reason).")
@click.option("--last", type=click.IntRange(1), default=1, show_default=True, help="How many of your last steps.")
def undo_command(judgement: tuple[str, ...], by: str | None, why: str, last: int) -> None:
    """Undo judgements by their ids, or your last step; each row of a table was one.

    Nothing is taken out of the record of judgements: the undoing is appended, and can itself be undone.

    \b
    Examples:
      kg review undo
      kg review undo j-20261122t101500000000-01 --why "the other Baker"
    """
    from kg.review.desk import Desk
    from kg.review.room import reviewer_of
    from kg.review.state import holding
    from kg.workspace import find_workspace

    desk = Desk(find_workspace(), _say)
    name = reviewer_of(desk.workspace, by)
    wanted = [f"id:{one.removeprefix('id:')}" for one in judgement] or desk.last_of(name, last)
    if not wanted:
        others = sorted({one.by for one in holding(desk.judgements)} - {name})
        hint = f'Decided have: {", ".join(others)}. Say who you are: --by "{others[0]}". ' if others else ""
        raise GraphError(
            f"{name} has decided nothing that could be undone", f"{hint}List the judgements: kg review log."
        )
    known = {one.id: one for one in desk.judgements}
    desk.undo(wanted, name, " ".join(why.split()))
    for one in (known[name] for name in wanted if name in known):
        _say(f"Undone: {one.decision} of {one.subject.removeprefix('id:')}")


@command.command("log")
@click.argument("thing", nargs=-1, metavar="[ID]...")
@format_option()
def log_command(thing: tuple[str, ...], format_: str) -> None:
    """List the judgements: what was decided, by whom, when, why, and whether it holds.

    With ids, only those that are of, or about, one of them.

    \b
    Examples:
      kg review log
      kg review log s-927c93b8-10-40 --format json
    """
    from kg.review.desk import Desk
    from kg.review.state import holding
    from kg.workspace import find_workspace

    desk = Desk(find_workspace())
    wanted = {f"id:{one.removeprefix('id:')}" for one in thing}
    hold = {one.id for one in holding(desk.judgements)}
    is_brief = format_ in ("table", "md")
    rows = [
        [
            one.id.removeprefix("id:"),
            one.on[:19].replace("T", " ") if is_brief else one.on,
            one.by,
            one.decision,
            one.subject.removeprefix("id:"),
            # A finding that is mended in place is named once.
            "" if is_brief and one.object == one.subject else one.object.removeprefix("id:"),
            "yes" if one.id in hold else "" if one.decision == "undo" else "undone",
            one.why,
        ]
        for one in desk.judgements
        if not wanted or wanted & {one.id, one.subject, one.object}
    ]
    columns = ("judgement", "decided_on", "decided_by", "decision", "subject", "object", "holds", "why")
    write_records(columns, [[cell or None for cell in row] for row in rows], format_)


@contextmanager
def _room(wanted: dict[str, Any]) -> "Iterator[Room]":
    from kg.cli.reviewing import open_room

    with open_room(wanted, _say) as room:
        yield room


def _read(name: str) -> bytes:
    from pathlib import Path

    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise ParameterError(
            f"{name}: cannot be read: {error.strerror or error}", "Name a file that is there."
        ) from None


def _refuse(problems: Sequence[Any], rows: int, name: str) -> None:
    if not problems:
        return
    for one in problems[:_MOST_TOLD]:
        kind = "conflict: " if one.is_conflict else ""
        _say(f"{name}, line {one.line}: {one.id}: {kind}{one.message}")
        for line in one.hint.split("\n") if one.hint else ():
            _say(f"  {line}")
    if len(problems) > _MOST_TOLD:
        _say(f"... and {len(problems) - _MOST_TOLD} more")
    raise GraphError(
        f"{len(problems)} of {rows} rows cannot be applied", "Nothing was done. Mend them, and apply the file again."
    )


def _say(text: str) -> None:
    from kg.plain import harmless

    click.echo(harmless(text), err=True)
