"""Questions put as orders for a list, and numbers put as somebody's: "a timeline of it", "her figure for the ill"."""

import re

from kg.ask.naming import is_named
from kg.ask.patterns import Hinted, Lazy
from kg.ask.record import Record

_LIST = Hinted(
    "timeline|chronolog|sequence|rundown|round-up|roundup|run-through|log of|digest|overview",
    r"^(?:(?:please |can you |could you )?(?:give|make|show|build|draw up|do|get|put together|compile|produce|write)"
    r"(?: me| us)? )?(?:a |the |an )?(?:full |short |quick |complete |brief )?(?:timeline|chronology|chronological list"
    r"|sequence|rundown|round-?up|run-through|log|digest|overview)(?: of events)?(?: of| on| for| about"
    r"|:)+ (?P<what>.+)$",
    re.I,
)
_STATEMENTS = Hinted(
    "statement|quote|comment|remark|reaction|word",
    r"^(?:all |the |any )?(?:statements?|quotes?|comments?|remarks?|reactions?|words)(?: made| given)? "
    r"(?P<of>about|on|to|from|by|of) (?P<what>.+)$",
    re.I,
)
_ASKS = Lazy(r"(?:what|who|which|how|when|where|why|whose)\b", re.I)
# Answers stand in the order of their days as it is.
_IN_ORDER = Hinted(
    "in order|chronolog|by date|oldest first|newest first|date order|day by day",
    r"\s*[,(;–-]*\s*(?:in (?:chronological |date |time )?order|chronologically|by date|ordered by date|oldest first"
    r"|day by day|in date order)(?: of date)?\)?(?=\s*[?.]*$)",
    re.I,
)
_BEHALF = Hinted("behalf", r"\bon (?P<who>(?:the )?[\w'’. -]{2,50}?)(?:'s|’s|s'|s’) behalf\b", re.I)
_FOR = Hinted(
    "talk|answer|act",
    r"^(?P<lead>(?:who|which \w+|did (?:anyone|anybody|someone|somebody)) )(?:talk(?:s|ed|ing)?|answer(?:s|ed)?)"
    r" for (?=[A-Z]|the )",
    re.I,
)
_FIGURE = r"(?:figures?|numbers?|counts?|estimates?|tall(?:y|ies)|totals?|tolls?|reckoning)"
_WHOSE = Hinted(
    "'s |’s |s' ",
    r"^(?:(?:what|which)(?:'s| is| was| are| were)? |show me |give me )?(?P<who>(?:the )?[\w'’. -]{2,80}?)(?:'s"
    r"|’s|s'|s’)"
    rf" (?:own |official |latest )?{_FIGURE} (?:for|of|on) (?P<what>[^?]+?)\s*\??$",
    re.I,
)
_OWN = Lazy(r"(?:'s|’s)(?= (?:and|or|,))", re.I)
_TOP = r"(?P<top>highest|largest|biggest|greatest|lowest|smallest|latest|earliest|first)"
_GAVE_TOP = Hinted(
    "est | first ",
    rf"^(?:who|which \w+|whose) (?:gave|gives|give|put|puts|has|had|cites?|cited|claims?|claimed|quotes?|quoted"
    rf"|uses?|used)"
    rf" (?:out )?the (?:very )?{_TOP} {_FIGURE} (?:for|of|on) (?P<what>[^?]+?)\s*\??$",
    re.I,
)
_WHOSE_TOP = Hinted(
    "whose ",
    rf"^whose {_FIGURE} (?:for|of|on) (?P<what>[^?]+?) (?:is|was|are|were) (?:the )?{_TOP}\s*\??$",
    re.I,
)


