"""Days as a reader sees them, and the stops of a slider or the columns of a timeline that gather them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Statement

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DATE = re.compile(r"(-?[0-9]{4,})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
UNDATED = "undated"
# How many characters of an ISO date tell days, months, years, decades, centuries apart.
_PRECISIONS = (10, 7, 4, 3, 2)


@dataclass(frozen=True)
class Period:
    """A stretch of time with the statements that begin in it; ``first`` and ``last`` are ISO days."""

    label: str
    first: str
    last: str
    statements: tuple[int, ...]


@lru_cache(maxsize=4096)
def plain_date(text: str) -> str:
    """Return a date of the graph as a reader writes it; what is no date stays as it is.

    Args:
        text: an EDTF date: a day, a month, a year, or two of them with a slash.

    >>> plain_date("2006-04-25"), plain_date("2006-04"), plain_date("2025-11-10/2025-11-16")
    ('25 Apr 2006', 'Apr 2006', '10 Nov 2025 – 16 Nov 2025')
    """
    if text.count("/") == 1:
        return " – ".join(plain_date(part) for part in text.split("/"))
    found = _DATE.fullmatch(text)
    if not found:
        return text
    year, month, day = found.groups()
    if not month or not 1 <= int(month) <= 12:
        return text if month else year
    return " ".join(filter(None, [day and str(int(day)), _MONTHS[int(month) - 1], year]))


def when_said(statement: Statement) -> str:
    """Return the day of a statement in a reader's words; of an undated one, the day by which it was said."""
    if statement.said_on:
        return plain_date(statement.said_on)
    return f"by {plain_date(statement.latest)}" if statement.latest else UNDATED


def first_day(statement: Statement) -> str:
    """Return the first day on which a statement may have been said, as far as is known; "" if nothing is."""
    return statement.earliest or statement.latest or ""


def last_day(statement: Statement) -> str:
    """Return the last day on which a statement may have been said, as far as is known; "" if nothing is."""
    return statement.latest or statement.earliest or ""


def gather(statements: Sequence[Statement], places: Iterable[int], most: int) -> list[Period]:
    """Gather statements by when they were said, as finely as leaves no more than ``most`` periods.

    Args:
        statements: the whole list.
        places: which of it.
        most: days that go over it are gathered by month, then by year, and so on.

    Returns:
        Periods in order, none of them empty; undated statements come last.
    """
    chosen = list(places)
    groups: dict[str, list[int]] = {}
    for precision in (0, *_PRECISIONS):
        groups = {}
        for place in chosen:
            groups.setdefault(_key(statements[place], precision), []).append(place)
        if len(groups) <= most:
            break
    periods = [_period([statements[place] for place in group], group, key) for key, group in groups.items()]
    return sorted(periods, key=lambda period: (not period.first, period.first, period.last, period.label))


def _key(statement: Statement, precision: int) -> str:
    """Return what statements of one period share: the very words of the date, or else the start of its first day."""
    return first_day(statement)[:precision] if precision else when_said(statement)


def _period(group: Sequence[Statement], places: Sequence[int], key: str) -> Period:
    first = min(first_day(statement) for statement in group)
    last = max(last_day(statement) for statement in group)
    labels = {when_said(statement) for statement in group}
    if len(labels) == 1:
        label = labels.pop()
    elif len(key) in (2, 3):
        label = f"{key:0<4}s"
    else:
        label = plain_date(key) or UNDATED
    return Period(label, first, last, tuple(places))
