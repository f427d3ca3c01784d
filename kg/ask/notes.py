"""Questions for numbers put as notes: "men released from the prison: number, period, source"."""

import re
from collections.abc import Callable

from kg.ask.answer import Answer
from kg.ask.patterns import Lazy

_COUNT = (
    r"(?:the |every |all |each |any )?(?:exact |official |latest )?"
    r"(?:numbers?|counts?|totals?|figures?|values?|all values|amounts?|sums?|tall(?:y|ies)|headcounts?)"
    r"|how many|how much"
)
_ASSERTS = (
    r"(?:asserts?|asserted|says?|said|claims?|claimed|promised|promises|gives?|gave|counts?|counted|reports?|reported|"
    r"provided|states?|stated)"
)
_WHO = (
    rf"(?:and |with )?(?:who(?: else)? {_ASSERTS}(?: (?:it|so|that|them|this|which))?(?! what)"
    r"|says who|said by whom|asserted by(?: whom)?|(?:by|from) whom"
    r"|(?:by|on|in|according to|going by) whose (?:count|word|reckoning|account|figures?|numbers?)"
    r"|whose (?:count|word|figure|number|total)|asserters?|authority)"
)
_ABOUT = (
    r"(?:with |and )?(?:(?:the |its |their )?"
    r"(?:period|time ?span|dates?|bounds?|units?|sources?|outlets?|changes?|difference|comparison)(?: covered)?"
    r"|compared|(?:by|per|with|for each|from each) (?:source|outlet|speaker|paper)s?)"
)
_NOTE = rf"(?:{_COUNT}|{_WHO}|{_ABOUT})"
_BREAK = (
    r"(?:\s*(?:[:;?–—]|,(?!\d))\s*|\s+[-/]\s+"
    r"|\s+(?=and |with |by |per |on |in |asserted |says |according |going ))"
)
_TAIL = Lazy(
    rf"^(?P<head>.+?){_BREAK}(?P<notes>(?:and )?{_NOTE}(?:(?:\s*[,;/&]\s*|\s+)(?:and |with )?{_NOTE})*)[\s?.]*$", re.I
)
_FOR_NUMBER = Lazy(rf"[:;,–—-]\s*(?:{_COUNT})\b[^:]*$|\brate of\b", re.I)
_ASKS = frozenset(
    "who whom whose what which when where why how did do does has have had is are was were can could would should name "
    "any anyone anybody".split()
)
_BOUND = r"(?:more than|at least|over|under|less than|fewer than|up to|at most)"
# "1,023, about 1,000 or over 1,000": which of these, all are asked for.
_NUMBERS = Lazy(
    rf"\s*(?:[:–—]|[,-]\s)\s*(?:(?:{_BOUND}|about|around|roughly|some|or|and|vs|,)\s*|(?:\d[\d,.]*\d|\d)%?\s*)+$", re.I
)
_BESIDE = Lazy(
    r"(?:\s*[,;:–—]\s*|\s+-\s+)(?:the )?[\w'’ ]+? (?:figures?|counts?|numbers?) "
    r"(?:vs\.?|versus|against|compared (?:with|to)) .+$",
    re.I,
)
# "Number traced by May - her own figure against the papers'".
_COUNTED = Lazy(r"^(?:the )?(?:number|total|count|how many|tally) (?!of\b|for\b|on\b)", re.I)
# "(Not the ones still missing!)" keeps others away and counts nothing.
_ASIDE = Lazy(r"\s*\((?:and )?not [^()]*\)", re.I)
_UNIT = r"(?:seconds|minutes|hours|days|weeks|months|years|pounds|euros|dollars|crowns|per cent|percentage)"
_IN_UNITS = Lazy(rf"\s*[,(]\s*(?:in )?(?P<unit>{_UNIT})\)?\s*$", re.I)
_SHARE = Lazy(r"^(?:the )?(?:percentage|per cent|percent|share|proportion|fraction|rate)\b|^[\w-]+ rate\b", re.I)
_NAMED = Lazy(rf"^(?:{_COUNT}) (?:of|for|on) ", re.I)
_MANY = Lazy(r"\bhow (?:many|much|long)\b", re.I)
_PER = Lazy(r",?\s*\b(?:per|going by|as per|if you believe) (?=[A-Z]|the )")
_SEVERAL = Lazy(
    r"^(?P<head>[^:?]+?)\s*:\s*(?P<first>(?:total|how many)\b.*?),?\s+(?:and|/)\s+(?P<more>how many\b.*)$", re.I
)
_OF_THOSE = Lazy(r"\bof (?:those|these|them|which|how many)\b", re.I)
_EITHER = Lazy(r"^(?P<head>[^:?]+?)\s*:\s*(?P<one>[^:,?]+?) (?:vs\.?|versus) (?P<other>[^:,?]+)(?:,[^,]*)?$", re.I)
_DIFFERENCE = Lazy(
    r"^(?:what(?: was| is|'s) )?(?:the )?(?:difference|gap|discrepancy) between (?:the )?(?P<one>.+?)"
    r" and (?:the )?(?P<other>.+?) (?P<of>(?:of|for|among|in|at) .+)$",
    re.I,
)
_BOTH = Lazy(
    r"^how many (?P<one>[\w' -]+?) (?:and|n|&) (?P<other>(?!how\b|who\b|by\b)[\w'-]+(?: [\w'-]+)?) "
    r"(?P<rest>(?:were|was|had|have|did|are|got|let|set|released|freed|convicted|among|in|on|at|of|from|who|that)\b.*)$",
    re.I,
)
_BOUNDED = Lazy(rf"\b{_BOUND}\b .*?(?:\s/\s| or )(?=(?:{_BOUND}|\d))", re.I)


