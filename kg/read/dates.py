"""Dates as outlets print them, and in addresses and file names."""

import re
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:1[89]|20)[0-9]{2})"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_ISO = re.compile(rf"(?<![0-9]){_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])(?![0-9])")
_FORMS = (
    _ISO,
    re.compile(rf"(?<![0-9]){_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}(?![0-9])", re.I),
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?![0-9])", re.I),
    # Day before month, as the British write; where only the other order makes a date, nothing is said.
    re.compile(rf"(?<![0-9/.]){_DAY}[/.](?P<month>0?[1-9]|1[0-2])[/.]{_YEAR}(?![0-9/])"),
)
_IN_PATH = re.compile(
    rf"(?<![0-9]){_YEAR}[/_-](?P<month>0?[1-9]|1[0-2]|[a-z]{{3}})[/_-]{_DAY}(?![0-9])"
    rf"|(?<![0-9])(?P<year2>(?:19|20)[0-9]{{2}})(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12][0-9]|3[01])(?![0-9])",
    re.I,
)


def read_date(text: str) -> str | None:
    """Read the first date in a text that names day, month and year; ISO form, None if there is none.

    >>> read_date("Last updated: Sunday, 3 March 2024, 09:30 GMT"), read_date("2024-03-03T10:00:00Z")
    ('2024-03-03', '2024-03-03')
    >>> read_date("April 25th, 2006"), read_date("03/04/2006"), read_date("31 June 2006"), read_date("in 2006")
    ('2006-04-25', '2006-04-03', None, None)
    """
    found = [match for form in _FORMS if (match := form.search(text))]
    for match in sorted(found, key=lambda match: match.start()):
        day = _day(match["year"], match["month"], match["day"])
        if day:
            return day
    return None


def date_in_path(path: str) -> str | None:
    """Read a date out of an address or a file name; ISO form, None if there is none.

    >>> date_in_path("/society/2006/apr/25/ferry"), date_in_path("ferry-20240303.html"), date_in_path("20061399")
    ('2006-04-25', '2024-03-03', None)
    """
    for match in _IN_PATH.finditer(path):
        day = (
            _day(match["year"], match["month"], match["day"])
            if match["year"]
            else _day(match["year2"], match["month2"], match["day2"])
        )
        if day:
            return day
    return None


def _day(year: str, month: str, day: str) -> str | None:
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _month_number(name: str) -> int:
    return next((place for place, full in enumerate(_MONTHS, 1) if full.startswith(name.lower()[:3])), 0)
