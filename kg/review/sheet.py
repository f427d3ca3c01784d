"""Findings as tables that people fill in: written for a spreadsheet or a program, and read back row by row."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.errors import GraphError
from kg.plain import clip
from kg.review.change import FIELDS
from kg.review.look import Look

# What a person fills in first, what can be mended next, what only helps last.
OWN = ("id", "decision", "into", "why")
HELP = (
    "version",
    "status",
    "confidence",
    "words",
    "named_as",
    "cue",
    "candidates",
    "alike",
    "source",
    "outlet",
    "published",
    "context",
    "speaker_name",
    "towards_name",
    "about_name",
    "facts",
    "namesakes",
)
# What a person wants to see of many findings at once: names first, the id last, to name the finding with.
BRIEF = ("who", "does", "words", "source", "sure", "alike", "id")
_WORDS = 90
COLUMNS = (*OWN, *FIELDS, *HELP)
DECISIONS = ("accept", "edit", "reject", "unsure", "withdraw", "merge", "keep-apart", "split")
# A spreadsheet computes a cell that begins so; behind apostrophes of its own it is still told apart.
_COMPUTED = re.compile(r"'*[=+\-@\t\r]")
_LARGEST = 10_000_000


@dataclass(frozen=True)
class Row:
    """A row as it was read: the line of the file on which it ends, and its cells by column."""

    line: int
    cells: dict[str, str]

    def get(self, name: str) -> str:
        """Return a cell without spaces around it, empty where there is none."""
        return self.cells.get(name, "").strip()


def cells_of(look: Look) -> dict[str, str]:
    """Return the row of a finding."""
    finding = look.finding
    return {
        "id": finding.id.removeprefix("id:"),
        "decision": "",
        "into": "",
        "why": "",
        **look.values,
        # Bare digits a spreadsheet would take for a number.
        "version": f"v{finding.version}",
        "status": look.status,
        "confidence": f"{finding.confidence:.2f}",
        "words": look.words,
        "named_as": look.named_as,
        "cue": look.cue,
        "candidates": "; ".join(
            f"{one.role}: {one.thing.removeprefix('id:')} ({one.score:.2f}, {one.basis})" for one in look.candidates
        ),
        "alike": "; ".join(f"{match.id.removeprefix('id:')} ({match.score:.2f})" for match in look.alike[:5]),
        "source": look.source.id.removeprefix("id:"),
        "outlet": look.source.outlet,
        "published": look.source.issued,
        "context": look.near,
        "speaker_name": _names(look, "speaker"),
        "towards_name": _names(look, "towards"),
        "about_name": _names(look, "about"),
        "facts": look.facts,
        "namesakes": "; ".join(f"{twin.id.removeprefix('id:')} {twin.told()}" for twin in look.namesakes),
    }


def brief_of(look: Look) -> dict[str, str]:
    """Return the row of a finding in a list for people."""
    polarity = look.values["polarity"]
    acts = "; ".join(look.labels.get(f"act:{part}", part) for part in look.values["acts"].split("; "))
    others = len(look.alike)
    source = look.source
    return {
        "who": _names(look, "speaker"),
        "does": acts if polarity == "affirmed" else f"{acts} ({polarity})",
        "words": clip(look.words, _WORDS, at_word=True),
        # A day alone would not tell which document it is.
        "source": ", ".join(part for part in (source.outlet or source.id.removeprefix("id:"), source.issued) if part),
        "sure": f"{look.finding.confidence:.0%}" if look.status == "waiting" else look.status,
        "alike": f"{others} other{'s' * (others > 1)}" if others else "",
        "id": look.finding.id.removeprefix("id:"),
    }


def _names(look: Look, field: str) -> str:
    return "; ".join(look.labels.get(f"id:{part}", part) for part in look.values[field].split("; ") if part)


def write_csv(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield the lines of a CSV file that no spreadsheet computes anything of."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for cells in ([*COLUMNS], *([guarded(row[name]) for name in COLUMNS] for row in rows)):
        writer.writerow(cells)
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()


def write_jsonl(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Yield a line of JSON for each row."""
    for row in rows:
        yield json.dumps({name: row[name] for name in COLUMNS}, ensure_ascii=True) + "\n"


def guarded(cell: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute; ``bare`` is the inverse.

    >>> guarded("=1+1"), guarded("'-x"), guarded("plain"), bare(guarded("@a")), bare("'quoted'")
    ("'=1+1", "''-x", 'plain', '@a', "'quoted'")
    """
    return f"'{cell}" if _COMPUTED.match(cell) else cell


def bare(cell: str) -> str:
    """Return a cell as it was before ``guarded``."""
    return cell[1:] if cell.startswith("'") and _COMPUTED.match(cell) else cell


def read_rows(data: bytes, name: str) -> list[Row]:
    """Read a table: CSV with commas, semicolons or tabs, or JSON Lines.

    Raises:
        GraphError: it is no such table, or has a column that is not known; names the line.
    """
    if len(data) > _LARGEST * 10:
        raise GraphError(f"{name}: larger than {_LARGEST * 10} bytes", "Apply it in parts.")
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GraphError(f"{name}, line {line}: not UTF-8 text", "Save it as CSV UTF-8 (comma delimited).") from None
    if not text.strip():
        raise GraphError(f"{name}: empty", "Write one with: kg review export -o FILE")
    return _json_rows(text, name) if text.lstrip().startswith("{") else _csv_rows(text, name)


def _csv_rows(text: str, name: str) -> list[Row]:
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    columns: list[str] = []
    csv.field_size_limit(_LARGEST)
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                columns = [cell.strip() for cell in cells]
                _check_columns(columns, name)
                continue
            if len(cells) > len(columns):
                raise GraphError(
                    f"{name}, line {reader.line_num}: {len(cells)} cells under {len(columns)} columns",
                    "Put quotation marks around cells that hold commas.",
                )
            cells += [""] * (len(columns) - len(cells))
            rows.append(Row(reader.line_num, dict(zip(columns, map(bare, cells), strict=True))))
    except csv.Error as error:
        raise GraphError(f"{name}, line {reader.line_num}: {error}", "Save the file as CSV once more.") from None
    return rows


def _json_rows(text: str, name: str) -> list[Row]:
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise GraphError(f"{name}, line {number}: no JSON: {error}", "Write one object a line.") from None
        if not isinstance(value, dict):
            raise GraphError(
                f"{name}, line {number}: no object", 'Write one such as {"id": "...", "decision": "accept"}.'
            )
        _check_columns(list(value), f"{name}, line {number}")
        rows.append(Row(number, {key: _cell(item) for key, item in value.items()}))
    return rows


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(_cell, value))
    return "" if value is None else str(value)


def _check_columns(columns: list[str], where: str) -> None:
    unknown = [column for column in columns if column not in COLUMNS]
    missing = [column for column in ("id", "decision") if column not in columns]
    twice = [column for column in columns if columns.count(column) > 1]
    if unknown or missing or twice:
        what = f"column {unknown[0]!r} is not known" if unknown else f"column {(missing or twice)[0]!r} is "
        what += "" if unknown else "missing" if missing else "there twice"
        raise GraphError(f"{where}: {what}", f"Columns: {', '.join(COLUMNS)}. Needed: id, decision.")
