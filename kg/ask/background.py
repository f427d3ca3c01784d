"""What is told before a question: who asks and why, and the matter that the question takes for known."""

import re
from collections.abc import Sequence

from kg.ask.dates import Period, take_period
from kg.ask.find import Scope, count_statements
from kg.ask.mentions import find_mentions
from kg.ask.patterns import Hinted, Lazy
from kg.ask.record import Record
from kg.ask.tokens import Token, split_words, take_quotation
from kg.model import Entity

_SENTENCE = Hinted(
    ". |! |? ",
    r"(?:(?<=[\w'’\"”)])(?<!\bmr)(?<!\bmrs)(?<!\bdr)(?<!\bms)(?<!\bno)[.!]+\s+|(?<=\?)\s+)(?=[\w'\"“‘])",
    re.I,
)
_ASKS = Lazy(
    r"(?:(?:so|and|but|now|ok|also|then|please|basically|specifically)[\s,]+)*(?:what|who|whom|whose|which|how"
    r"|why|when|where|did|does|do|has|have|"
    r"had|is|are|was|were|can|could|would|should|any|anyone|anybody|name|list|show|find|give|tell|quote|compare"
    r"|in (?:what|which)|"
    r"on (?:what|which)|by (?:what|whom)|according to)\b",
    re.I,
)
_HEADED = Hinted(": | -|–|—", r"^(?P<lead>[\w'’]+(?:,? [\w'’]+){0,4})(?::\s+|\s+[-–—]+\s+|\s*[–—]\s*)(?P<asked>.+)$")
_SHORT_YEAR = Lazy(r"(?:\bin )?(?<!\w)['’](\d\d)\b")
_THE_ONE = Hinted(
    " one| guy| version",
    r"^(?P<asked>.+?)\s*[-–—,(]\s*(?:i mean |as in |meaning )?(?:the )?(?P<role>[\w'’ ]{3,40}?) (?:one|guy"
    r"|version)\b.*$",
    re.I,
)
_WHO_WAS = Hinted(
    "the one who|the one that|i mean the",
    r"^(?P<asked>.+?)\s*[?.,(–—-]+\s*(?:i mean |meaning |that is,? )?the one (?:who|that) (?:was|is|were)(?: then)?"
    r" (?:the |a |an )?(?P<role>[\w'’ ]{3,40}?)\s*[?.)]*$",
    re.I,
)
_AFTERWARDS = Lazy(r"(?:i|we|my|our|it'?s|this is|thanks|thank|cheers|need|asking|sorry)\b", re.I)
_INTRO = Lazy(r"^(?:\w+ ){0,3}\w+ here$|^(?:hi|hello|hey|morning|afternoon|evening|ok|right)\b[\w ,]{0,30}$", re.I)
_HE = Lazy(r"\b(?:he|she|him)\b", re.I)
_THEY = Lazy(r"\b(?:they|them|their)\b", re.I)
_HIS = Lazy(r"\b(?:his|her)\b", re.I)
_THERE = Lazy(r"\b(?:there|it|this|that|them|these|those)$", re.I)
_WHOSE = Lazy(
    r"^(?:so )?(?:whose (?:\w+ )?(?:is|was) (?:it|that|this)|who (?:said|says|was it|was that)(?: (?:it|that"
    r"|this|so))?)\b",
    re.I,
)


def fold_background(text: str, record: Record) -> str:
    """Return the question of a text, with the matter that is told before it and taken for known.

    Args:
        text: as typed, less courtesies.
        record: whose names and matters tell what the background is about.
    """
    parts = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
    whole = len(parts)
    while len(parts) > 1 and _INTRO.match(parts[0]):
        parts = parts[1:]
    while len(parts) > 1 and parts[-2].endswith("?") and _AFTERWARDS.match(parts[-1]):
        parts = parts[:-1]
    asking = [place for place, part in enumerate(parts) if part.endswith("?") or _ASKS.match(part)]
    if meant := _with_namesake(_join(parts), record):
        return meant
    if len(parts) == 1:
        return _headed(parts[0] if len(parts) < whole else text, record)
    if not asking or asking[0] == 0:
        return _join(parts) if len(parts) < whole else text
    return _with_matter(_join(parts[: asking[0]]), _join(parts[asking[0] :]), record)


def _join(parts: Sequence[str]) -> str:
    return ". ".join(parts).replace("?. ", "? ")


def _with_namesake(text: str, record: Record) -> str:
    """Read "Clarke - the prisons inspector one" as the one of that post; empty where nothing of the kind is said."""
    found = _WHO_WAS.match(text) or _THE_ONE.match(text)
    if not found:
        return ""
    ranks = [one.iri for mention in find_mentions(split_words(found["role"]), record) for one in mention.entities]
    for mention in find_mentions(split_words(found["asked"]), record):
        if mention.category == "agent" and len(mention.entities) > 1:
            meant = [one for one in mention.entities if any(record.roles.belongs(one.iri, rank) for rank in ranks)]
            meant = [one for one in meant if count_statements(Scope(speakers=(one.iri,)), record)] or meant
            if len(meant) == 1:
                return found["asked"].replace(mention.said, meant[0].label, 1)
    return ""


def _headed(text: str, record: Record) -> str:
    """Read what heads a question into it: "Dartmoor: did anyone apologise", "Clarke, 2006 - did he resign"."""
    found = _HEADED.match(text)
    if not found or not _ASKS.match(found["asked"]) or _ASKS.match(found["lead"]):
        return text
    dated = _SHORT_YEAR.sub(r"in 20\1", found["lead"])
    period, lead = take_period(dated)
    asked = _with_matter(lead, found["asked"], record)
    # "The owner's side: what did they say": who they are is told in front, and not in the question.
    if asked == found["asked"] or _THEY.search(asked):
        return text
    days = " ".join(word for word in dated.split() if word not in lead.split())
    return f"{asked.rstrip('?. ')}, {days}" if period != Period() else asked


def _with_matter(lead: str, asked: str, record: Record) -> str:
    quoted = take_quotation(lead)[0]
    if quoted and _WHOSE.match(asked):
        return f'who said "{quoted}"'
    tokens = split_words(asked)
    own = {one.category for one in find_mentions(tokens, record) if not one.guessed}
    told = [one for one in find_mentions(split_words(lead), record) if not one.guessed]
    people = {one.said: one for one in told if one.category == "agent" and _is_person(one.entities)}
    matters = {one.said: one for one in told if one.category == "incident" or one.others}
    if len(people) == 1:
        said = next(iter(people))
        asked = _HIS.sub(f"{said}'s", _HE.sub(said, asked))
    if "incident" not in own and "source" not in own and len(matters) == 1 and not _is_of_matter(tokens, record):
        said = next(iter(matters))
        asked = f"{_THERE.sub('', asked.rstrip('?. ')).strip()} about {said}"
    return asked


def _is_of_matter(tokens: Sequence[Token], record: Record) -> bool:
    """Say whether a question names a body that a matter is called like."""
    return any(one.others for one in find_mentions(tokens, record))


def _is_person(entities: Sequence[Entity]) -> bool:
    return all(any(kind.endswith("#Person") for kind in one.types) for one in entities)