_EACH = Hinted("according to ", r"\baccording to (?:both|each of) ", re.I)
_OTHER = r"(?:the )?[\w'’. -]{2,40}?"
_PAIR = rf"(?P<one>{_OTHER})(?:'s|’s|s'|s’)? (?:vs?\.?|versus|against|and) (?P<other>{_OTHER})(?:'s|’s|s'|s’)?"
_COUNT = r"(?P<count>how many [^?:]+?)"
_TWO = (
    # "Pell versus Quist: how many fell ill", and the other way round.
    Hinted("how many", rf"^{_PAIR}(?: on| about)?\s*(?:[:,–—]|\s-)\s*{_COUNT}\s*\??$", re.I),
    Hinted("how many", rf"^{_COUNT}\s*(?:[:,–—(]|\s-)\s*(?:by |per )?{_PAIR}\)?\s*\??$", re.I),
    Hinted(
        "compare |contrast |what figures |which figures |what numbers |which numbers ",
        rf"^(?:compare|contrast|(?:what|which) {_FIGURE} (?:did|do|have|has|does)) {_PAIR}"
        rf"(?: (?:give|gave|given|put out|cite|cited|have|use))?(?: {_FIGURE})? (?:for|of|on) (?P<what>[^?]+?)\s*\??$",
        re.I,
    ),
)


_OF_ALL = Hinted(
    "according to |by each|per source|by every",
    r"\s*,?\s*\b(?:according to|by|per) (?:each|every|all|any)(?: single| of the| the)? (?:voice|source|speaker"
    r"|person|side|outlet|paper)s?"
    r"(?=\s*[?.]*$)",
    re.I,
)
_IN_WORDS = Hinted(
    "in what |in which ",
    r"^in (?:what|which) (?:words|terms|language|manner|way) (?P<did>did|does|has) (?P<who>.+?)"
    r" (?:speak|spoken|talk|express (?:him|her|it|them)sel(?:f|ves)|put it|describe it|couch it)\b",
    re.I,
)
_AS_POST = Hinted(
    "as |capacity|role|time|days",
    r"^(?:speaking |acting )?(?:as|in (?:his|her|their) (?:capacity|role|time|days"
    r"|job) as) (?P<post>(?:the )?[\w'’ -]{3,50}?),"
    r" (?P<asked>(?:what|who|did|has|how|why|when|which)\b[^?]*)",
    re.I,
)


def in_question_form(text: str, record: Record) -> str:
    """Return an order for a list, or a number put as somebody's, as the question that it is.

    Args:
        text: less what it is wrapped in.
        record: whose names may own a number.
    """
    text = _IN_WORDS.sub(r"what \g<did> \g<who> say", _OF_ALL.sub("", _IN_ORDER.sub("", text)))
    if (found := _AS_POST.match(text)) and is_named(found["post"], record):
        return f"{found['asked'].strip()} as {found['post']}?"
    if found := _LIST.match(text):
        return _listed(found["what"])
    if (found := _BEHALF.search(text)) and is_named(found["who"], record):
        behalf = f"on behalf of {found['who']}"
        rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".strip(" ,?").split())
        return f"{rest} {behalf}?" if not text[: found.start()].strip() else text.replace(found[0], behalf, 1)
    text = _FOR.sub(r"\g<lead>spoke for ", text)
    if found := _GAVE_TOP.match(text) or _WHOSE_TOP.match(text):
        return f"what is the {found['top']} figure for {found['what']}"
    for form in _TWO:
        if (found := form.match(text)) and is_named(found["one"], record) and is_named(found["other"], record):
            count = found.groupdict().get("count") or f"how many {found['what']}"
            return f"{count} according to {found['one']} and {found['other']}"
    text = _EACH.sub("according to ", text)
    if found := _WHOSE.match(text):
        who = _OWN.sub("", found["who"])
        if all(is_named(one, record) for one in re.split(r" and | or |, ", who)):
            return f"how many {found['what']} according to {who}"
    return text


def _listed(what: str) -> str:
    """Return the question for a list of what was said."""
    if found := _STATEMENTS.match(what):
        by = found["of"].lower() in ("from", "by")
        return f"what did {found['what']} say" if by else f"what was said about {found['what']}"
    return what if _ASKS.match(what) else f"what was said about {what}"
