"""The CSV files of a data set of posts: their lines, or an error that names file, line and reason."""

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.errors import KgError

# The largest file of the real data set has half a megabyte; what is far beyond is something else.
MOST_BYTES = 64 << 20
MOST_CHARACTERS = 1000
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")
_DAY = re.compile(r"([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?")
_COLUMNS = {
    "person": "id name display_name short_name start_date end_date",
    "organisation": "id name short_name start_date end_date",
    "post": "id organisation_id name display_name",
    "appointment": "id person_id post_id start_date end_date",
    "appointment_characteristics": "id appointment_id is_acting is_on_leave start_date end_date",
    "organisation_link": "id predecessor_organisation_id successor_organisation_id type link_start_date link_end_date",
    "post_relationship": "id post_id group_name group_seniority",
}
OPTIONAL = frozenset(("post_relationship",))
# What the files hold besides and the ontology has no term for: said in the summary, not dropped in silence.
IGNORED = {
    "event.csv": "elections and changes of prime minister",
    "appointment_characteristics.csv": "cabinet status",
    "person.csv": "gender and numbers in other data sets",
    "post.csv": "rank",
}


class PostsError(KgError):
    """A data set of posts that cannot be imported: the message names file, line and reason."""


@dataclass(frozen=True)
class Line:
    """A line of a table: where it stands, for messages, and its cells by column."""

    file: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell, without spaces around it."""
        return self.cells[column]

    def fault(self, message: str, hint: str) -> PostsError:
        """Return an error that names this line."""
        return PostsError(f"{self.file}, line {self.number}: {message}", hint)


class Day(NamedTuple):
    """A day (ISO date), and how exactly it is known: day, month or year."""

    value: str
    precision: str


def read_tables(folder: Path) -> dict[str, list[Line]]:
    """Read the files of a data set.

    Args:
        folder: with ``person.csv``, ``appointment.csv`` and the others.

    Returns:
        The lines of each table; none for an optional file that is not there.

    Raises:
        PostsError: a file is missing, too large, no UTF-8, no table, or lacks a column or an identifier.
    """
    if not folder.is_dir():
        told = "not a folder" if folder.exists() else "there is no such folder"
        raise PostsError(f"{folder}: {told}", "Name the folder that holds person.csv, post.csv and appointment.csv.")
    missing = [f"{name}.csv" for name in _COLUMNS if name not in OPTIONAL and not (folder / f"{name}.csv").exists()]
    if missing:
        raise PostsError(
            f"{folder}: there is no {', '.join(missing)}",
            "Name the folder of the Institute for Government's ministers database, with all its CSV files.",
        )
    return {name: _read_table(folder / f"{name}.csv", columns.split()) for name, columns in _COLUMNS.items()}


def read_day(line: Line, column: str, *, is_last: bool = False) -> Day | None:
    """Read a date; of a month or a year the first day is meant, or the last.

    Returns:
        None where the cell is empty.

    Raises:
        PostsError: it is no date.
    """
    text = line[column]
    if not text:
        return None
    found = _DAY.fullmatch(text)
    hint = "Write a day such as 2006-05-05, a month such as 2006-05, or a year; leave the cell empty if none is known."
    if not found:
        raise line.fault(f"{column} is no date: {text!r}", hint)
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or (month is not None and not 1 <= month <= 12):
        raise line.fault(f"{column} is no date: {text!r}", hint)
    precision = "day" if day else "month" if month else "year"
    month = month or (12 if is_last else 1)
    longest = monthrange(year, month)[1]
    if found[3] and not 1 <= int(found[3]) <= longest:
        raise line.fault(f"{column} is no date: {text!r}", hint)
    return Day(f"{year:04d}-{month:02d}-{day or (longest if is_last else 1):02d}", precision)


def read_flag(line: Line, column: str) -> bool:
    """Read True or False; an empty cell is False.

    Raises:
        PostsError: it is neither.
    """
    text = line[column].casefold()
    if text not in ("true", "false", "1", "0", ""):
        raise line.fault(f"{column} is neither True nor False: {line[column]!r}", "Write True or False.")
    return text in ("true", "1")


def by_id(lines: Sequence[Line]) -> dict[str, Line]:
    """Index lines by their identifier.

    Raises:
        PostsError: two lines have the same.
    """
    found: dict[str, Line] = {}
    for line in lines:
        former = found.setdefault(line["id"], line)
        if former is not line:
            raise line.fault(
                f"the id {line['id']!r} stands on line {former.number} too", "Give each row an id of its own."
            )
    return found


def require(line: Line, column: str, known: Iterable[str], file: str) -> str:
    """Return the identifier in a cell, which must be one of another file.

    Raises:
        PostsError: it is not.
    """
    value = line[column]
    if value not in known:
        raise line.fault(f"{column} {value!r} is not in {file}", f"Add its row to {file}, or take this one out.")
    return value


def _read_table(path: Path, columns: Sequence[str]) -> list[Line]:
    if path.stem in OPTIONAL and not path.exists():
        return []
    text = _decode(path)
    # The csv module's default limit for one cell, 131,072 characters, is far above ours.
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        lines = [
            _line(path.name, rows.line_num, header, cells) for cells in _checked(header, columns, path, rows) if cells
        ]
    except csv.Error as error:
        raise PostsError(
            f"{path}, line {rows.line_num}: no table of comma-separated values: {error}",
            "Export the file again as CSV, with quotation marks around cells that hold commas.",
        ) from None
    if not lines and path.stem not in ("organisation_link", "appointment_characteristics", *OPTIONAL):
        raise PostsError(f"{path}: it holds no row below its header", "Take the file of the data set, whole.")
    return lines


def _checked(
    header: Sequence[str], columns: Sequence[str], path: Path, rows: Iterable[list[str]]
) -> Iterable[list[str]]:
    missing = [name for name in columns if name not in header]
    if missing:
        has = ", ".join(header)[:200] or "nothing"
        raise PostsError(f"{path}, line 1: no column {', '.join(missing)}", f"The file has: {has}.")
    double = next((name for place, name in enumerate(header) if name in header[:place]), None)
    if double is not None:
        raise PostsError(f"{path}, line 1: two columns are called {double!r}", "Take one of them out.")
    return rows


def _line(file: str, number: int, header: Sequence[str], cells: Sequence[str]) -> Line:
    line = Line(file, number, dict(zip(header, (cell.strip() for cell in cells), strict=False)))
    if len(cells) != len(header):
        raise line.fault(f"{len(cells)} cells under {len(header)} columns", "Mend the row; is a comma not quoted?")
    for column, text in line.cells.items():
        found = _HIDDEN.search(text)
        if found:
            raise line.fault(f"{column} holds the control character U+{ord(found[0]):04X}", "Remove it.")
        if len(text) > MOST_CHARACTERS:
            raise line.fault(
                f"{column} has {len(text)} characters", f"At most {MOST_CHARACTERS} are read; mend the row."
            )
    if not line["id"]:
        raise line.fault("the row has no id", "Give each row an id.")
    return line


def _decode(path: Path) -> str:
    try:
        if not path.is_file():
            raise PostsError(f"{path}: not a file", "Name the folder with the CSV files.")
        size_bytes = path.stat().st_size
        if size_bytes > MOST_BYTES:
            told = f"{path}: {size_bytes >> 20} MB; at most {MOST_BYTES >> 20} MB are read"
            raise PostsError(told, "Is this a file of the data set? Its largest has half a megabyte.")
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        return data.decode("utf-8")
    except OSError as error:
        raise PostsError(f"{path}: cannot be read: {error.strerror}", "Make it readable.") from None
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise PostsError(
            f"{path}, line {number}: not UTF-8 (byte 0x{error.object[error.start]:02x})", "Save the file as UTF-8."
        ) from None
