"""Questions put in pieces: what is meant first and the question behind it, notes behind the question; made one."""

import re
from collections.abc import Callable

from kg.ask.idioms import in_plain_words
from kg.ask.patterns import Begun, Hinted, Lazy
from kg.ask.tokens import take_quotation
from kg.ask.turns import in_plainer_phrases
from kg.ask.turns_of_phrase import in_usual_words

_ASKS = (
    r"(?:what|who|whom|whose|which|how|why|when|where|did|does|do|has|have|had|is|are|was|were|can|could|would|should|"
    r"any|anyone|anybody)"
)
_OPENS = Lazy(rf"(?:(?:so|and|but|now|ok)[\s,]+)?{_ASKS}\b", re.I)
_AFTER = Hinted(
    "after |chasing|hunting|looking |compiling|collecting|gathering|rounding|searching|digging|seeking"
    "|in need of|trying to",
    r"^(?:(?:i'?m|i am|we'?re|we are|am|still|just|currently)\s+)*(?:after|chasing|hunting(?: for)?"
    r"|looking (?:for|up)|compiling|"
    r"collecting|gathering|rounding up|searching for|digging (?:up|out)|seeking|in need of|trying to (?:find|get|trace|"
    r"dig out|track down))\s+(?:(?:a|some|the|any) (?:quotes?|lines?|list|words?)(?: of| from)? )?",
    re.I,
)
_SAID = r"(?:said|says|told (?:reporters|journalists|the press|us)|wrote|came out with)"
# "Anything the union bloke said about it".
_ANYTHING = Hinted(
    "anything |everything |something |whatever |all |stuff |the bit|the thing",
    rf"^(?:anything|everything|something|whatever|all|stuff|the bits?|the things?)(?: that)? (?P<who>(?!where\b"
    rf"|when\b|like\b"
    rf"|similar\b|along\b|who\b|to\b|else\b|from\b"
    rf"|by\b|on\b|about\b|was\b|"
    rf"is\b|has been\b)[\w'’ -]{{2,60}}?) (?:has |have |had |ever )*{_SAID}\b(?P<rest>.*)$",
    re.I,
)
# What every answer holds, or none can: how sure it is, where it stands, all of it.
_NOTES = Hinted(
    " that| this| it| they|evidence|authority|basis|ground| both|all|everything|the lot|line|word|quote"
    "|bit|in full|verbatim|yes or no|y/n|sources|references|dates|and how|and when|and where"
    "|for the record|exactly",
    r"(?:\s*[,;(–—-]\s*|\s+)(?:(?:and|&) )?(?:how (?:firm|sure|solid|reliable|certain|good|strong) (?:is|was"
    r"|are) (?:that|it|this|they|the \w+)"
    r"|on what (?:evidence|authority|basis|grounds?)|(?:and )?(?:give|show) me (?:both|all|everything"
    r"|the lot)(?: sides)?"
    r"|(?:every|each) (?:single )?(?:line|word|quote|bit)|the lot|in full|word for word|verbatim|yes or no|y/n"
    r"|with (?:all )?(?:sources|references|dates)|(?:and )?who(?:'s| is| was) (?:passing|reporting|relaying"
    r"|telling) (?:that|it|this)(?: on)?"
    r"|whoever (?:they|it) (?:came|comes|is|was) from|and how|all of it|for the record"
    r"|exact words|exactly)\)?\s*[?.!]*$",
    re.I,
)
_PIECES = Hinted(
    ": | -|–|—|..|…", r"^(?P<lead>[^?]{2,200}?)(?::\s+|\s+[-–—]+\s+|\s*[–—]\s*|\.\.+\s*|…\s*)(?P<asked>.+)$"
)
_WHOSE = Lazy(
    r"^(?:whose (?:(?:joke|line|words?|phrase|quote|quip|claim|gag|nickname|remark|description|verdict) )?(?:is"
    r"|was|were)?\s*(?:it|that|this|those)?"
    r"|whose (?:joke|line|words?|phrase|quote|quip|claim|gag|nickname|remark|description|verdict)"
    r"|who (?:says|said|claims|claimed|reckons|reckoned|thinks|thought)(?: (?:so|it|that|this))?|says who"
    r"|who was that|who was it)\s*[?.]*$",
    re.I,
)
# Notes for a number are read as such.
_OF_NUMBER = Lazy(
    r"(?:the )?(?:percentage|per cent|percent|share|proportion|fraction|rate|total|numbers?|figures?|counts?)\b", re.I
)
_NUMBER_OF = Lazy(
    r"^(?:whose (?:figure|number|count|total|estimate|statistic)(?: (?:is|was) (?:that|it|this))?"
    r"|where (?:does|did) (?:that|this|the) (?:figure|number) come from"
    r"|who (?:counted|came up with) (?:that|this|it|them))\s*[?.]*$",
    re.I,
)
_SAYS = Lazy(
    r"^(?P<asked>(?:so )?what (?:did|does|do|has|had) (?P<who>[\w'’. -]{2,60}?) (?:actually |really "
    r"|exactly )?(?:say|said|tell (?:us|reporters)))"
    r"(?: (?:exactly|precisely|then|there))?(?P<rest>,? (?:in |on )?[\d].*)?\s*[?.]*$",
    re.I,
)
_TRUE = Lazy(
    r"^(?:is|was) (?:that|it|this) (?:right|true|correct|so|the case)\s*[?.]*$|^(?:right|true|correct)\s*\?+$", re.I
)
_HE = Lazy(r"\b(?:he|she|they)\b", re.I)
_SIDE = Hinted(
    " view| version| side| account| take| line| verdict| response| reply",
    r"^(?P<what>.+?)(?:\?\s*|,\s*|\s+[-–—]\s+|:\s*)(?P<who>[\w'’ -]{3,40}?)(?:'s|’s|s')? "
    r"(?:view|version|side|account|take|line|verdict|response|reply)(?: only| please)?\s*[?.]*$",
    re.I,
)
# Two who are set side by side, and a name alone.
_REMEMBERED = Hinted(
    "remember|recall",
    r"^(?:i )?(?:(?:half|vaguely|dimly|sort of|kind of) )?(?:remember|recall|seem to remember)(?:ed)? "
    r"(?:someone|somebody|one of them|an? \w+) (?:saying|claiming|who said|said) (?:that |something like "
    r"|something about )?"
    r"(?P<what>.+?)(?:[\s,–—-]+(?:but )?who(?:se)?(?: was it| said it| said that| was that)?)?\s*[?.]*$",
    re.I,
)
_ABOUT = r"(?: (?:on|over|about|regarding|re) (?P<what>.+?))"
_SIDE_BY_SIDE = (
    Hinted(
        "compare |contrast ",
        rf"^(?:compare|contrast) (?:what )?(?P<one>.+?) (?:and|with|to|against) (?P<other>.+?)"
        rf"(?: (?:say|said|says|have said|tell|told us))?{_ABOUT}?$",
        re.I,
    ),
    Hinted(
        " v | v. | vs| versus ",
        rf"^(?P<one>(?!how\b|what\b|which\b|who\b)[\w'’. -]{{2,40}}?) (?:vs?\.?"
        rf"|versus) (?P<other>[\w'’. -]{{2,40}}?){_ABOUT}$",
        re.I,
    ),
    Hinted(
        "same|agree|alike|at one|match|differ",
        rf"^(?P<one>(?!how\b|what\b|which\b|who\b)[\w'’. -]{{2,40}}?) and (?P<other>[\w'’. -]{{2,40}}?){_ABOUT}"
        r"\s*[-–—:,;]+\s*(?:do|did|are) (?:they|both|the two) .*(?:same|agree|alike|at one|on the same page"
        r"|match|differ)\b.*$",
        re.I,
    ),
)
_ALONE = Begun(
    "what about |how about |and |so |ok |but ",
    r"^(?:(?:and|so|ok|but) )?(?:what|how) about (?P<who>(?:the )?[\w'’.-]+(?: [\w'’.-]+){0,2})\s*\??$",
    re.I,
)
_I_NEED = Hinted(
    "i need|we need|i want|we want|i just|we just|i really|we really|i only|we only",
    r"^(?:(?:long story short|basically|in short|ok(?:ay)?(?: so)?|right|so)[\s,:]+)?(?:i|we)(?:'d)?(?: just"
    r"| really| only)* (?:need|want)"
    r"(?: to (?:see|have|get))? (?=[A-Z][\w'’-]+ ?[\w'’-]*(?:'s|’s) )",
)
_FROM = Hinted(
    " from | by ",
    r"^(?:(?:any|some|all|the|more) )?(?:direct )?(?:quotes?|quotations?|statements?|comments?|remarks?"
    r"|lines?)(?: we have)? (?:from|by) "
    r"(?P<who>(?!the (?:article|paper|report)s?\b)[A-Za-z][A-Za-z'’ -]{2,50}?)"
    r"(?P<rest> (?:on|about|over|regarding|re|before|after|since|in|during|from) .+)?\s*\??$",
    re.I,
)
# A number, and a question that asks nothing else: "2,949 - what does it count and who came up with it".
_NUMBER_ALONE = Hinted(
    "0|1|2|3|4|5|6|7|8|9",
    r"^(?:the )?(?P<number>\d[\d,]*\d)(?: figure| number)?\s*(?:[-–—:,]\s*)(?:so )?(?:what|who|whose|where)(?:'s)? "
    r"(?:(?:do|does|did|is|was|it|that|this|they|come|comes|came|from|up|with|and|or|count|counts|counted|refer"
    r"|refers|to"
    r"|mean|means|stand|stands|for|number|figure|of|in|who|what|where|whose|gave|gives|says|said|so|about"
    r"|idea)\s*)+\??$",
    re.I,
)
_WHO_COUNTS = Hinted(
    "0|1|2|3|4|5|6|7|8|9",
    r"^who (?:came up with|counted|gives?|gave|uses?|used|printed|prints) (?:the )?(?:number |figure )?(?:of )?"
    r"(?P<number>\d[\d,]*\d)(?: figure| number)?\s*\??$",
    re.I,
)
# "What worried Clarke most" asks for what he says of his worries.
_FELT = Hinted(
    "what worried|what alarmed|what shocked|what angered|what upset|what concerned|what outraged"
    "|what most|what really|what was it",
    r"^what (?:most |really |was it that )?(?P<felt>worried|alarmed|shocked|angered|upset|concerned|outraged) "
    r"(?P<who>(?!(?:people|them|him|her|us)\b)[\w'’. -]{2,40}?)(?: the)?(?: most)?(?P<rest> (?:in|at|over) .+)?\s*\??$",
    re.I,
)
_SAYS_WHO = Hinted(
    ", says |, said |- says ",
    r"^what(?:'s| is| was| has| have| are| were)(?: being| been)? (?P<what>.+?)(?:,| -) (?:says|said) "
    r"(?P<who>(?!who\b)[\w'’. -]{2,40}?)\s*\??$",
    re.I,
)
_WHAT_OF = Hinted(
    "what happen|what became|what becomes|what is done|what was done",
    r"^what (?:happens|happened|became|becomes|is done|was done)(?: to| of| with| for)? ",
    re.I,
)


