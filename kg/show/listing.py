"""Which rows the tables of the page hold, and what they leave out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.show.picture import Picture

# More rows make the page slow to open; where there are more, as many stay as somebody might still look through.
MOST_ROWS, KEPT_ROWS = 1500, 500


@dataclass(frozen=True)
class Rows:
    """Places of the statements, nodes and lines that the tables hold; ``notes`` say what each leaves out, or ""."""

    statements: Sequence[int]
    nodes: Sequence[int]
    lines: Sequence[int]
    notes: Mapping[str, str]


def list_rows(picture: Picture) -> Rows:
    """Choose the rows: statements oldest first, nodes and lines those with most statements first.

    Where statements are left out, the latest stay.
    """
    statements = range(len(picture.statements))
    nodes = sorted(range(len(picture.nodes)), key=lambda place: (-picture.nodes[place].statements, place))
    lines = sorted(range(len(picture.lines)), key=lambda place: (-len(picture.lines[place].statements), place))
    notes = {
        "statements": _note(len(statements), "statements", "latest"),
        "nodes": _note(len(nodes), "people, bodies and incidents", "most spoken"),
        "lines": _note(len(lines), "lines", "weightiest"),
    }
    return Rows(statements[-_kept(len(statements)) :], nodes[: _kept(len(nodes))], lines[: _kept(len(lines))], notes)


def plural(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> plural(1, "statement"), plural(1200, "line")
    ('1 statement', '1,200 lines')
    """
    return f"{count:,} {noun}{'s' * (count != 1)}"


def _kept(count: int) -> int:
    return count if count <= MOST_ROWS else KEPT_ROWS


def _note(count: int, nouns: str, which: str) -> str:
    if count <= MOST_ROWS:
        return ""
    return (
        f"This table holds the {KEPT_ROWS:,} {which} of {count:,} {nouns}; the drawing, the panel and the CSV file "
        "hold all of them."
    )
