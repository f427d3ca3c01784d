"""Which typed literals make no sense, whatever the shapes say: 2006-02-30 is no date."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from kg.namespaces import PREFIXES

_XSD = PREFIXES["xsd"]
_ZONE = r"(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
_DATE = re.compile(rf"(-?)(\d{{4,}})-(\d\d)-(\d\d){_ZONE}", re.ASCII)
_TIME = re.compile(rf"(-?\d{{4,}}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?{_ZONE}", re.ASCII)
_SPAN = re.compile(r"(\d+)-(\d+)", re.ASCII)


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    # Leap years repeat every 400 years, so a year outside Python's range is checked as one inside.
    year = int(found[2]) % 400 + 400
    try:
        date(year, int(found[3]), int(found[4]))
    except ValueError:
        return False
    return True


def _is_date_time(text: str) -> bool:
    found = _TIME.fullmatch(text)
    if not found or not _is_date(found[1]):
        return False
    hour, minute, second = int(found[2]), int(found[3]), int(found[4])
    return (hour < 24 and minute < 60 and second < 60) or (hour, minute, second) == (24, 0, 0)


def _is_span(text: str) -> bool:
    found = _SPAN.fullmatch(text)
    return bool(found and int(found[1]) < int(found[2]))


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


# datatype -> test, and how a right one looks.
_TESTS: dict[str, tuple[Callable[[str], bool], str]] = {
    f"{_XSD}date": (_is_date, "a day of the calendar, such as 2006-04-25"),
    f"{_XSD}dateTime": (_is_date_time, "a moment, such as 2006-04-25T18:30:00Z"),
    f"{_XSD}gYear": (_matches(rf"-?\d{{4,}}{_ZONE}"), "a year, such as 2006"),
    f"{_XSD}gYearMonth": (_matches(rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}"), "a month, such as 2006-04"),
    f"{_XSD}integer": (_matches(r"[+-]?\d+"), "a whole number, such as 1023"),
    f"{_XSD}nonNegativeInteger": (_matches(r"\+?\d+|-0+"), "a whole number from 0, such as 1023"),
    f"{_XSD}decimal": (_matches(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"), "a number, such as 12.5"),
    f"{_XSD}boolean": (_matches(r"true|false|1|0"), "true or false"),
    f"{PREFIXES['kg']}span": (_is_span, "start-end in code points, start before end, such as 120-164"),
}
CHECKED = frozenset(_TESTS)


@lru_cache(maxsize=65536)
def literal_problem(value: str, datatype: str) -> str:
    """Say what a literal should look like if it cannot be of its datatype; nothing if it can.

    >>> literal_problem("2006-02-30", "http://www.w3.org/2001/XMLSchema#date")
    'a day of the calendar, such as 2006-04-25'
    >>> literal_problem("2004-02-29", "http://www.w3.org/2001/XMLSchema#date")
    ''
    """
    test, example = _TESTS.get(datatype, (None, ""))
    return "" if test is None or test(value) else example