def reword(text: str) -> str:
    """Return a question put in pieces as one that can be read.

    Args:
        text: as typed, less courtesies.

    >>> reword("they could not cope - what did the ministry say exactly?")
    'what did the ministry say about they could not cope'
    >>> reword("Peru would not take him - who says, and how firm is that")
    'who said Peru would not take him'
    >>> reword("im after anything the union bloke said about pay")
    'what did the union bloke say about pay'
    """
    steps: tuple[Callable[[str], str], ...] = (
        in_usual_words,
        in_plainer_phrases,
        in_plain_words,
        _without_notes,
        _plainly_asked,
        _in_one,
        _of_side,
    )
    for step in steps:
        text = step(text)
    return text


def _without_notes(text: str) -> str:
    while (shorter := _NOTES.sub("", text)) != text and len(shorter.split()) > 1:
        text = shorter
    return text


def _plainly_asked(text: str) -> str:
    if found := _FROM.match(text):
        return f"what did {found['who']} say{found['rest'] or ''}"
    if found := _NUMBER_ALONE.match(text) or _WHO_COUNTS.match(text):
        return f"where does the {found['number']} figure come from"
    if found := _FELT.match(text):
        fears = found["felt"].lower() in ("worried", "concerned")
        asked = f"did {found['who']} worry about" if fears else f"was {found['who']} {found['felt']} about"
        return f"what {asked}{found['rest'] or ''}"
    text = _I_NEED.sub("", _AFTER.sub("", text) or text)
    if found := _REMEMBERED.match(text):
        return f"who said {found['what']}"
    if found := _ALONE.match(text):
        return found["who"]
    for form in _SIDE_BY_SIDE:
        if found := form.match(text):
            about = f" about {found['what']}" if found["what"] else ""
            return f"what did {found['one']} and {found['other']} say{about}"
    if found := _ANYTHING.match(text):
        return f"what did {found['who']} say{found['rest']}"
    return text


