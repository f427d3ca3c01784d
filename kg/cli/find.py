"""``kg find``: who says what in documents, without touching a workspace."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import format_option
from kg.errors import DocumentError, KgError, SourceError

if TYPE_CHECKING:
    from kg.finding import Finding
    from kg.model import Document

_COLUMNS = ("sure", "who", "cue", "what", "wording", "act", "hedge")
_SHOWN = 160
# Some 800,000 words, a shelf of reports: minutes of work, and findings that still fit into memory.
_LONGEST = 5_000_000


@click.command(name="find")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@format_option(("jsonl", "table"), default="jsonl")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    metavar="CHANCE",
    help="Only findings with at least this confidence, from 0 to 1.",
)
@click.option(
    "--longest",
    type=click.IntRange(1),
    default=_LONGEST,
    show_default=True,
    metavar="CHARACTERS",
    help="Documents with more characters are passed over.",
)
@click.option(
    "--resolve",
    "is_resolving",
    is_flag=True,
    help="Also say who in the record is meant, for whom, towards whom, about what (default: no).",
)
@click.option("--threads", type=click.IntRange(0), default=0, show_default=True, help="Of one text; 0: one per core.")
def command(
    files: Sequence[str], format_: str, at_least: float, longest: int, is_resolving: bool, threads: int
) -> None:
    """Find who says what in documents: speaker, cue and content, with exact places.

    Reads what `kg add` reads (text, HTML, PDF, transcripts), and JSON Lines files (.jsonl, .jsonl.gz) whose lines have
    `doc` and `text`; - is a document on stdin. Writes nothing but its output: one document a line, with `doc`, `text`
    and `attributions`, each with the spans `source`, `cue` and `content` ([start, end) in Unicode code points),
    `confidence` (the chance that content and source are right), `wording`, `act`, `polarity`, `hedge`, `figures`,
    statements `nested` in the content, and what a headline `repeats`. What is found is the machine's reading, reviewed
    by nobody. In a workspace that has trained a model of its own (kg train), that one finds. Needs the extra "find".

    With --resolve, `speaker`, `on_behalf_of`, `towards` and `about` name things of the workspace's record, or of the
    shipped one; `speaker` is null where the text does not decide, and `candidates` tell who may be meant, with scores.
    What the record holds of the very text is not looked at.

    Exit codes: 0 done, 1 some input was passed over (named on stderr), 2 could not run.

    \b
    Examples:
      kg find article.txt
      kg find --format table --at-least 0.9 article.txt
      kg find texts.jsonl > attributions.jsonl
      kg find --resolve article.txt
    """
    from kg.cli.resolving import plain, resolver
    from kg.find import Finder
    from kg.find.chosen import chosen_model

    finder = Finder(chosen_model(_derived()), threads)
    describe = resolver() if is_resolving and format_ == "jsonl" else plain
    problems: list[KgError] = []
    for name in files:
        for document in _documents(name):
            if isinstance(document, KgError):
                problems.append(document)
                continue
            if len(document.text) > longest:
                problems.append(_too_long(document, longest))
                continue
            found = [finding for finding in finder.find(document) if finding.confidence >= at_least]
            is_table = format_ == "table"
            for line in _table(document, found) if is_table else (_line(document, describe(document, found)),):
                click.echo(line)
    for problem in problems:
        click.echo(f"Passed over: {problem}", err=True)
    sys.exit(1 if problems else 0)


def _derived() -> Path | None:
    """Return the folder of derived things of the workspace that one stands in, None outside of any."""
    from kg.errors import WorkspaceError
    from kg.workspace import find_workspace

    try:
        workspace = find_workspace()
    except WorkspaceError:
        # Texts are read wherever one stands; nothing else of the workspace is asked for.
        return None
    return None if workspace.is_shipped else workspace.derived_dir


def _documents(name: str) -> "Iterator[Document | KgError]":
    """Read the documents of one input; one that cannot be read is passed on as its error."""
    from kg.find.input import read_lines
    from kg.read import read_data

    if name.endswith((".jsonl", ".jsonl.gz")):
        yield from read_lines(name)
        return
    try:
        yield read_data(name, sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        yield SourceError(f"{name}: {error.strerror or error}", "Look whether the file is there.")
    except DocumentError as error:
        yield SourceError(f"{name}: {error.message}", error.hint)


def _too_long(document: "Document", longest: int) -> KgError:
    size = f"{len(document.text):,} characters, more than {longest:,}"
    return SourceError(
        f"{document.name}: {size}", "Cut it into documents, or raise --longest: it takes as much longer."
    )


def _line(document: "Document", attributions: list[dict[str, Any]]) -> str:
    line = {"doc": document.name, "text": document.text, "attributions": attributions}
    return json.dumps(line, ensure_ascii=not _is_text(document.text))


def _is_text(text: str) -> bool:
    """Say whether a text can be written as UTF-8: half a surrogate pair out of a JSON escape cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _table(document: "Document", findings: "Sequence[Finding]") -> Iterator[str]:
    from kg.plain import clip, harmless, terminal_width
    from kg.show.table import table_lines

    def words(spans: Any) -> str:
        text = " … ".join(document.text[start:end] for start, end in spans)
        return harmless(clip(text, _SHOWN))

    yield harmless(f"{Path(document.name).name}: {len(findings)} found")
    rows = [
        (
            f"{finding.confidence:.2f}",
            words(finding.source),
            words(finding.cue),
            words(finding.content),
            finding.wording,
            finding.acts[0] + ("" if finding.polarity == "affirmed" else f" ({finding.polarity})"),
            harmless(", ".join(finding.hedge)),
        )
        for finding in findings
    ]
    if rows:
        yield from table_lines(_COLUMNS, rows, terminal_width())
    yield ""
