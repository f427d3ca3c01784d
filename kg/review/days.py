"""Days as people write them: the first and the last day that a date can mean."""

from calendar import monthrange
from datetime import date


def bounds(first: str, last: str) -> tuple[str, str] | None:
    """Return the first day of one date and the last of another, both in the calendar; None if they are not.

    >>> bounds("2006-02", "2006-02"), bounds("2006", "2006"), bounds("2006-02-30", "2006-02-30")
    (('2006-02-01', '2006-02-28'), ('2006-01-01', '2006-12-31'), None)
    """
    try:
        start = date.fromisoformat(f"{first}-01-01"[:10])
        end = date.fromisoformat(last) if len(last) == 10 else _last_day(last)
    except ValueError:
        return None
    return (start.isoformat(), end.isoformat()) if start <= end else None


def _last_day(text: str) -> date:
    year, _, month = text.partition("-")
    number = int(month or 12)
    return date(int(year), number, monthrange(int(year), number)[1])
