"""What a question is wrapped in: why it is asked, a claim to be checked, whom to leave out, whose version is meant."""

import re
from collections.abc import Callable

from kg.ask.claims import take_claim
from kg.ask.follow_ups import stand_alone
from kg.ask.forms import in_question_form
from kg.ask.functional import in_names
from kg.ask.naming import is_named
from kg.ask.outlet_frames import in_outlets
from kg.ask.patterns import Begun, Hinted, Lazy
from kg.ask.reasons import in_plain_question
from kg.ask.record import Record

_WH = r"(?:what|who|whom|whose|which|how|why|when|where)"
_DID = (
    r"(?:did|does|do|has|have|had|is|are|was|were|can|could|will|would|should|didn't|doesn't|don't|hasn't|haven't"
    r"|isn't|wasn't|weren't)"
)
_ASKS = Lazy(rf"(?:(?:and|so|but|now|then|ok|or)[\s,]+)*(?:{_WH}|{_DID})\b", re.I)
_LEAST_LEAD = 3
_DESK = (
    r"(?:(?:the|my|our|a) (?:news ?|night |day |picture |copy |legal )?"
    r"(?:desk|editor|boss|lawyers?|subs?|producer|colleague|team|reader|listener|viewer|friend|mate|teacher|student)s?"
    r"|legal|someone|somebody|people|readers|everyone|everybody|they|twitter|a tweet|a post|the internet)"
)
_LEARN = (
    r"(?:know|check|establish|find out|work out|confirm|verify|see|figure out|understand|make sure|be sure|pin down"
    r"|nail down|stand up|clarify|double[- ]check|hear|learn|get clear)"
)
_WHETHER = r"(?P<whether>whether|if|that)"
# Who wants to know, in front of the question itself; behind "whether" stands a claim.
_WANTING = Hinted(
    "i |i'|we |we'|the |my |our |legal",
    rf"^(?:(?:basically|so|ok|okay|right|hi|hello|hey|look|sorry|please)[\s,:–—-]+)*"
    rf"(?:(?:i|we)(?:'m|'re|'ve|'d| am| are| was| were| have| had| would)?|{_DESK}(?:'s|'re| is| are| has| have"
    rf"| would)?)"
    r"(?: (?:just|only|really|still|now|also|been|be))*"
    r" (?:(?:trying|hoping|looking|wanting|keen|meant|supposed|asked|told|need|needs|want|wants|wanting|like|love"
    rf"|desperate|wants? me|have|has|got|grateful|glad|happy|would like)(?: me| us| you)? (?:to|if you could"
    rf"|if you would"
    rf"|if someone could) (?:please )?(?:{_LEARN}|tell me|tell us|let me know|remind me|ask|point me to)"
    rf"|(?:asking|wondering|asks|wonder|ask|checking|unsure|not sure|curious)(?: me| us)?(?: about)?)"
    rf"[\s:,]+(?:(?={_WH}\b)|{_WHETHER}\b )",
    re.I,
)
_KNOWN = Hinted(
    "known|clear|recorded|documented|pull|dig|bring|fetch|display|look up",
    rf"^(?:is it (?:known|clear|recorded|documented|on record)|(?:please )?(?:pull up|dig (?:out|up)|bring up"
    rf"|fetch|display"
    rf"|look up|spell out|set out|print|copy|paste))(?: for me| for us)? (?:(?={_WH}\b)|{_WHETHER} )",
    re.I,
)
_CONFIRM = Hinted(
    "confirm|verify|check|establish|clarify|find out|tell me|let me know|say ",
    r"^(?:please |kindly |(?:can|could|would|will) (?:you|anyone|anybody|someone) (?:please |kindly )?)*"
    r"(?:confirm|verify|check|double[- ]check|establish|clarify|find out|work out|say|tell me|tell us|let me know)"
    rf"(?: for me| for us| please)?[\s,]+{_WHETHER} ",
    re.I,
)
_HEADING = Hinted(
    "check|true or|false|right or|query|claim",
    r"^(?:(?:quick|another|one|a|legal|just) )*(?:fact[- ]?check(?:ing)?|checking (?:a|this|one|the) (?:line"
    r"|claim|fact|quote"
    r"|point|sentence|story)|line check|sanity check|check|checking|claim|claim to check|to check|true or false"
    r"|right or wrong|true/false|query|question)\s*(?:[:–—]|-\s|\.\s|,\s)\s*(?P<claim>.+)$",
    re.I,
)
_SAFE = Hinted(
    "fair|safe|accurate|right|correct|true|ok|wrong|can |could |may |am i |are we ",
    r"^(?:so )?(?:(?:is|was|would) it (?:be )?(?:fair|safe|ok|okay|accurate|right|correct|wrong|true|legitimate)"
    r"(?: for (?:me|us))? to (?:say|write|report|state|claim|print|suggest|assume)"
    r"|(?:can|could|may) (?:we|i) (?:safely |fairly |honestly |definitely |now |still )?(?:say|write|report|claim|state"
    r"|print|assume|conclude)"
    r"|(?:am i|are we) (?:right|correct|wrong|mistaken) (?:in (?:thinking|saying|believing|assuming|writing)"
    r"|to (?:think|say|assume|believe|write)|that|if i say))(?: that)? (?P<claim>.+)$",
    re.I,
)
_HEARD = Begun(
    "the |my |our |a |legal|someone|somebody|people|readers|every|they|twitter|i|we",
    rf"^(?:{_DESK}(?: (?:in|at|on|from) (?:the )?\w+(?: \w+)?)?|i|we)(?:'ve| have| was| were| seem to|'m"
    rf"| am)?(?: just)?"
    r" (?:claims?|claimed|claiming|says?|said|saying|thinks?|thought|reckons?|insists?|heard|hear|been told"
    r"|told(?: me| us)?|tells"
    r"(?: me| us)?|told me|swears?|gather|believe|understand|remember|read|sure"
    r"|certain)(?: that)? (?P<claim>[^?]{4,160}?)"
    rf"\s*[.,;:–—-]+\s*(?:{_DID} (?:that|this|it|he|she|they|i)\b.*|true|right|correct|yes|really)\s*\?*$",
    re.I,
)
_TAIL = Hinted(
    ".|,|;|:|–|—| -",
    rf"\s*(?:[.,;:–—]+|\s-)\s*(?:(?:and )?(?:is|was|isn't) (?:that|this|it) (?:right|true|correct|so|the case|accurate"
    r"|fair|wrong)|true or false|right or wrong|true or not|true/false|or not|yes or no|y/n"
    rf"|{_DID} (?:he|she|they|it)(?: not)?(?: really| actually| ever)?|(?:right|correct|true|yes|agreed"
    rf"|really)(?=\s*\?))"
    r"\s*\?*$",
    re.I,
)
_JUDGING = Lazy(
    r"\b(?:is|are|was|were) (?:an? )?(?:guilty|innocent|lying|liars?|dishonest|incompetent|racist|corrupt|to blame"
    r"|wrong|right|useless|evil|stupid|hopeless|a disgrace)\b",
    re.I,
)

