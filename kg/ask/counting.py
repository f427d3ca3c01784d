"""What a question for a number asks: what is counted, in which measure, by whom and where."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from kg.ask.looks import NUMBER_HINTS
from kg.ask.mentions import TITLES, Mention
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.synonyms import Said, read_words
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token

# What sort of number is wanted: things counted, a part of a whole, a time, an age, money, or any; "list" is all
# numbers on a matter.
Sort = Literal["count", "share", "time", "age", "money", "often", "any", "list"]

# Which of several figures is wanted, if not all of them.
Extreme = Literal["", "most", "least", "latest", "earliest"]

_NOUNS = r"(?:figure|number|statistic|stat|total|count|estimate|toll)"
_GIVES = r"(?:gives?|given|publish|published|states?|stated|puts?|say|said|provided?|released?|disclosed?|ha[sd]|have)"
_SORTS: tuple[tuple[Sort, str], ...] = (
    ("age", r"\bhow (?:old|young)\b|\b(?:what|which) ages?\b|^what (?:is|was|were|are) the ages? of\b"),
    ("often", r"\bhow (?:often|frequently|many times)\b"),
    (
        "share",
        r"\b(?:what|which|the|by what) (?:\w+ )?(?:percentage|per cent|percent|proportion|share|fraction|part|rate)\b",
    ),
    ("share", r"\bhow many (?:per cent|percent)\b"),
    ("time", r"\bhow (?:long|late|soon)\b|\bhow (?:many|few) (?:second|minute|hour|day|week|month|year)s\b"),
    ("time", r"\bwhat (?:(?:was|is|were|'s) )?(?:the )?(?:prison |jail )?(?:sentence|term)\b"),
    (
        "money",
        r"\bhow much money\b|\bhow (?:much|many) (?:pounds|euros|dollars|crowns)\b|\b(?:what|which) (?:sum|amount)\b",
    ),
    (
        "any",
        r"\bwhat(?: was| is|'s) the (?:drop|fall|rise|increase|decrease|decline|growth|reduction|cost|price|length)\b",
    ),
    ("any", r"\bhow (?:much|high|large|big|great|low|far|small)\b"),
    ("count", r"\bhow (?:many|few)\b"),
    # Notes in place of a question: "passengers treated in hospital: number", "minutes adrift, source".
    ("count", rf"\b{_NOUNS}(?: (?:and )?(?:the )?(?:source|period|asserted by|whose|by whom))*$"),
    ("count", r"\bper (?:year|annum|month|week)\b"),
    ("time", r"^(?:seconds|minutes|hours|days|weeks|months|years) (?!of |after |before |later)\w+"),
    ("list", rf"^(?:which|what|list|show|give me|all|any|are there(?: any)?)(?: \w+){{0,2}} {_NOUNS}s\b"),
    ("list", rf"^(?:the )?{_NOUNS}s (?:for|of|on|about|given|in|from|by)\b"),
    ("count", rf"^(?:which|what|what's|whats)(?: (?:is|was|were|are))?(?: (?:the|a))?(?: \w+)? {_NOUNS}\b"),
    ("count", rf"^(?:the )?(?:(?:total|overall|exact|full|whole) )?{_NOUNS} (?:for|of|on)\b"),
    (
        "count",
        rf"^(?:is|was) there (?:an? |any )?(?:\w+ )?{_NOUNS}\b",
    ),
    ("count", rf"^(?:what|how) (?:do|does|did) .* (?:say|put|give|claim|report)\b.*\b{_NOUNS} (?:of|for|at)\b"),
    ("count", rf"^(?:who|whose|which \w+) .*\b{_GIVES} (?:an? |the |any )?(?:\w+ )?{_NOUNS} (?:of|for|on)\b"),
    ("count", rf"^(?:did|does|do|has|have) .*\b{_GIVES} (?:an? |any |the |exact )*{_NOUNS}s?\b"),
)
# "... and who says so": what every answer says anyway.
_TAIL = Lazy(
    r"\s*(?:\band )?\b(?:"
    r"who(?: else)? (?:says?|said|counted|counts|gave|gives|claims?|claimed|reports?|reported|asserts?|asserted|puts?|"
    r"provided|stated|told|confirmed|came up|made|is the source|was the source|quotes?|quoted|knows)\b.*"
    r"|(?:over|for|in|since) (?:what|which) (?:period|time|years?|days?|span)\b.*"
    r"|says who|according to (?:whom?|what|which \w+)|by whom|in whose \w+|on whose \w+"
    r"|(?:do|does|did|is|are) (?:all |any |the |other )*(?:sources?|papers?|outlets?|accounts?|reports?|they) .*"
    r"|(?:where|what|which) (?:does|do|is|are|was|were) (?:that|this|it|the source|the number|the figure)\b.*"
    r")$"
)
# Words that point at numbers, hedge them, or name the affair as such: none of them is counted.
FILLERS = (SAYING - {"call", "calls"}) | frozenset(
    """total altogether overall exactly roughly approximately currently still already yet now actually really ever
    least amount statistic statistics stat stats estimate estimates estimated toll number figure sum percentage
    percent per cent proportion share fraction ratio scandal affair row crisis fiasco debacle failure incident
    blunder episode list show available true correct existing official claimed claim claims claiming put puts putting
    stated assert asserted cite cited whole entire group publicly print printed published publish fully is was were
    been being passed elapsed took take takes taken taking became become""".split()
)
_GIVING = (SAYING - {"call", "calls"}) | frozenset(
    """claim claims claimed put puts count counts counted estimate estimates estimated cite cited report reports
    reported state states stated assert asserts asserted reckon reckons reckoned confirm confirmed publish published
    print printed admit admits admitted reveal revealed disclose disclosed use uses""".split()
)
# "Which figure did she give": a giving only where a number is its object, not "how many orders did they give".
_HANDING = frozenset(
    "give gives gave given provide provides provided offer offered have has carry carries carried".split()
)
_FIGURE_NOUN = Lazy(rf"\b{_NOUNS}s?\b")
_SKIPPED = frozenset(("the", "a", "an", "former", "then", "ex", *TITLES))
# "Of the 160, how many": a part of these, and not the number itself.
_WHOLE = Lazy(r"\b(?:of|out of|among) (?:the |those |these |all |all the )?(\d[\d,]*)\b")
# What the whole is, the number tells: "of the 160 the courts wanted out, how many were deported".
_OF_WHOLE = Lazy(
    r"^(?:so )?((?:of|out of|among) (?:the |those |these |all |all the )?\d[\d,]*)\b[^?]*?(?=\bhow (?:many|few)\b)"
)
_UNITS = Lazy(r"\bhow (?:many|few) ((?:second|minute|hour|day|week|month|year)s)\b")
# Who may be counted by what they say, and what counts the record itself, whatever the figures are.
_OF_SPEECH = Lazy(
    r"\bhow (?:many|few) (?:(?!more\b|of\b)\w+ )?"
    r"(?:times|people|persons|politicians|ministers|mps|speakers|voices|parties|sources|outlets|papers)\b"
)
_BEFORE_VERB = frozenset("have has had who that did do were was then ever also publicly openly in this the a".split())
_OF_RECORD = Lazy(r"\bhow (?:many|few) (?:\w+ )?(?:statements|quotes|quotations|remarks|speakers|articles)\b")
ASKING = Lazy(r"\bhow (?:many|much|few|long|old|young|often|frequently|high|large|big|great|low|far|small|late|soon)\b")
# "The latest figure": which of those on record, and no word of what is counted.
_EXTREMES = Lazy(
    r"\b(highest|largest|biggest|greatest|maximum|top|lowest|smallest|minimum|latest|newest|"
    rf"most recent|last|earliest|first|oldest|original) (?=(?:\w+ )?{_NOUNS}s?\b)"
)
_EXTREME: Mapping[str, Extreme] = {
    **dict.fromkeys(("highest", "largest", "biggest", "greatest", "maximum", "top"), "most"),
    **dict.fromkeys(("lowest", "smallest", "minimum"), "least"),
    **dict.fromkeys(("latest", "newest", "most recent", "last"), "latest"),
    **dict.fromkeys(("earliest", "first", "oldest", "original"), "earliest"),
}
# "Per head" counts nothing: the label of a figure tells for whom it is.
_APIECE = Lazy(r"\b(?:per (?:head|person|capita)|a head|apiece)\b")
_HEAD = Lazy(rf"\b(?:how (?:many|few)|{_NOUNS}s? (?:of|for)) ((?:[\w,'-]+ ?){{1,4}})")


@dataclass(frozen=True)
class Count:
    """A question for a number.

    ``said`` are the words of what is counted; ``head`` those that stand right behind "how many"; ``speakers`` and
    ``outlets`` are who must give the number and where; ``unit`` the unit that the question names, in the plural;
    ``is_of_speech`` is true of "how many spoke" and "how many statements": the record itself is counted; ``extreme``
    is which of the figures found is wanted, if not all; ``whole`` is the number of which a part is asked for.
    """

    sort: Sort
    said: Said
    head: frozenset[str]
    speakers: tuple[Mention, ...] = ()
    outlets: tuple[Mention, ...] = ()
    unit: str = ""
    is_of_speech: bool = False
    extreme: Extreme = ""
    whole: str = ""


def read_count(reading: Reading, outlets: frozenset[str]) -> Count | None:
    """Read a question for a number; None if it asks for none.

    Args:
        reading: of the question.
        outlets: IRIs of the bodies that publish.
    """
    # "What did Number 10 say" asks for no number.
    inside = {p for one in reading.named if one.category == "agent" for p in range(one.start, one.end)}
    text = " ".join("_" if place in inside else token.text for place, token in enumerate(reading.tokens))
    words = frozenset(text.split())
    if not words & NUMBER_HINTS:
        return None
    extreme = _EXTREMES.search(text)
    text = _EXTREMES.sub("", text)
    sort = next((sort for sort, form in _SORTS if re.search(form, text)), None)
    if sort is None:
        return None
    speakers, papers = voices(reading, text, outlets)
    taken = {place for mention in (*speakers, *papers) for place in range(mention.start, mention.end)}
    rest = " ".join(token.text for place, token in enumerate(reading.tokens) if place not in taken)
    # The asking words themselves go: who asks how late does not ask about the late.
    rest = _OF_WHOLE.sub(r"\1 ", _APIECE.sub("", _EXTREMES.sub("", rest)))
    head = _HEAD.search(rest)
    rest = ASKING.sub(" ", rest)
    # "What is the figure" is no tail where it begins the question.
    tail = _TAIL.search(rest, 1) if reading.starts_with not in ("who", "which") else None
    rest = rest[: tail.start()] if tail else rest
    unit = _UNITS.search(text)
    # The unit says in what is counted, not what.
    said = read_words(rest, FILLERS | {unit[1] if unit else ""})
    counted = read_words(_noun_run(head[1]), FILLERS).affirmed if head else frozenset()
    is_of_speech = bool(_OF_RECORD.search(text)) or _counts_speech(reading, text)
    which = _EXTREME[extreme[1]] if extreme else ""
    whole = _WHOLE.search(text)
    number = whole[1].replace(",", "") if whole else ""
    return Count(sort, said, counted, speakers, papers, unit[1] if unit else "", is_of_speech, which, number)


def _counts_speech(reading: Reading, text: str) -> bool:
    """Say whether those who did an act or spoke are counted: "how many people blamed him", not "how many died"."""
    found = _OF_SPEECH.search(text)
    if not found:
        return False
    if found[0].endswith("times"):
        return bool(reading.acts) or any(token.text in SAYING for token in reading.tokens)
    behind = text[: found.end()].count(" ") + 1
    while behind < len(reading.tokens) and reading.tokens[behind].text in _BEFORE_VERB:
        behind += 1
    verb = reading.tokens[behind].text if behind < len(reading.tokens) else ""
    return verb in SAYING or any(act.start == behind for act in reading.acts)


def _noun_run(text: str) -> str:
    """Return the words before the first that joins or asks.

    >>> _noun_run("sex offenders did dartmoor"), _noun_run("of the 1,023 were")
    ('sex offenders', '')
    """
    return " ".join(takewhile(lambda word: word not in FUNCTION_WORDS, text.split()))


def voices(reading: Reading, text: str, outlets: frozenset[str]) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
    """Return the mentions of who must give the number, and of the outlets that must print it.

    Args:
        reading: of the question.
        text: the question in lower case.
        outlets: IRIs of the bodies that publish.
    """
    giving = _GIVING | _HANDING if _FIGURE_NOUN.search(text) else _GIVING
    speakers: list[Mention] = []
    papers: list[Mention] = []
    for mention in reading.named:
        if mention.category not in ("agent", "post", "source"):
            continue
        before, after = _around(reading.tokens, mention)
        if before[-2:-1] == ["how"]:  # "how many police forces answered": they are counted, not heard
            continue
        gives = bool(after) and (after[0] in giving or (mention.possessive and bool(_FIGURE_NOUN.fullmatch(after[0]))))
        named = before[-2:] == ["according", "to"] or (before[-1:] == ["by"] and bool(giving & set(before[-2:-1])))
        if before[-1:] in (["and"], ["or"]) and speakers and 0 < mention.start - speakers[-1].end <= 3:
            # "According to Poe and Roe", each by himself.
            named = True
        if all(one.iri in outlets for one in mention.entities) or mention.category == "source":
            if gives or named or before[-1:] in (["in"], ["by"], ["from"]):
                papers.append(mention)
        elif gives or named:
            speakers.append(mention)
    return tuple(speakers), tuple(papers)


def _around(tokens: Sequence[Token], mention: Mention) -> tuple[list[str], list[str]]:
    """Return the words before and after a mention, articles and titles passed over."""
    before = [token.text for token in tokens[: mention.start] if token.text not in _SKIPPED]
    return before, [token.text for token in tokens[mention.end :]]
