"""Dates as people write them in a question."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kg.ask.patterns import Hinted, Lazy

_NAMES = (
    "january jan;february feb;march mar;april apr;may;june jun;july jul;august aug;"
    "september sept sep;october oct;november nov;december dec"
)
MONTHS = {name: number for number, names in enumerate(_NAMES.split(";"), start=1) for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
# From the most to the least telling, so that "25 April 2006" is not read as "April 2006".
_FORMS = (
    r"(?P<year>(?:1[89]|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)",
    rf"(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.]{_YEAR}",
    r"(?P<day>[0-3]?\d)/(?P<month>[01]?\d)/(?P<short>[0-2]\d)",
    rf"(?:the )?{_DAY}(?: of)? {_MONTH},? {_YEAR}",
    rf"{_MONTH} (?:the )?{_DAY},? {_YEAR}",
    r"(?P<year>(?:1[89]|20)\d\d)-(?P<month>[01]\d)(?!\d|-)",
    rf"{_MONTH},?(?: of)? {_YEAR}",
    r"(?:the )?(?P<decade>(?:1[89]|20)\d0)'?s",
    rf"{_YEAR}(?!\d|-\d)",
    # "Let out in 06": two digits are a year only where nothing is counted by them.
    r"(?:(?<=in )|(?<=since )|(?<=before )|(?<=after )|(?<=during ))'?(?P<short>[0-2]\d)"
    r"(?=\s*(?:$|[,?;–-]|(?:and|by|how|who|what|that|were|was|per)\b))",
)


class Period(NamedTuple):
    """Days from ``since`` to ``until``, both included, in ISO form; None where the side is open."""

    since: str | None = None
    until: str | None = None


def _days(found: re.Match[str]) -> Period | None:
    groups = found.groupdict()
    if groups.get("decade"):
        start = int(groups["decade"])
        return Period(f"{start}-01-01", f"{start + 9}-12-31")
    year = int(f"20{groups['short']}" if groups.get("short") else groups["year"])
    if not groups.get("month"):
        return Period(f"{year}-01-01", f"{year}-12-31")
    name = groups["month"].lower()
    month = int(name) if name.isdigit() else MONTHS[name]
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if not groups.get("day"):
        return Period(f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last}")
    day = int(groups["day"])
    if not 1 <= day <= last:
        return None
    return Period(f"{year}-{month:02d}-{day:02d}", f"{year}-{month:02d}-{day:02d}")


def find_date(text: str) -> tuple[Period, tuple[int, int]] | None:
    """Find the first date in normalised text.

    Returns:
        The days it means and where it stands, or None; a day that no calendar has is no date.

    >>> find_date("what was said on 25 april 2006 by davis")
    (Period(since='2006-04-25', until='2006-04-25'), (17, 30))
    >>> find_date("on 25/4/06")
    (Period(since='2006-04-25', until='2006-04-25'), (3, 10))
    >>> find_date("on 30 february 2006") is None
    True
    """
    # Every form has a year in digits: most questions need no more than this look.
    if not any(map(str.isdigit, text)):
        return None
    best: tuple[int, int, Period] | None = None
    for form in _FORMS:
        for found in re.finditer(rf"(?<![\w-]){form}(?!\w)", text, re.I):
            if best and not found.start() < best[0]:
                continue
            days = _days(found)
            if days is None:
                return None
            best = (found.start(), found.end(), days)
    return (best[2], best[:2]) if best else None


_DAY_LIKE = tuple(
    rf"(?<![\w-])(?:{form})(?!\w)"
    for form in (
        r"\d+-\d\d?-\d\d?",
        r"\d\d?[/.]\d\d?[/.]\d+",
        rf"\d+(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d+",
        rf"{_MONTH} (?:the )?\d+(?:st|nd|rd|th)?,? \d+",
    )
)


def find_impossible(text: str) -> str | None:
    """Return the first thing in a text that is written like a day and is none that could be asked about.

    >>> find_impossible("who held the post on 30 February 2006?"), find_impossible("on 99999-01-01")
    ('30 February 2006', '99999-01-01')
    >>> find_impossible("on 25 April 2006 or 2006-04-25") is None
    True
    """
    for form in _DAY_LIKE if any(map(str.isdigit, text)) else ():
        for found in re.finditer(form, text, re.I):
            known = find_date(found[0])
            if known is None or known[1] != (0, len(found[0])):
                return found[0]
    return None


def shifted(day: str | None, days: int) -> str | None:
    """Return the day some days later, or earlier where they are negative; None stays open.

    >>> shifted("2006-03-01", -1)
    '2006-02-28'
    """
    return (date.fromisoformat(day) + timedelta(days)).isoformat() if day else None


# "2001-2010" is no day of a month.
_YEARS = Hinted("18|19|20", r"(?<=\b(?:1[89]|20)\d\d)\s?[-–]\s?(?=(?:1[89]|20)\d\d(?![\d-]))")
_LIMITS: tuple[tuple[str, Callable[[Period], Period]], ...] = (
    (r"(?:before|prior to)", lambda period: Period(None, shifted(period.since, -1))),
    (r"(?:until|till|up to|by)", lambda period: Period(None, period.until)),
    (r"after", lambda period: Period(shifted(period.until, 1), None)),
    (r"(?:since|from)", lambda period: Period(period.since, None)),
    (r"(?:on|in|during|at|of|as of|for)", lambda period: period),
)


def take_period(text: str) -> tuple[Period, str]:
    """Take the days a question is about out of it.

    Args:
        text: with single spaces, in any case.

    Returns:
        The period, open on both sides where no date is named, and the text without it.

    >>> take_period("what did davis say before 2010")
    (Period(since=None, until='2009-12-31'), 'what did davis say')
    >>> take_period("what was said between april 2006 and 2010 by davis")
    (Period(since='2006-04-01', until='2010-12-31'), 'what was said by davis')
    """
    text = _YEARS.sub(" to ", text)
    first = find_date(text)
    if first is None:
        return Period(), text
    period, (start, end) = first
    second = find_date(text[end:])
    joined = second and _JOINING.fullmatch(text[end : end + second[1][0]])
    if second and joined:
        opening = re.search(r"\b(?:between|from|in|of)? ?$", text[:start], re.I)
        cut = opening.start() if opening else start
        # "In 2006 than in 1996": both, whichever is named first.
        days = sorted((period, second[0]), key=lambda one: one.since or "")
        return Period(days[0].since, days[1].until), _without(text, cut, end + second[1][1])
    if onward := _ONWARD.match(text[end:]):
        opening = re.search(r"\b(?:from|since|between) ?$", text[:start], re.I)
        return Period(period.since, None), _without(text, opening.start() if opening else start, end + onward.end())
    if before := re.search(
        r"\b(?:in |during )?(?:the )?week (?:of|beginning|starting|commencing)(?: the)? $", text[:start], re.I
    ):
        return Period(period.since, shifted(period.since, 6)), _without(text, before.start(), end)
    for word, limit in _LIMITS:
        if before := re.search(rf"\b{word} $", text[:start], re.I):
            return limit(period), _without(text, before.start(), end)
    return period, _without(text, start, end)


_JOINING = Lazy(
    r" ?(?:and|to|until|-|–|and in|and (?:at |by )?the end of|"
    r"(?:and|or|with|to)? ?(?:vs\.?|versus|compared (?:with|to)|against|than)(?: in| at| by)?(?: the end of)?) ?",
    re.I,
)
_ONWARD = Lazy(
    r" ?(?:(?:(?:up )?to|until|till|through to|and|-|–) ?(?:now|today|date|the present(?: day)?|present|this day)"
    r"|onwards?|and (?:after|later|since)|on$)(?![\w-])",
    re.I,
)


def _without(text: str, start: int, end: int) -> str:
    return " ".join((text[:start] + " " + text[end:]).split())
