"""``kg read``: what would be read of documents, without touching a workspace."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import MEGABYTE, prose_option, reading_options

if TYPE_CHECKING:
    from kg.model import Document
    from kg.read.request import Reply


@click.command(name="read")
@click.argument("documents", nargs=-1, required=True, metavar="FILE|FOLDER|URL|-...")
@prose_option()
@reading_options
def command(documents: tuple[str, ...], form: str, jobs: int, max_size: float, timeout: float, private: bool) -> None:
    """Show what would be read of documents: their text, its parts, its speakers, and what they tell of themselves.

    Writes nothing. As text, each part stands under its role; as json, a line a document with offsets in code points.

    Exit codes: 0 all were read, 1 some were refused, 2 could not run.

    \b
    Examples:
      kg read article.html
      kg read debate.xml report.pdf --format json
    """
    from kg.read.gather import Unread, gather
    from kg.read.pool import read_each
    from kg.read.request import Limits

    found = list(gather(documents, Limits(int(max_size * MEGABYTE), timeout, private)))
    is_faulty = False
    for reply in read_each(found, min(jobs, len(found)) if len(found) > 1 or "://" in documents[0] else 0):
        if isinstance(reply, Unread):
            is_faulty = is_faulty or reply.is_fault
            _tell(reply.shown, reply.problem, reply.hint)
        elif reply.document is None:
            is_faulty = True
            _tell(reply.request.shown, reply.problem, reply.hint)
        else:
            _PRINTERS[form](reply)
    sys.exit(1 if is_faulty else 0)


def _tell(shown: str, problem: str, hint: str) -> None:
    from kg.plain import harmless

    for line in (f"{shown}: {problem}", f"  {hint}" if hint else ""):
        if line:
            click.echo(harmless(line), err=True)


def _print_json(reply: "Reply") -> None:
    assert reply.document is not None
    click.echo(json.dumps(as_json(reply.document, reply.fetched_at), ensure_ascii=False).encode("utf-8", "replace"))


def as_json(document: "Document", fetched_at: str | None = None) -> dict[str, Any]:
    """Give a document as plain values, with the words of its parts and turns beside their offsets."""
    return {
        "name": document.name,
        "sha256": document.digest,
        "text_sha256": document.text_digest,
        "media_type": document.media_type,
        "fetched_at": fetched_at,
        "details": {key: {"value": d.value, "basis": d.basis} for key, d in sorted(document.details.items())},
        "notes": list(document.notes),
        "text": document.text,
        "parts": [{"start": p.span[0], "end": p.span[1], "role": p.role} for p in document.parts],
        "turns": [
            {
                "start": turn.span[0],
                "end": turn.span[1],
                "speaker": turn.speaker,
                "head": list(turn.head) if turn.head else None,
                "kind": turn.kind,
                "said_as": turn.said_as,
                "time": turn.time,
                "ids": dict(turn.ids),
            }
            for turn in document.turns
        ],
        "places": [
            {"start": p.span[0], "end": p.span[1], "raw": list(p.raw) if p.raw else None, "page": p.page}
            for p in document.places
        ],
    }


def _print_text(reply: "Reply") -> None:
    from kg.plain import harmless

    document = reply.document
    assert document is not None
    lines = [f"== {document.name} ({document.media_type}, {len(document.text):,} characters)"]
    lines += [f"{key}: {detail.value} ({detail.basis})" for key, detail in sorted(document.details.items())]
    lines += [f"note: {note}" for note in document.notes]
    for part in document.parts:
        turn = document.turn_at(part.span[0])
        who = f" · {turn.speaker}" if turn and turn.speaker else ""
        lines += ["", f"[{part.role} {part.span[0]}-{part.span[1]}{who}]", document.passage(part.span)]
    # Line by line: harmless() shows a line break as a sign.
    for line in "\n".join(lines).splitlines():
        click.echo(harmless(line).encode("utf-8", "replace"))
    click.echo()


_PRINTERS = {"json": _print_json, "text": _print_text}
