"""Phrases of several words that say no more than a plainer word: came under fire from, on record as saying."""

import re
from functools import cache
from pathlib import Path

from kg.ask.patterns import Hinted
from kg.ask.tokens import take_quotation

# Whose head is called for is to resign: "who wants the minister's scalp".
_HEAD = Hinted(
    "scalp|head",
    r"(?P<call>\b(?:want|call|bay|clamour|demand|ask)(?:s|ed|ing)?\b[^?]*['’]s )"
    r"(?:scalp|head)(?: on a (?:plate|platter|spike|stick))?(?=\s*(?:\?|$|over\b|after\b|for\b))",
    re.I,
)
_TABLE = Path(__file__).parent / "turns.tsv"


@cache
def _turns() -> tuple[tuple[str, str], ...]:
    """Return phrases, each within spaces, with what is read for them, the longest first."""
    found = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        plain, _, phrases = line.partition("\t")
        found += [(f" {phrase} ", f" {plain} ") for phrase in phrases.split("; ") if phrase]
    return tuple(sorted(found, key=lambda turn: -len(turn[0])))


def in_plainer_phrases(text: str) -> str:
    """Put plain words for phrases; a question with words in quotation marks stays as it is.

    >>> in_plainer_phrases("who called for the mayor's head over it")
    "who called for the mayor's resignation over it"
    >>> in_plainer_phrases("who came under fire from the mayor?"), in_plainer_phrases('who said "on the matter of"')
    ('who was criticised by the mayor?', 'who said "on the matter of"')
    """
    if take_quotation(text)[0]:
        return text
    end = text[len(text.rstrip(" ?.!")) :]
    framed = f" {text[: len(text) - len(end)]} "
    lowered = _lowered(framed)
    for phrase, plain in _turns():
        while (place := lowered.find(phrase)) >= 0:
            framed = f"{framed[:place]}{plain}{framed[place + len(phrase) :]}"
            lowered = _lowered(framed)
    return _HEAD.sub(r"\g<call>resignation", framed.strip()) + end


def _lowered(text: str) -> str:
    """Put a text in lower case, every character at its place: of some, such as the Turkish capital I, two are made.

    >>> len(_lowered("İzmir")), _lowered("Who Was")
    (5, 'who was')
    """
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(one.lower()[0] for one in text)