def answer_notes(text: str, ask: Callable[[str], Answer]) -> list[Answer]:
    """Answer the questions for numbers that notes stand for; empty where they are no such notes, or find nothing.

    Args:
        text: as typed.
        ask: answers one question.
    """
    answers = [answer for question in unfold_notes(text) for answer in _each(question, ask)]
    if not answers and text[:8].lower() == "how many" and _BOTH.match(text):
        return _each(text.strip().rstrip("?. "), ask)
    told = [answer for answer in answers if answer.kind == "answer" and answer.figures]
    # Who writes "number, source" wants a number, or to know that there is none.
    return told or (answers[:1] if answers and _FOR_NUMBER.search(text) else [])


def _each(question: str, ask: Callable[[str], Answer]) -> list[Answer]:
    """Answer a question for a number; one for two that nobody counts together is answered for each."""
    whole = ask(question)
    both = _BOTH.match(question)
    if not both or whole.kind != "refused":
        return [whole]
    answers = [ask(f"how many {both[part]} {both['rest']}") for part in ("one", "other")]
    return answers if all(answer.figures for answer in answers) else [whole]


def unfold_notes(text: str) -> list[str]:
    """Return the questions for numbers that notes stand for; none for what is no such note.

    Args:
        text: as typed.

    >>> unfold_notes("men released from the prison: number, period, source")
    ['how many men released from the prison']
    >>> unfold_notes("percentage fall in removals - who claims it?")
    ['what percentage fall in removals']
    >>> unfold_notes("who said so")
    []
    """
    text = text.strip().rstrip("?. ")
    if " between " in text and (between := _DIFFERENCE.match(text)):
        return [f"how large {between[part]} {between['of']}" for part in ("one", "other")]
    if text.split(" ", 1)[0].lower() in _ASKS:
        return []
    text = _ASIDE.sub("", text)
    if (alone := _BESIDE.sub("", text)) != text and _COUNTED.match(alone):
        return [_asked(_COUNTED.sub("", alone))]
    if several := _SEVERAL.match(text):
        more = _OF_THOSE.sub("", several["more"])
        first = re.sub(r"^(?:total|how many)\b", "", several["first"], flags=re.I)
        first = _OF_THOSE.sub("", first)
        second = re.sub(r"^how many\b", "", more, flags=re.I)
        return [_asked(f"{several['head']} {part}".strip()) for part in (first, second)]
    if either := _EITHER.match(text):
        return [f"how large {either[part]} of the {either['head'].removeprefix('the ')}" for part in ("one", "other")]
    if split := _BOUNDED.search(text):
        start = split.start()
        first, second = re.split(r"\s/\s| or ", text[start:], maxsplit=1)
        return [_asked(text[:start] + part) for part in (first, second)]
    found = _TAIL.match(text)
    if not found:
        return [_asked(text)] if _SHARE.match(text) else []
    return [_asked(_NUMBERS.sub("", found["head"]))]


def strip_notes(text: str) -> str:
    """Return a question for a number without the notes behind it: "going by" whom becomes "according to".

    >>> strip_notes("how many were sent home, going by Lin Homer")
    'how many were sent home according to Lin Homer'
    """
    if "how " not in text.lower() or not _MANY.search(text):
        return text
    return _PER.sub(" according to ", _BESIDE.sub("", text))


def _asked(head: str) -> str:
    head = _PER.sub(" according to ", head.strip(" ,;:-–—?"))
    unit = _IN_UNITS.search(head)
    if unit:
        return f"how many {unit['unit']} {head[: unit.start()]}"
    if _SHARE.match(head):
        return f"what {head.removeprefix('the ')}"
    return head if _NAMED.match(head) or _MANY.search(head) else f"how many {head}"
