"""What a question asks: who speaks, to or of whom, about what, by which act, when, where it stood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.ask.appositions import join_names
from kg.ask.clauses import Clause, split_clauses
from kg.ask.dates import Period, shifted, take_period
from kg.ask.incidents import days_of, first_reported
from kg.ask.leftovers import Leftovers, sort_words
from kg.ask.lexicon import ADVERBS, DETERMINERS, IRREGULAR
from kg.ask.mentions import TITLES, Mention, find_mentions
from kg.ask.orders import Order, take_order
from kg.ask.parts import Parts, Role
from kg.ask.patterns import Hinted, Lazy
from kg.ask.phrases import tidy
from kg.ask.record import Record
from kg.ask.renames import OVER_NAMES, RENAMED
from kg.ask.service import Service, is_office, is_post, take_service
from kg.ask.spans import in_dates
from kg.ask.spelling import correct, settle
from kg.ask.stems import stem
from kg.ask.subjects import find_subjects
from kg.ask.tokens import SAYING, Token, split_words, take_quotation
from kg.ask.turning import AGAINST, COMING_OUT, CONTENT_DAY, turn_relation, turn_service, turn_silence

Aim = Literal["statements", "yes-no", "who", "figures", "holder"]
_VERBS = frozenset(
    "did do does has have had is are was were can could will would should didn't doesn't hasn't wasn't isn't".split()
)
_NEGATIONS = frozenset(("not", "never", "neither"))
_COUNTING = Hinted(
    "how |figure|number|percentage|proportion|share|total",
    r"^(?:by |and |according to [\w' ]{2,40} )?how (?:many|much|long|large|big)\b"
    r"|\b(?:which|what) (?:figures?|numbers?|percentage|proportion|share)\b"
    r"|^(?:the )?(?:(?:total|overall|exact|full|whole) )?(?:number|figures?|total) (?:of|for|on)\b",
)
_WITH = Hinted("agree|echo|concur", r"\b(?:agree[sd]?|echo\w*|concur\w*) with\b")
_QUOTING = Lazy(
    r"who(?: was it (?:that|who))? (?:said|says|used|uses|spoke of|talked of|called|calls|described|describes|branded|"
    r"labelled|dubbed|coined|came up with)\b(?! what\b)"
)
_SHARES = frozenset(("percentage", "percent", "proportion", "share", "cent", "fraction", "rate"))
_IN_OFFICE = Hinted(
    "in opposition|in government|in power",
    r"\b(?:while |when |whilst )?(?:they were |it was )?in (opposition|government|power)\b",
    re.I,
)
_PREPOSITIONS = frozenset("in on at for of by from under".split())
_TIMES = frozenset("date day days month year time hour point occasion".split())
_GROUNDS = frozenset("reason reasons grounds ground".split())
_BOTH = Hinted("both", r"\bboth\b")


@dataclass(eq=False)
class Reading:
    """A question understood; every list holds alternatives that all count ("Davis and Campbell").

    ``topic`` holds stems of words that nothing named, ``helping`` those that may be left out, ``without`` those of a
    matter that is excepted; ``unknown`` words typed as names that the record does not hold; ``quoted`` words to look up
    verbatim; ``passed`` are unknown verbs that are passed over. ``tokens`` are the words less dates and quoted words,
    ``named`` all that they name, in their order and whatever part it plays. ``also`` holds the further clauses of a
    compound question, joined by their ``joined_by``.
    """

    aim: Aim
    period: Period = field(default_factory=Period)
    roles: dict[Role, list[Mention]] = field(default_factory=dict)
    acts: list[Mention] = field(default_factory=list)
    negated: bool = False
    former: bool = False
    quoted: str = ""
    topic: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    starts_with: str = ""
    asks_name: bool = False
    asks_share: bool = False
    relation: Literal["", "against", "with"] = ""
    over_names: bool = False
    is_quoting: bool = False
    tokens: tuple[Token, ...] = ()
    named: tuple[Mention, ...] = ()
    helping: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    asks_target: bool = False
    speaker_kind: str = ""
    without: list[str] = field(default_factory=list)
    told: tuple[str, ...] = ()
    every: bool = False
    universal: bool = False
    side: Literal["", "opposition", "government"] = ""
    also: list["Reading"] = field(default_factory=list)
    joined_by: Literal["", "and", "or", "not"] = ""
    passed: list[str] = field(default_factory=list)
    order: Order = ""

    def mentions(self, role: Role) -> list[Mention]:
        """Return the names that play a part."""
        return self.roles.get(role, [])

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all was understood."""
        return not (any(self.roles.values()) or self.acts or self.quoted or self.topic)


