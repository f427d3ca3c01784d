"""What surrounds a question: politeness, why it is asked, a second question behind it."""

import re

from kg.ask.patterns import Begun, Hinted, Lazy

_WH = r"(?:what|who|whom|whose|which|how|why|when|where|whether|if)"
# Words of which a run-up consists; any other word before the question is part of it.
_POLITE = frozenset(
    """please can could would will may might you i we me us my our tell show give list find get fetch let know need
    want wanted like love hope hoping wondering wonder looking trying search searching check look up out for to ask
    asking if there is are be was anything something any some all everything possible able kind kindly enough don't
    mind do does have has had got a an the hi hello hey dear thanks thank good morning afternoon evening so ok okay
    well just quick question about of and i'd i'm i've we'd we're sorry bother help this that it's its on record say
    said actually really exactly at all ever remind remember interested curious see hear learn understand in but one
    should grateful obliged pleased appreciate
    apologies stupid silly daft maybe perhaps appreciated annoying more another last final follow-up""".split()
)
_RUN_UPS = (
    Begun(
        "is it |was it true|do we know|any idea",
        r"^(?:is it (?:true|right|correct|the case)|was it true|do we know|any idea) (?:that |if )?"
        rf"(?={_WH}\b|\w)(?!where\b|where )",
        re.I,
    ),
    Begun(
        "can you |could you |would you |please |find |show |give |list |get |tell |fetch ",
        r"^(?:(?:can|could|would) you |please )?(?:find|show|give|list|get|tell|fetch)(?: me| us)? "
        r"(?:any|all|the|some|every)?\s?(?:statements?|quotes?|quotations?|comments?|remarks?|instances?|times?) "
        r"(?:where|in which|when|that|by which)\b",
        re.I,
    ),
    Begun(
        "is there |are there |was there |were there ",
        r"^(?:is|are|was|were) there (?:any |an? |some )?(?:statements?|records?|evidence|instances?|occasions?|"
        r"reports?|passages?|proof)(?: on record)? (?:in which|on which|where|when|that|by which) ",
        re.I,
    ),
    Hinted(
        "whether ",
        r"^what (?:(?:is|was|has been|evidence|indication|proof|sign|does|do|did|there|the|record|records|graph|say|"
        r"says|show|shows|tell|recorded|known|on|we|you|have|know|us|me|of|as to|about)\s)*?"
        r"(?:as to |about |on |of )?whether ",
        re.I,
    ),
    Begun(
        "is there |are there |do you have |have you got |do we have ",
        r"^(?:is there|are there|do you have|have you got|do we have) (?:anything|something|any statements?|any quotes?"
        r"|any comments?)(?: at all)?(?: on record)? (?=(?:on|about|from|by|over|regarding)\b)",
        re.I,
    ),
)
# "I'm writing about Dartmoor and would like to know what was found there": the matter stands before the question.
_BEFORE = Begun(
    "hi|hello|hey|so|ok|,|i|we",
    r"^(?P<lead>.+?\b(?:on|about|into|regarding|covering|investigating) (?P<matter>.+?))[,;]?(?: and| so|\.|;|,)"
    rf".{{0,60}}?\b(?:know|tell me|find out|hear|see|ask|understand|wonder|wondering|need)\b:? (?={_WH}\b)",
    re.I,
)
_WHETHER = ("what", *(f"{be} {what}" for be in ("is", "are", "was", "were") for what in ("it", "there")))
_LEADING = Lazy(r"\b(?:in|on|of|at|by|from|under) $", re.I)
_LATE = Hinted(
    "please|thank|if ",
    r"[\s,]*(?:,? please|,? thanks?(?: you)?(?: very much| in advance)?|,? if (?:you|anyone) (?:can|could|know)s?)$",
    re.I,
)
_ASKING = Lazy(rf"(?:{_WH}|did|does|do|has|have|is|are|was|were)\b", re.I)
# Who says so, every answer tells.
_SAYS_WHO = Hinted(
    "who says so|says who|who said so|according to who",
    r"(?<=\w)[,;\s]+(?:and )?(?:who says so|says who|who said so|according to whom)\s*\??$",
    re.I,
)
_SECOND = Hinted(
    "? |; |. |and ",
    r"(?:\?+|;|\.)\s+(?=\w)"
    r"|,?\s+and\s+(?=(?:also\s+)?(?:what|who|whom|which|how|why|when|where|did|has|have|was|were)\b)",
    re.I,
)
_ALSO = Begun("and |also |then ", r"^(?:and |also |then )+", re.I)


def strip_courtesy(text: str) -> str:
    """Return a question without what leads up to it and what thanks for it.

    >>> strip_courtesy("please could you tell me, if you don't mind, what Davis said")
    'what Davis said'
    >>> strip_courtesy("Can you find any statements where ministers promised something")
    'ministers promised something'
    """
    text = _LATE.sub("", text.strip())
    if _SAYS_WHO.search(text) and _ASKING.match(text):
        text = _SAYS_WHO.sub("", text)
    for form in _RUN_UPS:
        if found := form.match(text):
            rest = text[found.end() :].strip()
            if rest.lower().startswith(("from ", "by ")):
                # "Is there anything from Davis" does not ask whether he did, nor of what is said about him.
                return f"anything {rest}"
            # "Is it true that he apologised" asks whether he did.
            return (f"did {rest}" if found[0].lower().startswith(_WHETHER) else rest) or text
    if (found := _BEFORE.match(text)) and _is_first_person(found["lead"]):
        return f"{text[found.end() :].rstrip('?')} about {found['matter']}"
    best = None
    for found in re.finditer(rf"\b{_WH}\b", text, re.I):
        before = re.findall(r"[\w']+", text[: found.start()].lower())
        if not all(word in _POLITE for word in before):
            break
        if before:
            best = found
        elif found[0].lower() not in ("if", "whether"):
            return text
    if not best:
        return text
    # "In what terms did he" asks another thing than "what terms did he".
    leading = _LEADING.search(text[: best.start()]) if best[0].lower() not in ("if", "whether") else None
    start = leading.start() if leading else best.start()
    # "Tell me if he apologised" asks whether he did.
    return re.sub(r"^(?:whether|if)\s+", "", text[start:], flags=re.I)


def _is_first_person(text: str) -> bool:
    return bool(re.match(r"(?:hi|hello|hey|so|ok)?[,\s]*(?:i|we)\b|i'm\b|we're\b", text, re.I))


def split_questions(text: str) -> list[str]:
    """Part a text where a second question begins.

    >>> split_questions("What did Clarke say and what did Davis reply?")
    ['What did Clarke say', 'what did Davis reply?']
    """
    parts = [_ALSO.sub("", part.strip(" ,")) for part in _SECOND.split(text)]
    return [part for part in parts if re.search(r"\w", part)] or [text]
