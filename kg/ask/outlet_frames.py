"""How a question says whose report it means: "the Herald version", "as the Herald tells it", "per the Herald"."""

import re

from kg.ask.record import Record

_HINTS = (
    "(",
    "version",
    "account",
    "telling",
    "tells it",
    "has it",
    "have it",
    "had it",
    "put it",
    "puts it",
    "per ",
    "tell ",
    "told ",
    "write-up",
    "saying",
    "only",
    "report",
    "tell it",
    "going by",
    "alone",
    "coverage",
    "reckon",
)
_TEXT = r"(?:version|account|telling|piece|article|report|story|write-up|writeup|coverage|copy|text)"
_VERSION = r"(?:version|account|telling|write-up|writeup|article|piece|story)"
_BREAK = r"(?:[,?:(]|\s[-–—])?\s*"
_ONLY = r"(?:(?:only|just|purely) )?"
_OF = r"(?:in|from|by|on|per|going by|according to|using|based on|as told in|as told by|under|with)"


def in_outlets(text: str, record: Record) -> str:
    """Return a question with whose report is meant put as "in" an outlet.

    Args:
        text: less what it is wrapped in.
        record: whose outlets may be meant.
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS) or not (outlet := _outlet(lowered, record)):
        return text
    for form, plain in _forms(outlet):
        changed = re.sub(form, plain, text, count=1, flags=re.I)
        if changed != text:
            return " ".join(changed.split()).strip(" ,:-")
    return text


def _outlet(lowered: str, record: Record) -> str:
    """Return a pattern for the outlet that a text names, the longest of its names; empty for none or several."""
    names = {name.lower().removeprefix("the ") for iri in record.outlets for name in record.names.labels(iri)}
    found = [name for name in names if len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lowered)]
    longest = max(found, key=len, default="")
    # Which of two outlets has more, or what both have, is another question.
    is_one = all(name in longest for name in found)
    return rf"(?:the )?(?P<o>{re.escape(longest)})" if found and is_one else ""


def _forms(outlet: str) -> tuple[tuple[str, str], ...]:
    return (
        (
            rf"^what (?:does|did|has|do|is) {outlet} (?:have|had|quote|quoted|report|reported|print|printed|show)"
            r" (?P<who>[\w'’. -]{2,50}?) (?:as |being quoted as )?(?:saying|say|tell(?:ing)? (?:it|us))\b",
            r"what did \g<who> say in the \g<o>",
        ),
        (
            rf"^(?:what(?:'s| is| was| were| does) )?{outlet}(?:'s|’s)? (?:version|account|telling|take) (?:of|on) "
            r"(?P<what>(?!what\b|who\b|how\b|why\b)[^?]+)\??$",
            r"what was said about \g<what> in the \g<o>",
        ),
        (rf"\btell {outlet}", r"say in the \g<o>"),
        (rf"\btold {outlet}", r"said in the \g<o>"),
        (rf"[,?:]?\s*\bas {outlet} (?:tells|told|has|had|puts|put|reports|reported) it\b\s*,?", r" in the \g<o>, "),
        (rf"{_BREAK}{_ONLY}\b{_OF} {_ONLY}{outlet}(?:'s|’s)? {_TEXT}(?: only| alone)?\b\)?\s*,?", r" in the \g<o>, "),
        (rf"{_BREAK}{_ONLY}\b{outlet}(?:'s|’s) {_TEXT}(?: only| alone)?\b\)?\s*,?", r" in the \g<o>, "),
        # "What did the Herald report" has a verb.
        (rf"{_BREAK}{_ONLY}\b{outlet} {_VERSION}(?: only| alone)?\b\)?\s*,?", r" in the \g<o>, "),
        (rf"\b(?:per|going by|using) (?:only |just )?{outlet}\b(?: only| alone)?", r"in the \g<o>"),
        (rf"(?:[?,;]|\s[-–—])\s*{outlet} (?:only|alone)\s*\??$", r" in the \g<o>"),
        (rf"\s*\((?:only |in )?{outlet}(?: only)?\)", r" in the \g<o>"),
        (rf"\bonly (?:from|by) {outlet}\b", r"in the \g<o>"),
    )
