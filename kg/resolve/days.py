"""The day of which a passage speaks."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kg.model import Span

_MONTHS = "january february march april may june july august september october november december".split()
# How far into a sentence its date stands, and how far from the verb of saying.
_HEAD, _NEAR = 12, 14
# A whole text without a full stop is no sentence: only the places where its date could stand are looked at.
_LONGEST, _DATE = 2_000, 40
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "(" + "|".join(_MONTHS) + ")"
_PATTERNS = (
    ("day", re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})\b", re.IGNORECASE)),
    ("month", re.compile(rf"\b(?:in|since|during|of|by) (?:early |late |mid-)?{_MONTH},? (\d{{4}})\b", re.IGNORECASE)),
    ("year", re.compile(r"\b(?:in|during) (?:early |late |mid-)?((?:19|20)\d\d)\b", re.IGNORECASE)),
    ("last", re.compile(rf"\blast {_MONTH}\b", re.IGNORECASE)),
    ("ago", re.compile(r"\blast (year|month)\b", re.IGNORECASE)),
    # "on Sunday", but not the Sunday Times.
    ("weekday", re.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b(?! (?-i:[A-Z]))", re.IGNORECASE)),
    ("today", re.compile(r"\b(today|tonight|yesterday)\b", re.IGNORECASE)),
)


class Days(NamedTuple):
    """A period as ISO dates and in EDTF."""

    earliest: str
    latest: str
    edtf: str


def day_of(text: str, span: Span, saying: Sequence[Span], taken: Sequence[Span], published: str | None) -> Days | None:
    """Return the period that a sentence gives for what is said in it.

    Args:
        text: the document's text.
        span: the sentence.
        saying: where speaker and verb of saying stand; a date belongs to them at the head of the sentence or close by.
        taken: the contents in it, whose dates are not those of the saying.
        published: the ISO date of the document, None if it is not known.

    >>> day_of("In May 2012, he said so.", (0, 24), [(13, 15)], [], "2015-01-01")
    Days(earliest='2012-05-01', latest='2012-05-31', edtf='2012-05')
    """
    places = _places(span, saying)
    for kind, pattern in _PATTERNS:
        for found in (found for place in places for found in pattern.finditer(text, *place)):
            if any(start <= found.start() < end for start, end in taken):
                continue
            if found.start() - span[0] > _HEAD and not any(
                -_NEAR < found.start() - end < _NEAR or 0 <= start - found.end() < _NEAR for start, end in saying
            ):
                continue
            days = _read(kind, [group.lower() for group in found.groups()], published)
            if days and (published is None or days.earliest <= published):
                return days._replace(latest=min(days.latest, published)) if published else days
    return None


def _places(span: Span, saying: Sequence[Span]) -> list[Span]:
    start, end = span
    if end - start <= _LONGEST:
        return [span]
    reach = _NEAR + _DATE
    near = [(max(start, first - reach), min(end, last + reach)) for first, last in saying]
    return [(start, start + _HEAD + _DATE), *near]


def _read(kind: str, said: Sequence[str], published: str | None) -> Days | None:
    try:
        if kind == "day":
            day = date(int(said[2]), _MONTHS.index(said[1]) + 1, int(said[0])).isoformat()
            return Days(day, day, day)
        if kind == "month":
            return _month(int(said[1]), _MONTHS.index(said[0]) + 1)
        if kind == "year":
            return Days(f"{said[0]}-01-01", f"{said[0]}-12-31", said[0])
        return _relative(kind, said[0], date.fromisoformat(published)) if published else None
    except ValueError:
        return None


def _relative(kind: str, said: str, published: date) -> Days:
    if kind == "last":
        month = _MONTHS.index(said) + 1
        return _month(published.year - (month >= published.month), month)
    if kind == "ago" and said == "year":
        year = published.year - 1
        return Days(f"{year}-01-01", f"{year}-12-31", str(year))
    if kind == "ago":
        before = published.replace(day=1) - timedelta(days=1)
        return _month(before.year, before.month)
    back = (published.weekday() - _WEEKDAYS.index(said)) % 7 if kind == "weekday" else int(said == "yesterday")
    day = (published - timedelta(days=back)).isoformat()
    return Days(day, day, day)


def _month(year: int, month: int) -> Days:
    last = monthrange(year, month)[1]
    return Days(f"{year}-{month:02}-01", f"{year}-{month:02}-{last}", f"{year}-{month:02}")
