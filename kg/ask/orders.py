"""Which of several statements is wanted: the first, the latest, or those of whoever has most."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from kg.ask.cards import Card
from kg.ask.patterns import Lazy

Order = Literal["", "first", "last", "most"]
_FIRST = "first|earliest|original"
_LAST = "last|latest|most recent|newest|final"
_ONE_TO = Lazy(
    rf"^who (?:was|were|is|are) (?:the )?(?:very )?(?:(?P<first>{_FIRST})|(?P<last>{_LAST}))"
    r"(?: (?:one|person|body|politician|minister|speaker))? to (?=\w)",
    re.I,
)
_ADVERB = Lazy(
    r"^(?P<lead>(?:who|when did .+?|when was it that .+?|(?:on|in) what \w+ did .+?|who was it (?:that|who)"
    r"|which \w+)) "
    r"(?:(?P<first>first|originally)|(?P<last>last)) (?=\w+)",
    re.I,
)
# "Who warned first about it", "what did he say last", "what has she said most recently".
_BEHIND = Lazy(
    r"^(?P<lead>(?:who|which \w+|what (?:did|has|have|does) .+? (?:say|said|speak|spoken))[^?]*?) "
    r"(?:(?P<first>first(?: of all)?|earliest)|(?P<last>last(?: of all)?|latest|most recently))"
    r"(?=$|\s*\?| (?:about|on|of|over|to)\b)",
    re.I,
)
# "Who gave the first warning" asks who warned; the noun is left to be read.
_DEED = Lazy(
    rf"^(?P<lead>(?:who (?:gave|made|issued|raised|sounded|had|voiced|offered)|whose (?:was|is))(?: the)?) "
    rf"(?:very )?(?:(?P<first>{_FIRST})|(?P<last>{_LAST})) (?=\w)",
    re.I,
)
# "When was it that he spoke first".
_AT_END = Lazy(r"^(?P<lead>when (?:was it that|did) .+?) (?:(?P<first>first)|(?P<last>last))(?=$|\s*\?)", re.I)
_NEWS = Lazy(
    r"^(?P<lead>(?:what(?:'s| is| was| are) )?)(?:the )?(?:(?P<first>earliest)|(?P<last>latest|last|most recent))"
    r"(?: (?:thing|news|word|we have|on record))* (?:from|by) (?=\w)",
    re.I,
)
_THING = Lazy(
    rf"\b(?:(?P<first>{_FIRST})|(?P<last>{_LAST})) "
    r"(?=(?:known |public |recorded )?(?:things?|statements?|words?|comments?|remarks?|reactions?|responses?|promises?|"
    r"quotes?|quotations?|utterances?)\b)",
    re.I,
)
# Nothing is looked for in a question without one of these.
_HINTS = frozenset("first earliest original originally recently last latest most newest final recent".split())
_MOST = Lazy(r"^(?P<lead>who .+?) (?:the most|most often|most of all|most frequently)$", re.I)


def take_order(text: str) -> tuple[Order, str]:
    """Take out of a question which of the statements is wanted.

    >>> take_order("who was the first to raise the matter")
    ('first', 'who raise the matter')
    >>> take_order("what was the latest statement by Poe"), take_order("who criticised Poe the most")
    (('last', 'what was the statement by Poe'), ('most', 'who criticised Poe'))
    """
    if not _HINTS & set(text.lower().rstrip(" ?.").split()):
        return "", text
    if found := _MOST.match(text):
        return "most", found["lead"]
    if found := _NEWS.search(text):
        return "first" if found["first"] else "last", f"anything from {text[found.end() :]}"
    if (found := _DEED.search(text)) and not _THING.search(text):
        return "first" if found["first"] else "last", f"who gave a {text[found.end() :]}"
    for form, kept in ((_ONE_TO, "who "), (_ADVERB, None), (_BEHIND, None), (_AT_END, None), (_THING, "")):
        if found := form.search(text):
            order: Order = "first" if found["first"] else "last"
            lead = f"{found['lead']} " if kept is None else kept
            return order, text[: found.start()] + lead + text[found.end() :]
    return "", text


def choose_by_order(cards: Sequence[Card], order: Order) -> list[Card]:
    """Keep the statements of the first or the last day, or those of whoever made the most of them; all for no order.

    Args:
        cards: the statements found.
        order: which are wanted.
    """
    if not order or len(cards) < 2:
        return list(cards)
    if order == "most":
        counts = Counter(card.speaker for card in cards)
        return [card for card in cards if counts[card.speaker] == max(counts.values())]
    dated = [card for card in cards if card.latest]
    if not dated:
        return list(cards)
    days = [_day(card, order) for card in dated]
    best = min(days) if order == "first" else max(days)
    return [card for card in dated if _day(card, order) == best]


def _day(card: Card, order: Order) -> str:
    return (card.latest or "") if order == "first" else (card.earliest or card.latest or "")
