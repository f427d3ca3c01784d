"""``kg add``: documents become sources of the workspace."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import MEGABYTE, format_option, reading_options
from kg.cli.records import write_records
from kg.cli.talking import Progress
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.read.adding import Row

_BRIEF = ("id", "title", "outlet", "published", "language")
_MOST_TOLD = 20


@click.command(name="add")
@click.argument("documents", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@click.option("--outlet", help="Outlet of the documents, over what they say (default: what they say).")
@click.option("--published", metavar="DATE", help="Day of publication, such as 2006-04-25 (default: what they say).")
@click.option("--title", help="Headline, where one document is added (default: what it says).")
@reading_options
@click.option("--find/--no-find", "is_finding", default=True, help="Also find who says what (default), or only read.")
@format_option()
@click.option("--quiet", is_flag=True, help="Print no progress and no summary (default: both, on stderr).")
def command(documents: tuple[str, ...], format_: str, quiet: bool, **options: Any) -> None:
    """Add documents to the workspace, and find who says what in them.

    Reads plain text, HTML pages, PDF and parliamentary debates (TheyWorkForYou XML, pages of Hansard). Writes the bytes
    as received and the text to .kg/sources and one record a document to seeds/sources; nothing that is there is
    changed. The same document is added once; a copy in another outlet and a new version are linked to what they
    repeat. An address is fetched only when you name it.

    What is found goes to .kg/findings, one file a source: statements with speaker, post on the day and incident where
    the text decides, with candidates where it does not, marked as found by the machine. It enters the store, and every
    answer marks it. Needs the extra "find"; without it, or with --no-find, documents are only read.

    One bad document does not stop the others. Stopped in any way, the same command goes on where it stopped.

    Exit codes: 0 all were read, 1 some were refused, 2 could not run.

    \b
    Examples:
      kg add article.html
      kg add clippings/ --jobs 4
      kg add https://www.example.org/news/ferry --outlet "Sample Gazette"
      pdftotext report.pdf - | kg add - --title "Report on the ferry" --published 2024-03-03
    """
    sys.exit(_run(documents, format_, quiet, options))


def _run(documents: tuple[str, ...], format_: str, quiet: bool, options: dict[str, Any]) -> int:
    from kg.cli.findings import Findings
    from kg.read.adding import Given, add_documents
    from kg.read.request import Limits
    from kg.workspace import find_workspace

    limits = Limits(int(options["max_size"] * MEGABYTE), options["timeout"], options["private"])
    given = Given(options["outlet"], read_day(options["published"]), options["title"])
    talk = _Talk(quiet)
    rows: list[Row] = []
    workspace = find_workspace()
    finding = Findings(workspace, is_on=options["is_finding"] and not workspace.is_shipped)
    try:
        for row in add_documents(workspace, documents, limits, jobs=options["jobs"], given=given, progress=talk.tell):
            rows.append(row)
            finding.take(row)
        talk.end()
        talk.begin("documents searched")
        finding.find(talk.tell)
    except (KgError, KeyboardInterrupt) as stopped:
        # A run that was refused before its first document has nothing to tell of, or to go on with.
        if rows or isinstance(stopped, KeyboardInterrupt):
            talk.finish(rows, is_whole=False)
        talk.end()
        if rows and isinstance(stopped, KgError):
            _print(rows, format_)
        raise
    talk.finish(rows, is_whole=True)
    finding.tell(quiet=quiet)
    _print(rows, format_)
    return 1 if any(row.status == "refused" for row in rows) or finding.has_refused else 0


def read_day(value: str | None) -> str | None:
    """Read a date that was typed; None stays None."""
    from kg.errors import ParameterError
    from kg.read.dates import read_date

    if value is None:
        return None
    day = read_date(value)
    if day is None:
        raise ParameterError(f"--published: {value!r} is no day", 'Write one such as 2006-04-25 or "25 April 2006".')
    return day


class _Talk(Progress):
    """Progress and summary on stderr."""

    def __init__(self, quiet: bool) -> None:
        super().__init__("documents read", quiet=quiet)

    def finish(self, rows: "Sequence[Row]", *, is_whole: bool) -> None:
        """Tell what became of the documents, and name what was refused."""
        self.end()
        refused = [row for row in rows if row.status == "refused"]
        # What was refused is told even to those who want no talk.
        for row in refused[:_MOST_TOLD]:
            _say(f"{row.document}: {row.problem}" + (f"\n  {row.hint}" if row.hint else ""))
        if len(refused) > _MOST_TOLD:
            _say(f"... and {len(refused) - _MOST_TOLD} more; see the rows with --format json")
        if self.quiet:
            return
        counts = Counter(row.status for row in rows)
        names = {
            "added": "added",
            "version": "new versions of sources on record",
            "copy": "copies of sources on record",
            "same": "there already",
            "refused": "refused",
            "ignored": "no documents",
        }
        told = [f"{counts[status]} {name}" for status, name in names.items() if counts[status]]
        stopped = "" if is_whole else " before it was stopped; the same command goes on from there"
        _say(f"{', '.join(told) or 'no documents'}{stopped}.")


def _say(text: str) -> None:
    from kg.plain import harmless

    for line in text.split("\n"):
        click.echo(harmless(line), err=True)


def _print(rows: "Sequence[Row]", format_: str) -> None:
    from kg.read.adding import Row

    columns = [field.name for field in fields(Row)]
    if format_ in ("table", "md"):
        names = [PurePath(row.document).name for row in rows]
        is_told_by_name = len(set(names)) == len(names)
        shown = [
            [
                row.status,
                name if is_told_by_name and name and "://" not in row.document else row.document,
                *(getattr(row, field) for field in _BRIEF),
                # What is there already is no copy of itself.
                row.of if row.of != row.id else None,
                row.problem,
            ]
            for name, row in zip(names, rows, strict=True)
        ]
        write_records(["status", "document", *_BRIEF, "copy_or_version_of", "problem"], shown, format_)
        return
    write_records(columns, [[getattr(row, name) for name in columns] for row in rows], format_)
