"""``kg check``: shapes, and the queries whose every row is a fault."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.store.validate import Fault, ValidationReport
    from kg.workspace import Workspace

_INDENT = "    "


@click.command(name="check")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv", "md"]),
    default="table",
    show_default=True,
    help="How to print the faults.",
)
@click.option(
    "--sources",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder with the texts as received, to prove quotations too; default: .kg/sources of the workspace, if any.",
)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings, too (default: on violations only).")
@click.option("--quiet", is_flag=True, help="Print no progress and no summary (default: both, on stderr).")
def command(form: str, folder: Path | None, strict: bool, quiet: bool) -> None:
    """Validate the graph: every file, every shape, every check.

    Reads the Turtle files of the workspace, validates them against the SHACL shapes of ontology/, and runs the queries
    of queries/checks/, whose every row is a fault. Where the texts are at hand, each quotation is looked for where its
    passage says. Writes nothing but, where texts are proved, the store. Each fault names file and line, the thing and
    what it is called, what is wrong and how to mend it. A file that does not parse is a fault, and the others go on.

    Exit codes: 0 no fault, 1 faults in the data, 2 could not run.

    \b
    Examples:
      kg check
      kg check --format json
      kg check --sources texts --strict
    """
    from kg.cli.limit import Limit
    from kg.cli.worker import go_on_in_worker

    # The checks are queries that a workspace brings along.
    go_on_in_worker()
    with Limit(None):
        is_faulty = _check(form, folder, strict=strict, say=_silent if quiet else _say)
    sys.exit(1 if is_faulty else 0)


def _check(form: str, folder: Path | None, *, strict: bool, say: Callable[[str], None]) -> bool:
    from kg.store.validate import validate
    from kg.workspace import find_workspace

    workspace = find_workspace()
    report = validate(workspace, progress=say)
    faults, obstacle = list(report.faults), None
    try:
        faults += _unproved(workspace, folder, report, say)
    except KgError as error:
        # What was found is told all the same.
        obstacle = error
    _PRINTERS[form](faults)
    violations = sum(fault.severity == "violation" for fault in faults)
    _summarise(report, faults, violations, say)
    if obstacle:
        raise obstacle
    return bool(violations or (strict and faults))


def _say(text: str) -> None:
    click.echo(text, err=True)


def _silent(text: str) -> None:
    """Say nothing."""


def _unproved(
    workspace: "Workspace", folder: Path | None, report: "ValidationReport", say: Callable[[str], None]
) -> list["Fault"]:
    own = workspace.derived_dir / "sources"
    if folder is None and not own.is_dir():
        return []
    if any(fault.check == "turtle" for fault in report.faults):
        say("Quotations were not proved: first mend the files that do not parse.")
        return []
    from kg.query.records import Neighbourhood
    from kg.store import open_store
    from kg.store.validate import Finding
    from kg.verify import load_claims, load_source_records, load_texts, prove

    say("Proving quotations against the texts")
    with open_store(workspace) as store:
        graph = Neighbourhood(store)
        texts = load_texts(folder or own, load_source_records(graph))
        unproved = [row for row in prove(load_claims(graph), texts) if not row.is_proved]
    if folder is None:
        # The texts of documents that were added are there; that others lie elsewhere is no fault.
        unproved = [row for row in unproved if row.result != "source-missing" or row.detail]
    return [
        report.places.locate(
            Finding(workspace.base + row.report, f"{row.result}: {row.detail}".rstrip(": ."), _PROVE, "verify")
        )
        for row in unproved
    ]


_PROVE = "Run `kg verify` to see more; mend the quotation or its offsets, or fetch the text as received."


def _summarise(
    report: "ValidationReport", faults: Sequence["Fault"], violations: int, say: Callable[[str], None]
) -> None:
    for check, count in sorted(Counter(fault.check for fault in faults).items()):
        say(f"{count:>6}  {check}")
    found = f"{_counted(violations, 'violation')}, {_counted(len(faults) - violations, 'warning')}"
    say(f"{report.files} files, {report.triples} triples, {report.shapes} shapes, {report.checks} checks: {found}.")


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _print_table(faults: Sequence["Fault"]) -> None:
    from kg.plain import harmless, terminal_width, wrap

    width = terminal_width()
    for fault in faults:
        place = fault.file + (f":{fault.line}" if fault.line else "")
        heading = "  ".join(part for part in (place, fault.subject, f"[{fault.severity}: {fault.check}]") if part)
        click.echo(harmless(heading))
        for text in (f"“{fault.label}”" if fault.label else "", fault.message + ".", fault.remedy):
            for line in wrap(text, width - len(_INDENT)) if text else []:
                click.echo(_INDENT + line)
        click.echo()


def _print_json(faults: Sequence["Fault"]) -> None:
    from kg.plain import json_text

    lines = ",\n".join(json_text(asdict(fault)) for fault in faults)
    click.echo(f"[\n{lines}\n]" if lines else "[]")


def _print_jsonl(faults: Sequence["Fault"]) -> None:
    from kg.plain import json_text

    for fault in faults:
        click.echo(json_text(asdict(fault)))


def _print_csv(faults: Sequence["Fault"]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerows(_rows(faults))


def _print_md(faults: Sequence["Fault"]) -> None:
    header, *rows = _rows(faults)
    for row in (header, ["---"] * len(header), *rows):
        click.echo("| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in row) + " |")


def _rows(faults: Sequence["Fault"]) -> list[list[str]]:
    from kg.plain import harmless
    from kg.store.validate import Fault

    names = [field.name for field in fields(Fault)]
    values = ([getattr(fault, name) for name in names] for fault in faults)
    return [names, *([harmless("" if value is None else str(value)) for value in row] for row in values)]


_PRINTERS: dict[str, Callable[[Sequence["Fault"]], None]] = {
    "table": _print_table,
    "json": _print_json,
    "jsonl": _print_jsonl,
    "csv": _print_csv,
    "md": _print_md,
}