def _in_one(text: str) -> str:
    """Put together what stands before a colon or a dash and the question behind it."""
    found = _PIECES.match(text)
    if not found or _OPENS.match(found["lead"]) or _OF_NUMBER.match(found["lead"]):
        return text
    lead, asked = found["lead"].strip(" ,\"'"), found["asked"].strip()
    if _NUMBER_OF.match(asked):
        return f"how many {lead}"
    if _WHOSE.match(asked):
        if quoted := take_quotation(found["lead"])[0]:
            return f'who said "{quoted}"'
        return f"who said {lead}" if len(lead.split()) > 3 else f'who said "{lead}"'
    if _TRUE.match(asked):
        return f"{lead}?"
    if says := _SAYS.match(asked):
        return f"{says['asked']} about {lead}{says['rest'] or ''}"
    return text


def _of_side(text: str) -> str:
    """Ask a side for its view where a note behind the matter names the side."""
    if found := _SAYS_WHO.match(text):
        return f"what did {found['who']} say about {found['what']}"
    found = _SIDE.match(text)
    if not found or re.match(r"(?:who|which|whose)\b", found["what"], re.I) or _OPENS.match(found["who"]):
        return text
    what = _WHAT_OF.sub("", found["what"])
    if what == found["what"] and _OPENS.match(what):
        return text
    return f"what did {found['who']} say about {what}"