def read_question(question: str, record: Record) -> Reading:
    """Read a question against the record.

    Args:
        question: as typed.
        record: whose names, words and days it is read against.
    """
    quoted, rest = take_quotation(tidy(question))
    period, rest = take_period(in_dates(rest))
    if period != Period() and CONTENT_DAY.match(tidy(question)):
        # "Did she find that they knew in June": a day of what was said, and not of the saying.
        period, rest = Period(), tidy(question)
    side, rest = _take_side(rest)
    rest = COMING_OUT.sub(r"\1made public", rest) if "how " in rest.lower() else rest
    service, rest = _take_service(rest, record)
    order, rest = take_order(rest)
    rest, renamed = RENAMED.subn("", rest)
    tokens = settle(correct(split_words(rest), record))
    named = join_names(tokens, find_mentions(tokens, record), record, over_names=bool(renamed))
    mentions = find_subjects(tokens, named, record)
    clauses = split_clauses(tokens, mentions)
    reading = _read_clause(clauses[0], record)
    reading.period, reading.quoted, reading.order = period, quoted, order
    reading.tokens, reading.named = tuple(tokens), tuple(mentions)
    reading.aim, reading.side = _aim(tokens, mentions), side or _side_of(mentions)
    if reading.aim == "statements" and question.rstrip().endswith("?") and _is_told(tokens, mentions):
        reading.aim = "yes-no"
        reading.topic += reading.passed
    if reading.period == Period():
        reading.period = _before_matter(reading, record)
    turn_silence(reading, record)
    if service:
        turn_service(reading, service, record)
    if _is_rank_on_day(reading):
        reading.aim = "holder"
    if reading.aim == "holder" and reading.period == Period():
        reading.period = _when_it_came_out(reading, record)
    reading.also = [_read_further(clause, reading, period, record) for clause in clauses[1:]]
    for each in (reading, *reading.also):
        each.over_names = each.over_names or bool(renamed)
    return reading


def _take_service(text: str, record: Record) -> tuple[Service | None, str]:
    """Take the time of an office off a question; what is no office, or none on record, stays in it."""
    service, rest = take_service(text)
    if service and (service.when == "before" or is_office(service) or is_post(service, record)):
        return service, rest.strip(" ,")
    return None, text


def _read_further(clause: Clause, first: Reading, period: Period, record: Record) -> Reading:
    """Read what is asked besides: "who backed Clarke and criticised the police"."""
    further = _read_clause(clause, record)
    further.joined_by, further.period, further.aim = clause.joined_by, period, first.aim
    for role in ("speaker", "about"):
        # "Who backed Clarke and criticised the police over Dartmoor": one speaker, and one matter, for both.
        if role in first.roles and role not in further.roles:
            further.roles[role] = first.roles[role]
    return further


def _when_it_came_out(reading: Reading, record: Record) -> Period:
    """Return the day on which a matter that a question names was first reported; open if it names none."""
    matters = [mention for mention in reading.named if mention.category == "incident" or mention.others]
    if not matters or not {"when", "at"} & {token.text for token in reading.tokens}:
        return Period()
    named = (mention.others or mention.entities for mention in matters)
    day = first_reported(record, (entity.iri for entities in named for entity in entities))
    return Period(day, day) if day else Period()


def _before_matter(reading: Reading, record: Record) -> Period:
    """Return the days before a matter: "before the ferry broke down"; open where nothing of the kind is asked."""
    words = [token.text for token in reading.tokens]
    for mention in reading.named:
        matters = mention.others or (mention.entities if mention.category == "incident" else ())
        if matters and "before" in words[max(mention.start - 2, 0) : mention.start]:
            first, _ = days_of(record, (entity.iri for entity in matters))
            # The verb of the matter is told by it: "broke down".
            behind = {stem(word) for word in words[mention.end :]}
            reading.topic = [word for word in reading.topic if word not in behind]
            return Period(None, shifted(first, -1))
    return Period()


def _take_side(text: str) -> tuple[Literal["", "opposition", "government"], str]:
    """Take "in opposition" and "in power" out of a question."""
    found = _IN_OFFICE.search(text)
    if not found:
        return "", text
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    return ("opposition" if found[1].lower() == "opposition" else "government"), rest


def _side_of(mentions: Sequence[Mention]) -> Literal["", "opposition"]:
    """Return the side on which a set of speakers stands: "opposition MPs" are of no party in government."""
    sets = (mention for mention in mentions if mention.is_set)
    return "opposition" if any("opposition" in mention.said.lower().split() for mention in sets) else ""


