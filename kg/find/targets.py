"""Whom an act is aimed at: the object of its cue, or the subject of what is said where the cue only says so."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.find.acts import load_lexicon, names_act
from kg.find.words import Words
from kg.finding import Part
from kg.model import Span

# What may stand between the cue of an act and whom it is aimed at; acts that are not here are aimed at nobody.
_FAULT = ("at", "on", "upon", "against", "of", "with")
_SIDING = ("to", "for", "in", "behind", "of", "with")
_LEADS: dict[str, tuple[str, ...]] = {
    "accuses": ("at", "against"),
    "blames": ("on", "upon", "with", "at"),
    "criticises": _FAULT,
    "deplores": ("at", "against"),
    "defends": ("of",),
    "praises": _SIDING,
    "supports": _SIDING,
    "calls-for": ("on", "upon", "for", "to", "with"),
    "demands": ("on", "upon", "for", "from", "of", "that"),
    "asks": ("of",),
    "orders": (),
    "warns": (),
    "reassures": (),
    "apologises": ("to",),
    "withholds-call": ("on", "for"),
}
_ADDRESSED = frozenset("asks orders warns reassures apologises calls-for demands".split())
_TELLING = frozenset("tell tells told telling wrote writes writing".split())
_STYLED = frozenset("called calls calling branded brands branding dubbed described describes labelled labels".split())
_BE = frozenset("is are was were be been being gets got".split())

_OFFICES = (
    "secretary|minister|ministers|chancellor|chief executive|chief constable|director|chairman|chairwoman|chair|head"
    "|governor|mayor|commissioner|president|leader|boss|bosses|manager|managers|prosecutors|officials|inspectors"
    "|premier|superintendent|principal|headteacher|officer|ombudsman|regulator"
)
_BODIES = (
    "government|ministry|department|council|agency|authority|police|force|service|trust|hospital|company|firm|party"
    "|board|university|school|prison|union|charity|opposition|inspectorate|watchdog|committee|commission|operator"
    "|contractor|developer|landlord|corporation|association|operator|bank|church|club|railway|airline"
)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Prof|Professor|Cllr|Councillor|Supt|Superintendent)\.?\s"
_CAP = (
    r"(?!(?:They|It|This|That|We|I|You|He|She|These|Those|There|If|When|What|Who|Why|How|No|Not|Nobody|And|But|So|As|In"
    r"|On|At|A|An|The|My|Our|Your|His|Her|Its|Their|All|Some|Many|Most|Every|Any|Nothing|Now|Then|Here|While|Although|Though|Since"
    r"|Because|After|Before|For|From|To|Of|With|By|Even|Only|Just)\b)"
    r"[A-Z][\w-]*(?:['’](?!s\b)[A-Z]\w+)?"
)
_NAME = rf"(?:{_TITLE}){{0,2}}{_CAP}(?:\s(?:(?:of|for)\s(?:the\s)?)?{_CAP}){{0,5}}"
# A word before the noun of a phrase; none that begins another phrase.
_INNER = (
    r"(?!(?:of|for|to|as|that|over|and|but|by|with|in|on|at|from|who|which|is|was|had|has|have|were|are)\b)"
    r"[A-Za-z][\w-]*(?:['’]s?)?\s"
)
_PHRASE = (
    rf"(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s(?:{_INNER}){{0,5}}?|(?:{_CAP}\s){{0,4}}?)"
    rf"(?:{_OFFICES}|{_BODIES}|Government|Ministers|Prosecutors|Officials)\b"
    rf"(?:\sof\s(?:state(?:\sfor\s{_CAP})?|(?:the\s)?{_CAP}(?:\s{_CAP}){{0,3}}))?"
)
_APPOSED = rf"(?:,\s{_NAME}(?=,))?"
_WHO = rf"(?P<who>(?:{_PHRASE}){_APPOSED}|(?:[Tt]he\s)?{_NAME}|him\b|her\b|he\b|she\b|He\b|She\b)"
_AFTER = (
    r"(?=\s*$|\s*[.,;:!?\"“”‘()—–]|\s'|’(?!s\b)|\s(?:of|for|to|as|over|that|about|after|on|in|at|with|by|from|yesterday"
    r"|today|last|this|when|while|because|and|but|not|again|before|during|who|which|is|was|had|has|have|were|are|if"
    r"|whether|why|how|what|a|an)\b)"
)
# "the council's handling of it" is held against the council, "the council's staff" is not.
_CONDUCT = (
    r"(?=['’]s?\s(?:\w+\s)?(?:failure|failures|failings|handling|decision|record|conduct|response|refusal|behaviour"
    r"|performance|leadership|incompetence|complacency|attitude|inaction|silence|resignation|removal|sacking)\b)"
)
_OBJECT = re.compile(rf"{_WHO}(?:{_CONDUCT}|{_AFTER})")
# "demanded Mr Lane answer to the board".
_TO_ACT = re.compile(rf"(?P<who>{_TITLE}{_CAP})(?=\s[a-z]+\b)")
_AND = re.compile(rf"\sand\s(?P<who>(?:[Tt]he\s)?{_NAME}){_AFTER}")
_PERSON = re.compile(rf"{_TITLE}|him$|her$|(?:.*\b(?:secretary|minister|ministers|chancellor|government|premier))\b")
_VENUE = re.compile(
    r"\b(?:commons|lords|house|mps|peers|parliament|bbc|itv|sky|radio|times|guardian|mail|post|telegraph|inquiry"
    r"|committee|court|hearing|conference|journalists|reporters|programme|paper|newspaper)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[\s\"'“‘`…]*(?:(?:that|and|but|so|yet|because|only|while|although|(?:this|that|it)\s(?:show|prove)(?:s|d|ed)"
    r"|in\s(?:his|her|their)\sview)\s+)*[\"'“‘]?",
    re.IGNORECASE,
)
_ADVERB = r"(?:\w+ly\s|also\s|still\s|never\s|not\s|simply\s|now\s|then\s)?"
_DONE_TO = (
    r"(?!(?:(?:has|have|had)\s)?(?:was|were|been|is|are|being)\s(?:\w+ly\s|also\s|not\s)?"
    r"(?:\w+ed|told|given|left|put)\b)"
)
_DOES = (
    rf"\s[\"“‘']?{_ADVERB}{_DONE_TO}[\"“‘']?(?:has|have|had|was|were|is|are|did|does|do|must|should|could|can|cannot"
    r"|would|\w{2,}ed|lied|misled|broke|let|knew|chose|put|kept|made|hid|left|gave|took|lost|bears?|deserves?|lies"
    r"|ought|needs?)\b"
)
_OUGHT = rf"\s[\"“‘']?{_ADVERB}[\"“‘']?(?:must|should|ought\sto|needs?\sto|has\sto|have\sto)\b"
_CHARGED = frozenset("accuses blames criticises".split())
_SIDED = frozenset("defends praises supports".split())
_CALLED = frozenset("calls-for demands withholds-call".split())
# What makes a clause a reproach: the act is told by a model, which may be wrong.
_FAULTY = re.compile(
    r"\b(?:not|\w+n['’]t|never|no|nothing|without|instead|too|fail(?:s|ed|ing|ings)|mis(?:led|leads|leading|managed|handled|used)|ignor\w+"
    r"|li(?:ed|es|ar|ars)|lying|wrong\w*|neglect\w*|incompeten\w*|blam\w+|cover\w*|hid|hidden|hiding|broke\w*|refus\w+|shame\w*"
    r"|disgrac\w+|blunder\w*|betray\w*|let\s\w+(?:\s\w+)?\sdown|lost|go|resign|quit|reckless\w*|negligen\w+|complacen\w+"
    r"|responsible|culpable|fault\w*|clueless|catastroph\w+|deceiv\w+|dishonest\w*|chaos|chaotic|shambles|calami\w+"
    r"|useless|hopeless|allowed|guilty|corrupt\w*|careless\w*|evad\w+|delay\w*|dodg\w+|weak\w*|asleep|worse|worst|bad\w*"
    r"|poor\w*|overlook\w*|forgot\w*|dither\w*|squander\w*|abandon\w*|scandal\w*|bungl\w+|botch\w*|hypocri\w+|knew)\b",
    re.IGNORECASE,
)
_TRUSTED = re.compile(
    rf"\b(?:confidence[\"”’']?\sin|(?:full|every|complete)\ssupport\s(?:to|for)|tribute\sto"
    r"|(?:I|we)\s(?:\w+\s)?(?:support|back|trust)"
    rf"|(?:not|n['’]t)\s(?:think|believe|feel)(?:\sthat)?)\s(?:both\s)?{_WHO}{_AFTER[:-1]}|\sshould\b)"
)
# "calls for Mr Lane's resignation", which are held back.
_CALLS = re.compile(rf"\bcall(?:s|ing)?\s(?:for|on)\s{_WHO}(?:{_CONDUCT}|\sto\b)")
_FAULTS_BY = re.compile(
    r"\b(?:failures?|failings?|incompetence|negligence|neglect|blunders?|dereliction\sof\sduty|complacency|mistakes?|errors?"
    rf"|bungling|cover-up)[\"”’']?\sby\s(?:both\s)?{_WHO}{_AFTER}"
)


def targets_of(
    words: Words, cue: Sequence[int], parts: Sequence[Part], said: tuple[Sequence[str], Sequence[str]]
) -> tuple[Span, ...]:
    """Find whom the acts of an attribution are aimed at, by their names, posts or pronouns.

    Args:
        words: of the text.
        cue: the words of the cue.
        parts: of what is said, each with its acts.
        said: the words of the cue and those after it, as its act is told by.

    Returns:
        Where they stand, in order; nothing where the words leave it open, since a wrong one harms.

    >>> from kg.find.words import read_words
    >>> text = "They accused the agency's chief executive, Sir Hugh Lane, of delay."
    >>> spans = targets_of(read_words(text), [1], [Part(((13, 66),), ("accuses",))], (["accused"], ["the"]))
    >>> [text[a:b] for a, b in spans]
    ["the agency's chief executive, Sir Hugh Lane"]
    """
    if names_act(load_lexicon(), *said):
        return object_of(words, cue, parts[0].acts[0])
    forms = {words.forms[index].lower() for index in cue}
    if forms & _TELLING and parts[0].acts[0] in _ADDRESSED:
        spans = object_of(words, cue, parts[0].acts[0])
        if told := tuple(span for span in spans if _PERSON.match(words.text[slice(*span)])):
            return told
    if forms & _STYLED and set(parts[0].acts) & (_CHARGED | _SIDED):
        return object_of(words, cue, parts[0].acts[0])
    return tuple(span for part in parts for span in subject_of(words.text, part))


def object_of(words: Words, cue: Sequence[int], act: str) -> tuple[Span, ...]:
    """Find whom a cue has as its object: accused **Mr Clarke** of ..., called on **the council** to ...

    >>> from kg.find.words import read_words
    >>> text = "They blamed Mr Clarke's office."
    >>> object_of(read_words(text), [1], "blames")
    ()
    """
    if act not in _LEADS or not cue or _is_passive(words, cue):
        return ()
    start = cue[-1] + 1
    lead = words.forms[start].lower() if start < len(words) else ""
    is_led = lead in _LEADS[act]
    start += is_led
    if start >= len(words) or words.breaks[start] >= 2:
        return ()
    found = _OBJECT.match(words.text, words.starts[start])
    if found is None and act == "demands":
        found = _TO_ACT.match(words.text, words.starts[start])
    if found is None or _VENUE.search(found["who"]):
        return ()
    end = found.end("who")
    if act == "orders" and words.text.startswith(" to be ", end):
        return ()
    if is_led and lead in ("for", "that") and act in _CALLED:
        # "called for the minister to go", not "called for the council"; "demanded that he go".
        after = words.text[end : end + 80]
        if not re.match(r"\s(?:to|must|should)\s|['’]s?\s\w", after):
            return ()
    other = _AND.match(words.text, end)
    return (found.span("who"), *((other.span("who"),) if other else ()))


def subject_of(text: str, part: Part) -> Iterator[Span]:
    """Yield whom a part of what is said charges, sides with or calls upon, if its clause begins with one alone.

    >>> text = "Mr Lane had misled the board"
    >>> [text[a:b] for a, b in subject_of(text, Part(((0, 28),), ("accuses",)))]
    ['Mr Lane']
    """
    start, end = part.content[0]
    acts, begin = set(part.acts), _OPENING.match(text, start, end)
    found = _aimed(text, (begin.end() if begin else start, end), acts)
    if found is None or _VENUE.search(found["who"]):
        return
    yield found.span("who")
    other = _AND.match(text, found.end("who"), end) if found.re in (_TRUSTED, _FAULTS_BY) else None
    if other:
        yield other.span("who")


def _aimed(text: str, span: Span, acts: set[str]) -> re.Match[str] | None:
    """Find the words in some clauses that tell at whom their acts are aimed."""
    start, end = span
    if "withholds-call" in acts:
        return _CALLS.search(text, start, end)
    if acts & _CALLED:
        return _subject("ought").match(text, start, end)
    if acts & _SIDED:
        return _TRUSTED.search(text, start, end) or _subject("does").match(text, start, end)
    if not acts & _CHARGED:
        return None
    found = _subject("does").match(text, start, end)
    if found and not _FAULTY.search(re.split(r"[.;]", text[found.end("who") : end])[0]):
        return None
    return found or _FAULTS_BY.search(text, start, end)


@cache
def _subject(kind: str) -> re.Pattern[str]:
    return re.compile(_WHO + (_OUGHT if kind == "ought" else rf"(?:,)?{_DOES}"))


def _is_passive(words: Words, cue: Sequence[int]) -> bool:
    """Say whether the act is done to the one who is named as its source: "was criticised by"."""
    near = [words.forms[index].lower() for index in (*range(max(cue[0] - 2, 0), cue[0]), *cue)]
    return any(
        form in _BE and any(other.endswith("ed") for other in near[place + 1 :]) for place, form in enumerate(near)
    )
