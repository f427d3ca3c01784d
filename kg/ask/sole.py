"""Whether somebody was the only one who did something: asked as who did it, and compared."""

import re
from collections.abc import Callable
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.mentions import find_mentions
from kg.ask.patterns import Hinted
from kg.ask.record import Record
from kg.ask.telling import listed
from kg.ask.tokens import split_words

_ALONE = Hinted(
    " only | sole | alone",
    r"^(?:was|is|were|are) (?P<who>[\w'’ .-]{2,60}?) (?:really |truly )?(?:(?:the|an?) (?:only"
    r"|sole) (?:\w+ ){1,2}?(?:to|who|that)"
    r"|alone in|the only ones? to have) (?:have |has |had )?(?P<deed>[^?]+?)\s*\?*$",
    re.I,
)
_WHO = Hinted(
    " only | sole ",
    r"^(?:who|which \w+) (?:was|is|were|are) the (?:only|sole) (?:\w+ ){1,2}?(?:to|who|that) (?:have |has "
    r"|had )?(?P<deed>[^?]+?)\s*\?*$",
    re.I,
)


def answer_sole(text: str, ask: Callable[[str], Answer], record: Record) -> Answer | None:
    """Answer whether somebody was alone in a deed, or who was; None for any other question.

    Args:
        text: as typed, less what it is wrapped in.
        ask: answers a question.
        record: the graph.
    """
    if found := _WHO.match(text):
        return ask(f"who {found['deed']}")
    found = _ALONE.match(text)
    people = (
        [one for mention in find_mentions(split_words(found["who"]), record) for one in mention.entities]
        if found
        else []
    )
    if not found or not people:
        return None
    answer = ask(f"who {found['deed']}")
    if answer.kind != "answer" or not answer.statements:
        return answer
    did = list(dict.fromkeys(one.speaker for one in answer.statements))
    others = [one for one in did if one.iri not in {person.iri for person in people}]
    if len(others) == len(did):
        summary = f"No: {listed([one.label for one in others])} did, and {people[0].label} is not on record for it."
        return replace(answer, kind="answer-no", summary=summary, entities=tuple(did))
    if others:
        summary = f"No: {listed([one.label for one in did])} did. {answer.summary}"
        return replace(answer, kind="answer-no", summary=summary, entities=tuple(did))
    return replace(answer, summary=f"Yes, by the record. {answer.summary}", entities=tuple(did))