def _read_clause(clause: Clause, record: Record) -> Reading:
    tokens, mentions = clause.tokens, clause.mentions
    words = [token.text for token in tokens]
    text = " ".join(words)
    parts = Parts(tokens, mentions, record.outlets)
    left: Leftovers = sort_words(tokens, mentions, parts, record)
    reading = Reading("statements", roles=parts.roles, acts=parts.acts, starts_with=_opening(words))
    reading.topic, reading.helping = left.topic, left.helping
    reading.unknown, reading.unexplained = left.unknown, left.unexplained
    reading.speaker_kind, reading.without, reading.passed = left.speaker_kind, left.without, left.passed
    reading.negated = _is_negated(words[: parts.verb])
    reading.former = bool({"former", "ex", "formerly"} & set(words)) or text.startswith("past ")
    reading.is_quoting = bool(_QUOTING.match(text)) and _names_nobody(mentions)
    reading.over_names = bool(OVER_NAMES.search(text))
    reading.relation = "against" if AGAINST.search(text) else "with" if _WITH.search(text) else ""
    reading.asks_share = bool(set(words) & _SHARES)
    reading.asks_target = parts.asks_target
    reading.told = tuple(entity.iri for mention in parts.told for entity in mention.entities)
    reading.every = bool(_BOTH.search(text))
    reading.universal = bool({"all", "every", "each"} & set(words[:6])) and words[:1] != ["who"]
    reading.asks_name = bool(set(words) & {"name", "identity", "named"}) or (
        text.startswith(("who is", "who was", "who's the")) and not reading.acts and not set(words) & SAYING
    )
    turn_relation(reading)
    return reading


def _opening(words: Sequence[str]) -> str:
    """Return the word that says what is asked: "on what date" asks when, "for what reason" why."""
    if words[:1] and words[0] in _PREPOSITIONS and words[1:2] in (["what"], ["which"]) and words[2:3]:
        return "when" if words[2] in _TIMES else "why" if words[2] in _GROUNDS else words[1]
    return words[0] if words else ""


def _is_rank_on_day(reading: Reading) -> bool:
    """Say whether a question is nothing but a post and a day: "shadow home secretary on 1 May 2008"."""
    posts = reading.mentions("speaker")
    is_alone = len(reading.named) == 1 and len(posts) == 1 and posts[0].category == "post" and not posts[0].is_set
    several = is_alone and posts[0].said.lower().endswith("s")
    is_day = bool(reading.period.since) and (several or reading.period.since == reading.period.until)
    speaks = any(token.text in SAYING for token in reading.tokens)
    return reading.aim == "statements" and is_alone and is_day and not (reading.topic or reading.unknown or speaks)


def _names_nobody(mentions: Sequence[Mention]) -> bool:
    """Say whether a question looks words up: the names in it, if any, are among what was said."""
    return not any(mention.category in ("agent", "post", "source") and not mention.is_set for mention in mentions)


def _is_negated(words: Sequence[str]) -> bool:
    """Say whether the words before the verb deny it; what is denied behind it is what was said."""
    return bool(set(words) & _NEGATIONS) or any(word.endswith("n't") for word in words[1:])


def _aim(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Aim:
    words = [token.text for token in tokens]
    if not words:
        return "statements"
    if _COUNTING.search(" ".join(words)):
        return "figures"
    if words[0] in _VERBS:
        return "yes-no"
    if words[0] in ("who", "who's", "whom", "which", "whose") or words[:2] in (["by", "whom"], ["at", "whom"]):
        return "holder" if _asks_holder(words, mentions) else "who"
    return "statements"


def _is_told(tokens: Sequence[Token], mentions: Sequence[Mention]) -> bool:
    """Say whether a question is put like a sentence that tells something: "Blunkett told Clarke to go?"."""
    start = next((place for place, token in enumerate(tokens) if token.text not in DETERMINERS | TITLES), 0)
    first = next((one for one in mentions if one.start == start and one.category in ("agent", "post")), None)
    if first is None or first.possessive:
        return False
    verb = next((token.text for token in tokens[first.end :] if token.text not in ADVERBS), "")
    return verb in _VERBS or verb.endswith("ed") or verb in IRREGULAR


_HELD = frozenset("held hold holds served serve serves office there had became become were".split())


def _asks_holder(words: Sequence[str], mentions: Sequence[Mention]) -> bool:
    if words[0] == "which" and (not _HELD & set(words) or {"quoted", "cited", "named"} & set(words)):
        return False
    plain = not any(mention.category == "act" for mention in mentions) and not set(words) & SAYING
    posts = any(mention.category == "post" for mention in mentions)
    return posts and plain and len({mention.start for mention in mentions}) <= 2