_LEAVING = (
    r"(?:(?:leaving|setting|putting) aside|apart from|aside from|besides|other than|excluding|excepting|except(?: for)?"
    r"|with the exception of|not counting|not including|ignoring|discounting|disregarding|barring|minus|without"
    r"|never mind|forget(?:ting)?(?: about)?|if (?:we|you|i) (?:leave out|ignore|exclude|forget(?: about)?"
    r"|discount|skip)"
    r"|leaving out|leave out|omitting|skip(?:ping)?|(?-i:bar)(?= [A-Z]))"
)
_NAME = r"(?:the |any |all )?[\w'’.-]+(?: (?!(?:what|who|which|how|did|when|where|why)\b)[\w'’.-]+){0,5}?"
_AHEAD = Lazy(
    rf"^(?:{_LEAVING} (?P<name>{_NAME})|(?:leaving|setting|putting) (?P<aside>{_NAME}) (?:aside|out|to one side))"
    rf"(?:\s*[,:;–—]\s*|\s+-\s+|\s+(?={_WH}\b|{_DID}\b))(?P<asked>.+)$",
    re.I,
)
_INSTEAD = Lazy(
    rf"\s*(?:,|\s[-–—]|\()\s*(?:and |but )?(?P<how>{_LEAVING}|not) (?P<name>{_NAME})\s*(?:\)|,(?= )|\s[-–—](?= )"
    rf"|(?=\s*[?:.]*$)|(?=[:.]))",
    re.I,
)
_BEHIND = Lazy(rf"(?<=\w)\.?\s+(?P<how>{_LEAVING}) (?P<name>{_NAME})\s*\?*$", re.I)
_LAST = Lazy(rf"[?.]\s*(?:and |but )?(?:i (?:do not|don't) mean|not|{_LEAVING}) (?P<name>{_NAME})[.?!]*$", re.I)
_EXCEPTED = Lazy(rf",\s*(?P<name>{_NAME}) (?:excepted|excluded|aside|apart)\s*(?P<end>,|\?|$)", re.I)
_BUT = Hinted(
    " but | than ",
    r"\b(?P<any>who|anyone|anybody|everyone|everybody|nobody|no one|someone)(?: else)? (?:but"
    r"|than) (?=[\w])(?!not\b|did\b|didn't\b|never\b|then\b|also\b)",
    re.I,
)
_LEAVE_HINTS = (
    "aside",
    "apart",
    "besides",
    "other than",
    "exclu",
    "except",
    "not ",
    "ignor",
    "discount",
    "disregard",
    "barring",
    "minus",
    "without",
    "never mind",
    "forget",
    "leav",
    "omit",
    " but ",
    " than ",
    "skip",
)
_IT = Lazy(r"\b(?:he|she|they|it)\b", re.I)


