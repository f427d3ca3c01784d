"""Days told in a roundabout way, put as dates that can be read: "the day after 14 March 2023", "spring 2006"."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from kg.ask.dates import MONTHS, Period, find_date, shifted
from kg.ask.patterns import Lazy

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_WEEKDAY = Lazy(rf"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? (?:the )?(?={_DAY}\b|{_MONTH} {_DAY}\b|\d)", re.I)
# "14 and 15 March 2023", "from 1 to 30 June 2023".
_TWO_DAYS = Lazy(
    rf"(?:\b(?:between|from|on) )?(?:the )?\b(?P<one>{_DAY})(?P<how> ?[-–/] ?| (?:and|or|to|until|till) )(?:the )?"
    rf"(?P<other>{_DAY})(?: of)? (?P<month>{_MONTH}),? (?P<year>{_YEAR})\b",
    re.I,
)
# "From March to May 2023", "between 1 March and 5 April 2023".
_TWO_MONTHS = Lazy(
    rf"(?:\b(?:between|from|in) )?\b(?P<one>(?:{_DAY} )?{_MONTH})(?: ?[-–/] ?| (?:and|or|to|until|till) )"
    rf"(?P<other>(?:{_DAY} )?{_MONTH}),? (?P<year>{_YEAR})\b",
    re.I,
)
_PART = r"(?P<part>first|1st|second|2nd|latter|third|3rd|fourth|4th|last|final|opening|closing)"
_SPAN = Lazy(
    rf"(?:\b(?:in|during|over|for) )?(?:\b(?:the|that) )?\b(?:(?:early |late |mid-?)?(?P<season>spring|summer"
    rf"|autumn|winter)"
    rf"|(?:{_PART} (?P<unit>half|quarter)(?: of)?)|q(?P<number>[1-4])|(?P<mid>mid)-?)"
    rf",?(?: of| in)?(?: the year)? (?P<month>{_MONTH} )?(?P<year>{_YEAR})\b",
    re.I,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_AWAY = Lazy(
    rf"(?:\b(?:on|in|during) )?\b(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}}) (?:very )?(?:next |following |previous )?"
    r"(?P<unit>day|week|fortnight|month|year)s? (?:later )?(?P<way>after|following|before|preceding|prior to"
    r"|from) (?=\w)",
    re.I,
)
_VAGUE = Lazy(
    r"\b(?:in|during|over) the (?:days|weeks|months|years) (?P<way>after|following|before|preceding) (?=\w)", re.I
)
_LIMIT = (
    (
        Lazy(
            r"\b(?:no later than|by the end of|up to the end of|until the end of|to the end of)(?: the)? (?=\w)", re.I
        ),
        "until ",
    ),
    (
        Lazy(
            r"\b(?:later than|after the end of|following the end of|any time after|from the end of)(?: the)? (?=\w)",
            re.I,
        ),
        "after ",
    ),
    (
        Lazy(r"\b(?:earlier than|before the start of|any time before|prior to the start of)(?: the)? (?=\w)", re.I),
        "before ",
    ),
    (Lazy(r"\b(?:from the (?:start|beginning) of|any time since)(?: the)? (?=\w)", re.I), "since "),
    (Lazy(r"\b(?:dated|dating from|that day,)(?: the)? (?=\d)", re.I), "on "),
    (Lazy(r"\bin the (?:month|year) of (?=\w)", re.I), "in "),
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_ORDER = {"first": 1, "1st": 1, "opening": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}


def in_dates(text: str) -> str:
    """Return a text with such days put as dates.

    Args:
        text: in any case; one without a year is left as it is.

    >>> in_dates("what was said on the day after 14 March 2023"), in_dates("in spring 2006")
    ('what was said on 2023-03-15', 'between 2006-03-01 and 2006-05-31')
    >>> in_dates("on 14 or 15 March 2023"), in_dates("in the first half of 2023")
    ('between 14 March 2023 and 15 March 2023', 'between 2023-01-01 and 2023-06-30')
    """
    if not any(map(str.isdigit, text)):
        return text
    text = _WEEKDAY.sub("", text)
    for form, plain in _LIMIT:
        text = _before_date(form, text, plain)
    text = _TWO_DAYS.sub(r"between \g<one> \g<month> \g<year> and \g<other> \g<month> \g<year>", text)
    text = _TWO_MONTHS.sub(r"between \g<one> \g<year> and \g<other> \g<year>", text)
    text = _SPAN.sub(_span, text)
    text = _before_date(
        _VAGUE, text, lambda found: "after " if found["way"].lower() in ("after", "following") else "before "
    )
    return _away(text)


def _before_date(form: Lazy, text: str, plain: str | Callable[[re.Match[str]], str]) -> str:
    """Replace words for a bound where a date follows at once."""
    found = form.search(text)
    date_found = found and find_date(text[found.end() :])
    if not found or not date_found or date_found[1][0] > len("the "):
        return text
    put = plain if isinstance(plain, str) else plain(found)
    return text[: found.start()] + put + text[found.end() :]


def _span(found: re.Match[str]) -> str:
    year = int(found["year"])
    if season := found["season"]:
        first, last = _SEASONS[season.lower()]
        return _between(year, first, year + (last < first), last)
    if found["month"]:
        # Half a month is a fortnight.
        return _of_month(found, year)
    if found["mid"]:
        return _between(year, 5, year, 8)
    months = 6 if (found["unit"] or "").lower() == "half" else 3
    number = int(found["number"] or _ORDER.get((found["part"] or "").lower(), 12 // months))
    if number * months > 12:
        return found[0]
    return _between(year, (number - 1) * months + 1, year, number * months)


def _of_month(found: re.Match[str], year: int) -> str:
    month = MONTHS[found["month"].strip(" .").lower()]
    last = monthrange(year, month)[1]
    if found["mid"]:
        return f"between {year}-{month:02d}-11 and {year}-{month:02d}-20"
    if (found["unit"] or "").lower() != "half":
        return found[0]
    is_first = _ORDER.get(found["part"].lower(), 2) == 1
    first, end = (1, 15) if is_first else (16, last)
    return f"between {year}-{month:02d}-{first:02d} and {year}-{month:02d}-{end}"


def _between(year: int, first: int, end_year: int, last: int) -> str:
    return f"between {year}-{first:02d}-01 and {end_year}-{last:02d}-{monthrange(end_year, last)[1]}"


def _away(text: str) -> str:
    """Count from a date: "two weeks after 25 April 2006"."""
    found = _AWAY.search(text)
    known = found and find_date(text[found.end() :])
    if not found or not known or known[1][0] > len("the "):
        return text
    count = _COUNTS.get(found["count"].lower()) or int(found["count"])
    step = 1 if found["way"].lower() in ("after", "following", "from") else -1
    days = _moved(known[0], found["unit"].lower(), count * step, is_span=found["count"].lower() == "the")
    return text[: found.start()] + days + text[found.end() + known[1][1] :] if days else text


def _moved(period: Period, unit: str, steps: int, *, is_span: bool) -> str:
    edge = (period.until if steps > 0 else period.since) or ""
    if unit in ("day", "week", "fortnight"):
        length = {"day": 1, "week": 7, "fortnight": 14}[unit]
        if is_span and length > 1:
            # "The week after" is all of it.
            first, last = sorted((shifted(edge, 1 if steps > 0 else -1) or "", shifted(edge, length * steps) or ""))
            return f"between {first} and {last}"
        return f"on {shifted(edge, length * steps)}"
    start = date.fromisoformat(edge)
    if unit == "year":
        return f"in {start.year + steps}"
    year, month = divmod(start.year * 12 + start.month - 1 + steps, 12)
    return f"in {year}-{month + 1:02d}"
