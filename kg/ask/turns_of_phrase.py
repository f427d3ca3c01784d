"""Turns of phrase that mean what plainer words mean, wherever they stand in a question."""

import re

from kg.ask.patterns import Hinted, Lazy

_SHORT = (
    (Hinted("'d", r"\b(he|she|they|we|i)'d\b(?! (?:like|love|want|rather|prefer))", re.I), r"\1 had"),
    (Hinted(" if any| if at all", r",? if (?:any(?:one|body|thing)?|at all),?(?= )", re.I), ""),
    (Hinted("'d", r"\b(what|who|where|how|why|when)'d\b", re.I), r"\1 did"),
    (Hinted("w/o", r"\bw/o\b ?", re.I), "without "),
    (Hinted("w/", r"\bw/ ?", re.I), "with "),
)
_SINCE_NEWS = Hinted(
    " before ",
    r"\s*,?\b(?:in |during )?the (?:spring|summer|autumn|winter|week|month|year) before (?:it|this|that"
    r"|the \w+)(?: all)? "
    r"(?:blew up|broke|came out|got out|became public|emerged|hit the news)\b",
    re.I,
)
# "Did he say sorry, or only that he regretted it": whether he did is asked.
_OR_ONLY = Hinted(
    " only | just | merely | simply ",
    r",? or (?:did (?:he|she|they|it) )?(?:only|just|merely|simply)\b(?! [A-Z]).*$",
    re.I,
)
# Whom a parliament hears is whoever speaks there; nobody's words are told as aimed at it.
_SAME = (
    (
        Hinted(
            " the same",
            r"^(did|do|does|have|has|are) (.+? and .+?) (?:say|said|saying|want|wanted|think|thought|mean|meant"
            r"|argue|claim) the same"
            r"(?: thing)?s?(?= |\?|$)",
            re.I,
        ),
        r"\1 \2 agree",
    ),
    (
        Hinted(
            "what do we|what do you|what have",
            r"^what (?:do|have) (?:we|you)(?: actually| even)? (?:have|got|hold) (?=from |by )",
            re.I,
        ),
        "anything ",
    ),
    (
        Hinted(
            "bit |part |moment |passage |line |place ",
            r"^(?:the )?(?:bit|part|moment|passage|line|place) (?:where|when|in which) ",
            re.I,
        ),
        "",
    ),
    (
        Hinted(" among ", r"^(?:the )?(?=[a-z' -]{3,40} among (?:the|those|these) \d)(?!how |what |which |who )", re.I),
        "how many ",
    ),
)
_TO_HOUSE = (
    (Hinted("tell ", r"\btell (?:the )?(?:house of commons|commons|house of lords|parliament|mps)\b", re.I), "say"),
    (
        Hinted(
            "told ",
            r"(?<!was )(?<!were )\btold (?:the )?(?:house of commons|commons|house of lords|parliament|mps)\b",
            re.I,
        ),
        "said",
    ),
)
_LEAVE_OUT = (
    (
        Hinted(
            "every line|all of it|everything|the lot",
            r"(?:\s*[,;]\s*|\s+[-–—]\s+)(?:every line|all of it|everything|the lot)(?=\s*[,;–-])",
            re.I,
        ),
        "",
    ),
    (Hinted(" out ", r"\s*,?\s*\b(?:leave|leaving|miss|missing) out (?=the |any |[A-Z])", re.I), " apart from "),
)
_OF_COUNTS = (
    (Hinted("below |younger ", r"\b(?:below|younger than) (?=\d)", re.I), "under "),
    (Hinted("time ", r"\btime (?:he|she|they) (?:actually |really )?(?:did|spent inside)\b", re.I), "time served"),
    (
        Hinted(
            "how long ",
            r"\bhow long (was|were|has|had) (.+?) (?:been )?(?:out|free|loose|gone)(?=\s*(?:[,?.]|$|before"
            r"|according|by))",
            re.I,
        ),
        r"how long \1 \2 at large",
    ),
    (
        Hinted(
            " killed ",
            r"\bhow many (?:of )?(.+?) (?:had |have )?killed (?:somebody|someone|anyone|people|another person)\b",
            re.I,
        ),
        r"how many killers among \1",
    ),
)
_AND = Lazy(r"(?<=[\w.])\s+[&+]\s+(?=\w)")


def in_usual_words(text: str) -> str:
    """Return a question with turns of phrase as plainer words, less what adds nothing.

    >>> in_usual_words("smith & jones on the ferry")
    'smith and jones on the ferry'
    """
    text = _AND.sub(" and ", _OR_ONLY.sub("", _SINCE_NEWS.sub("", text)))
    for form, plain in (*_SHORT, *_OF_COUNTS, *_TO_HOUSE, *_LEAVE_OUT, *_SAME):
        text = form.sub(plain, text)
    return text
