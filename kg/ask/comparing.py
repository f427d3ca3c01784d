"""Figures above or below a number: "who gave a figure over 500", "which counts are below 100"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kg.ask.answer import Answer
from kg.ask.patterns import Hinted
from kg.ask.telling import counted

_FIGURE = r"(?:figures?|numbers?|counts?|estimates?|totals?|tolls?)"
_BOUND = (
    r"(?P<bound>more than|over|above|higher than|greater than|exceeding|in excess of|at least|less than"
    r"|fewer than|under"
    r"|below|lower than|at most)"
)
_NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
_HINTS = (
    "more than|over|above|higher than|greater than|exceed|in excess|at least|less than|fewer than|under|below"
    "|lower than|at most"
)
_FORMS = (
    Hinted(
        _HINTS,
        rf"^(?:who|which \w+)(?: else)? (?:gave|gives?|puts?|has|had|cite[sd]?|claim(?:s|ed)|quote[sd]?|use[sd]?)"
        rf" (?:an? |any |the )?{_FIGURE} (?:of )?{_BOUND} {_NUMBER} (?:for|of|on) (?P<what>[^?]+?)\s*\??$",
        re.I,
    ),
    Hinted(
        _HINTS,
        rf"^(?:(?:which|what|whose|any|list the|show me the|are there any) )?{_FIGURE} (?:for|of|on) (?P<what>[^?]+?)"
        rf" (?:that )?(?:are |is |were |was )?{_BOUND} {_NUMBER}\s*\??$",
        re.I,
    ),
    Hinted(
        _HINTS,
        rf"^(?:(?:which|what|any|list the|show me the|are there any) )?{_FIGURE} {_BOUND} {_NUMBER} (?:for|of|on)"
        r" (?P<what>[^?]+?)\s*\??$",
        re.I,
    ),
    Hinted(
        _HINTS,
        rf"^(?:who|which \w+)(?: else)? (?:says?|said|claims?|claimed|counts?|counted|reckons?|thinks?|estimate[sd]?)"
        rf"(?: that)?(?: there were)? {_BOUND} {_NUMBER} (?P<what>[^?]+?)\s*\??$",
        re.I,
    ),
)
_BELOW = frozenset(("less than", "fewer than", "under", "below", "lower than", "at most"))
_INCLUDED = frozenset(("at least", "at most"))
# A figure may say itself that it is a bound: "more than 500".
_OVER = frozenset(("more-than", "over", "at-least", "more than", "at least"))


def answer_compared(text: str, ask: Callable[[str], Answer]) -> Answer | None:
    """Answer a question for the figures on one side of a number; None for any other.

    Args:
        text: less what it is wrapped in.
        ask: answers a question.
    """
    found = next((found for form in _FORMS if (found := form.match(text))), None)
    if found is None:
        return None
    direct = ask(text)
    if direct.kind not in ("empty", "refused"):
        return direct
    every = ask(f"how many {found['what']}")
    if every.kind != "answer" or not every.figures:
        return direct
    bound, number = found["bound"].lower(), found["number"].replace(",", "")
    kept = tuple(one for one in every.figures if _is_beyond(one, bound, number))
    said = f"{bound} {found['number']}"
    if not kept:
        near = tuple({"kind": "figure", **one} for one in every.figures)
        return Answer("empty", f"No figure on record for it is {said}.", nearest=near[:4], query=every.query)
    givers = {one["asserted_by"]["id"] for one in kept if one["asserted_by"]}
    entities = tuple(one for one in every.entities if one.iri.rsplit("/", 1)[-1] in givers)
    verb = "is" if len(kept) == 1 else "are"
    summary = f"{counted(len(kept), 'figure')} of {len(every.figures)} on record for it {verb} {said}."
    return replace(every, summary=summary, figures=kept, entities=entities)


def _is_beyond(figure: Mapping[str, Any], bound: str, number: str) -> bool:
    # Most answers hold no figure, and to load this takes as long as to read a question.
    from decimal import Decimal

    value, named = Decimal(str(figure["value"])), Decimal(number)
    if value == named:
        return bound in _INCLUDED or (bound not in _BELOW and figure.get("bound") in _OVER)
    return (value < named) == (bound in _BELOW)
