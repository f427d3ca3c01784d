"""Figures in what is said: value, bound, unit and period of each number."""

import re
from collections.abc import Iterator

from kg.finding import FoundFigure
from kg.model import Span

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = {
    **{word: value for value, word in enumerate(_UNITS, 1)},
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
_SCALES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "million": 10**6, "m": 10**6, "mn": 10**6}
_SCALES |= {"billion": 10**9, "bn": 10**9, "trillion": 10**12, "dozen": 12}
_VAGUE = {"dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1_000, "tens of thousands": 10_000}
_VAGUE |= {"hundreds of thousands": 100_000, "millions": 10**6, "billions": 10**9}
# Longest first, so that "no more than" is not read as "more than".
_BOUNDS = {
    "at-most": "no more than|not more than|at most|up to|as many as|a maximum of",
    "at-least": "at least|no fewer than|no less than|not less than|a minimum of",
    "more-than": "more than|over|in excess of|upwards of|above|exceeding|greater than",
    "under": "fewer than|less than|under|below|short of|nearly|almost|close to|just under",
    "about": "about|around|roughly|approximately|some|an estimated|circa|or so",
    "exactly": "exactly|precisely|just|only|a total of",
}
_BOUND = "|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _BOUNDS.items())
_NUMERAL = "|".join([*_WORDS])
_FIGURE = re.compile(
    rf"(?:\b(?:{_BOUND})\s+)?(?<![\w.,/])(?P<money>[£$€])?"
    rf"(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"|\b(?P<word>(?:{'|'.join(_TENS)})-(?:{'|'.join(_UNITS[:9])})|{_NUMERAL}"
    r"|an?(?= (?:hundred|thousand|million|dozen))))"
    rf"(?:[ \u00a0-]?(?P<scale>{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b)?"
    rf"(?P<share>\s?%|\s?per ?cent\b)?(?![\w/]|[.,]\d|:\d)",
    re.IGNORECASE,
)
_MAGNITUDE = re.compile(
    rf"\b(?P<vague>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b(?= (?:of|more)\b|\s+\w+s\b)", re.I
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WHEN = (
    rf"(?:(?:\d{{1,2}} )?(?:{_MONTH})(?: \d{{1,2}},?)?(?: \d{{4}})?|(?:1[89]|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?"
    r"|(?:last|this|the past|the last) (?:\w+ )?(?:year|month|week|decade)s?)"
)
_PERIOD = re.compile(
    rf"\b(?:between {_WHEN} and {_WHEN}|from {_WHEN} to {_WHEN}|(?:in|since|during|over|by|until) {_WHEN}"
    rf"|(?:a|per|every|each) (?:year|month|week|day)|{_WHEN})\b"
)
_DATE_AFTER = re.compile(rf"\s+(?:{_MONTH})\b|(?:st|nd|rd|th)\b|\s?(?:am|pm)\b")
_DATE_BEFORE = re.compile(rf"(?:{_MONTH}|page|section|clause|article|no\.?|chapter|channel|aged)\s+$", re.IGNORECASE)
# Words that end the name of what is counted.
_NO_UNIT = (
    "and|or|to|in|on|for|who|that|of|were|was|had|have|has|is|are|from|with|at|by|since|when|between|should|would|could"
    "|will|may|now|whose|which|being|been|into|as|after|before|because|if|but|out|more"
)
_UNIT_WORD = rf"(?!(?:{_NO_UNIT})\b)[a-z][a-z'’-]+"
_UNIT = re.compile(rf"\s+((?:of (?:the |these |those )?)?{_UNIT_WORD}(?: {_UNIT_WORD}){{0,2}})")


def find_figures(text: str, span: Span) -> Iterator[FoundFigure]:
    """Find the figures in a range of a text; dates, years, times and ages are none.

    >>> text = "More than 1,000 prisoners were freed between 1999 and 2006. That is some 12%."
    >>> [(f.value, f.bound, f.unit, f.period) for f in find_figures(text, (0, len(text)))]
    [(1000.0, 'more-than', 'prisoners', 'between 1999 and 2006'), (12.0, 'about', '%', '')]
    """
    for match in _FIGURE.finditer(text, *span):
        if not _is_date(text, match, span):
            yield _figure(text, match, span)
    for match in _MAGNITUDE.finditer(text, *span):
        unit = _UNIT.match(text, match.end(), span[1])
        yield FoundFigure(
            match.span(),
            float(_VAGUE[match["vague"].lower()]),
            "vague",
            _trim(unit[1]) if unit else "",
            _period(text, match.span(), span),
        )


def _figure(text: str, match: re.Match[str], span: Span) -> FoundFigure:
    bound = next((name for name in _BOUNDS if match[name.replace("-", "_")]), "exactly")
    if match["money"]:
        unit = match["money"]
    elif match["share"]:
        unit = "%"
    else:
        found = _UNIT.match(text, match.end(), span[1])
        unit = _trim(found[1]) if found else ""
    start = (
        match.start("money") if match["money"] else match.start("digits") if match["digits"] else match.start("word")
    )
    place = (start, match.end())
    return FoundFigure(place, _value(match), bound, unit, _period(text, place, span))


def _trim(unit: str) -> str:
    for lead in ("of the ", "of these ", "of those ", "of "):
        unit = unit.removeprefix(lead)
    return unit


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
    else:
        parts = match["word"].lower().split("-")
        value = float(sum(_WORDS.get(part, 1) for part in parts))
    scale = match["scale"]
    return round(value * _SCALES[scale.lower()], 6) if scale else value


def _is_date(text: str, match: re.Match[str], span: Span) -> bool:
    digits = match["digits"]
    if match["word"] and match["word"].lower() == "one" and not match["scale"]:
        # "one of them", "no one", "one day": a pronoun far more often than a count.
        return True
    if not digits or match["money"] or match["share"] or match["scale"]:
        return False
    if _DATE_AFTER.match(text, match.end()) or _DATE_BEFORE.search(
        text, max(span[0], match.start() - 12), match.start()
    ):
        return True
    if re.fullmatch(r"(?:1[89]|20)\d\d", digits):
        return True
    return bool(re.match(r"[-–](?:year|month|day|week)s?[-–]old|[-–]\d", text[match.end() : match.end() + 12]))


def _period(text: str, place: Span, span: Span) -> str:
    """Find the period nearest to a figure within its sentence."""
    start = max(text.rfind(". ", span[0], place[0]) + 1, span[0])
    end = text.find(". ", place[1], span[1])
    end = span[1] if end < 0 else end
    found = [m for m in _PERIOD.finditer(text, start, end) if m.end() <= place[0] or m.start() >= place[1]]
    if not found:
        return ""
    return min(found, key=lambda m: min(abs(m.start() - place[1]), abs(place[0] - m.end()))).group()
