"""Dates on the command line: a day, a month or a year, as xsd:date."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# A month or year stands for its first day in a lower bound and for its last day in an upper one. "After 2006" could
# mean either, so that such a parameter takes days only.
LOWER = frozenset("since from earliest start".split())
UPPER = frozenset("until to latest end by".split())


def read_date(value: str, name: str) -> str:
    """Read a date such as ``2006-04-25``, ``2006-04`` or ``2006``.

    Args:
        value: as typed.
        name: of the parameter, which decides whether a month means its first or its last day.

    Returns:
        An ISO date, a day.

    Raises:
        ValueError: it is no date, there is no such day, or a day is needed and a month or year is given.

    >>> read_date("2006-02", "until"), read_date("2006", "since")
    ('2006-02-28', '2006-01-01')
    """
    match = _DATE.fullmatch(value.strip())
    if match is None:
        raise ValueError("is no date: write 2006-04-25, 2006-04 or 2006")
    year, month, day = (int(part) if part else None for part in match.groups())
    if day is None and name not in LOWER | UPPER:
        raise ValueError(f"is a whole {'month' if month else 'year'}, and a day is needed: write 2006-04-25")
    days = [day] if day else [1] if name in LOWER else [31, 30, 29, 28]
    for last in days:
        try:
            return date(year or 0, month or (1 if name in LOWER else 12), last).isoformat()
        except ValueError:
            continue
    kind, example = ("day", "2006-04-25") if day else ("month", "2006-04") if month else ("year", "2006")
    raise ValueError(f"is a {kind} that no calendar has: write one such as {example}")


def find_reversed(dates: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a lower and an upper bound that leave no day between them.

    Args:
        dates: ISO dates by the name of the parameter.

    >>> list(find_reversed({"since": "2007-01-01", "until": "2006-12-31"}))
    [('since', 'until')]
    """
    for low in LOWER & dates.keys():
        for high in UPPER & dates.keys():
            if dates[low] > dates[high]:
                yield low, high