_PASSAGE = Hinted(
    " bit | part | passage | place | moment | line | section ",
    r"^(?:please )?(?:find|show|give|get|fetch|point)(?: me| us)?(?: to)? (?:the|a|any|that) (?:bit|part|passage"
    r"|place|moment|line"
    r"|section)s? (?:where|when|in which) (?P<who>[\w'’. -]{2,50}?) (?:talks?|talked|speaks?|spoke|says?|said"
    r"|goes on|mentions?)"
    r"(?P<rest> (?:about|on|of) .+)?$",
    re.I,
)


_TIME_AS = Hinted(
    " as ",
    r"\b(?:during|in|over|throughout|for) (?:his|her|their) (?:\w+ )?(?:spell|stint|tenure|term|time|days|years"
    r"|period|reign)"
    r" (?:in office |in post )?as (?:the )?",
    re.I,
)


_PLAINLY = Hinted(
    "confirm|verify|write|print|report|say |would |saying|line|note",
    r"^(?:(?:please |kindly |(?:can|could|would|will) (?:you|anyone|anybody|someone) (?:please )?)*(?:confirm|verify)"
    rf"(?: for me| for us)?(?! (?:{_WH}|the|a|an|this|it)\b)"
    r"|(?:i|we)(?:'d| would| are| am|'re|'m)?(?: (?:want|wanting|like|need|plan|planning|intend|hope|hoping|going"
    r"|about))"
    r" to (?:say|write|report|print|state)(?: that)?"
    r"|would (?:i|we) be (?:right|correct|wrong|safe|fair) (?:to (?:say|write|think|report)|in (?:saying|thinking"
    r"|writing))"
    r"(?: that)?"
    r"|(?:i|we)(?:'ve| have)(?: got)? (?:a|this) (?:line|claim|note|sentence|tip) (?:saying|that says|that"
    r"|which says)(?: that)?)"
    r" (?P<claim>.+)$",
    re.I,
)


def in_plain_frame(text: str, record: Record) -> str:
    """Return the question within what it is wrapped in.

    Args:
        text: as typed.
        record: whose names tell whether somebody is left out.
    """
    text = _TIME_AS.sub("as ", take_claim(text))
    steps: tuple[Callable[[str, Record], str], ...] = (
        stand_alone,
        in_question_form,
        in_names,
        _without_excepted,
        in_outlets,
    )
    text = in_plain_question(_bare(text) or text)
    for step in steps:
        text = step(text, record) or text
    return text


def _bare(text: str) -> str:
    """Take off who wants to know and why; a claim that is to be checked is put as a question for yes or no."""
    for form in (_WANTING, _KNOWN, _CONFIRM):
        if found := form.match(text):
            rest = text[found.end() :].strip()
            return _as_claim(rest) if found["whether"] else rest
    if found := _PASSAGE.match(text):
        return f"what did {found['who']} say{found['rest'] or ''}"
    if found := _HEADING.match(text):
        return found["claim"] if _ASKS.match(found["claim"]) else _as_claim(found["claim"])
    if (found := _SAFE.match(text) or _PLAINLY.match(text)) and not _JUDGING.search(found["claim"]):
        return _as_claim(found["claim"])
    if found := _HEARD.match(text):
        return _as_claim(found["claim"])
    found = _TAIL.search(text)
    if found and not _ASKS.match(text) and len(text[: found.start()].split()) >= _LEAST_LEAD:
        head = text[: found.start()]
        return text if re.search(r"[?:]|\. ", head) else _as_claim(head)
    return text


def _as_claim(text: str) -> str:
    return f"{_TAIL.sub('', text).rstrip(' ?.')}?"


def _without_excepted(text: str, record: Record) -> str:
    """Put whom a question leaves out behind it, after "apart from", however it says so."""
    # Nobody is left out by what was done "without being considered".
    lowered = text.lower().replace("without being ", "").replace("without having ", "")
    if not any(hint in lowered for hint in _LEAVE_HINTS):
        return text
    text = _BUT.sub(r"\g<any> apart from ", text)
    if (found := _AHEAD.match(text)) and is_named(found["name"] or found["aside"], record):
        return f"{found['asked'].rstrip(' ?.')} apart from {found['name'] or found['aside']}?"
    for form in (_LAST, _EXCEPTED, _INSTEAD, _BEHIND):
        if (found := form.search(text)) and is_named(found["name"], record):
            rest = f"{text[: found.start()]} {text[found.end() :].lstrip(',)')}"
            return _repeated(f"{' '.join(rest.split()).rstrip(' ?.')}", found["name"])
    return text


def _repeated(rest: str, name: str) -> str:
    """Read "Clarke: what did he say" as asked of Clarke; put whom it leaves out behind it."""
    who, _, asked = re.sub(r"^(?:i mean|meaning) ", "", rest, flags=re.I).replace(". ", ": ").partition(":")
    if asked and not _ASKS.match(who) and _IT.search(asked):
        rest = _IT.sub(who.strip(), asked.strip())
    return f"{rest} apart from {name}?"
