"""What a question asks: who speaks, to or of whom, about what, by which act, when, where it stood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.ask.dates import Period, take_period
from kg.ask.mentions import TITLES, Mention, find_mentions
from kg.ask.phrases import tidy
from kg.ask.record import Record
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token, split_words, stem, take_quotation
from kg.store.spelling import is_word

Aim = Literal["statements", "yes-no", "who", "figures", "holder"]
Role = Literal["speaker", "target", "about", "behalf", "outlet", "topic"]
# What a preposition makes of the name that follows it.
PREPOSITIONS: Mapping[str, Role] = {
    "by": "speaker",
    "from": "speaker",
    "about": "about",
    "on": "about",
    "over": "about",
    "regarding": "about",
    "concerning": "about",
    "to": "target",
    "towards": "target",
    "toward": "target",
    "against": "target",
    "at": "target",
    "of": "target",
    "for": "target",
    "with": "target",
}
_VERBS = frozenset(
    "did do does has have had is are was were can could will would should didn't doesn't hasn't wasn't".split()
)
_NEGATIONS = frozenset(("not", "never", "no", "without", "didn't", "doesn't", "hasn't", "haven't", "wasn't", "isn't"))
_COUNTING = re.compile(
    r"^(?:by |and )?how (?:many|much|long|large|big)\b"
    r"|\b(?:which|what) (?:figures?|numbers?|percentage|proportion|share)\b"
    r"|^(?:the )?(?:number|figures?|total) (?:of|for|on)\b"
)
# Words that steer the answer and say nothing of its topic.
_MARKERS = frozenset("former ex unnamed anonymous agree agrees agreed disagree disagrees disagreed".split())
_AGAINST = re.compile(r"\b(?:disagree\w*|contradict\w*|disput\w*|tension|conflict\w*|rebut\w*|clash\w*|differ\w*)\b")
_WITH = re.compile(r"\b(?:agree[sd]?|echo\w*|concur\w*) with\b")
_RELATING = re.compile(rf"{_AGAINST.pattern}|\b(?:agree|echo|concur)")
_OVER_NAMES = re.compile(
    r"\b(?:over the years|successors?|predecessors?|bodies before|whatever it was called|former names?)\b"
)
_QUOTING = re.compile(r"who (?:said|says|used|spoke of|talked of)\b")
_SHARES = frozenset(("percentage", "percent", "proportion", "share", "cent", "fraction", "rate"))
_PASSIVE = frozenset(("was", "were", "been", "being", "is", "are", "be", "get", "got"))
_SPEECH_NOUNS = SAYING | frozenset(
    ("explanation", "apology", "criticism", "reply", "line", "defence", "stand", "promise")
)


@dataclass
class Reading:
    """A question understood; every list holds alternatives that all count ("Davis and Campbell").

    ``topic`` holds stems of words that nothing named; ``unknown`` words typed as names that the record does not
    hold; ``quoted`` words to look up verbatim. ``tokens`` are the words less dates and quoted words, ``named`` all that
    they name, in their order, whatever part it plays.
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
    period, rest = take_period(rest)
    tokens = split_words(rest)
    mentions = find_mentions(tokens, record)
    reading = Reading(
        _aim(tokens, mentions),
        period,
        quoted=quoted,
        starts_with=tokens[0].text if tokens else "",
        tokens=tuple(tokens),
        named=tuple(mentions),
    )
    _Roles(reading, tokens, mentions, record.outlets).assign()
    _leftovers(reading, tokens, mentions, record)
    return reading


def _aim(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Aim:
    words = [token.text for token in tokens]
    if not words:
        return "statements"
    if _COUNTING.search(" ".join(words)):
        return "figures"
    if words[0] in _VERBS:
        return "yes-no"
    if words[0] in ("who", "who's", "whom", "which", "whose"):
        posts = [mention for mention in mentions if mention.category == "post"]
        plain = not any(mention.category == "act" for mention in mentions) and not set(words) & SAYING
        if posts and plain and words[0] != "which" and len(mentions) <= 2:
            return "holder"
        return "who"
    return "statements"


class _Roles:
    """Gives each name of a question its part."""

    def __init__(
        self, reading: Reading, tokens: Sequence[Token], mentions: Sequence[Mention], outlets: frozenset[str]
    ) -> None:
        self.reading, self.tokens, self.mentions, self.outlets = reading, tokens, mentions, outlets
        self.verb = self._main_verb()

    def assign(self) -> None:
        """Fill the reading's roles, acts and negation."""
        previous: Role | None = None
        for mention in self.mentions:
            if mention.category == "act":
                # "Called for his resignation": what is called for, not a second act.
                is_object = bool(self.reading.acts) and self._word_before(mention) not in ("and", "or")
                # "Who said that all would be found": what follows the saying is what was said.
                is_object = is_object or any(token.text in SAYING for token in self.tokens[: mention.start])
                (self.reading.roles.setdefault("topic", []) if is_object else self.reading.acts).append(mention)
                continue
            role = self._role(mention, previous)
            self.reading.roles.setdefault(role, []).append(mention)
            previous = role
        words = {token.text for token in self.tokens}
        self.reading.negated = bool(words & _NEGATIONS) or any(token.text.endswith("n't") for token in self.tokens)
        self.reading.former = "former" in words or "ex" in words
        text = self._text(0, len(self.tokens))
        self.reading.is_quoting = (
            bool(re.match(r"who (?:said|says|used|spoke of|talked of)\b", text)) and not self.mentions
        )
        self.reading.over_names = bool(_OVER_NAMES.search(text))
        self.reading.relation = "against" if _AGAINST.search(text) else "with" if _WITH.search(text) else ""
        self._turn_relation()
        self.reading.asks_share = bool(
            words & {"percentage", "percent", "proportion", "share", "cent", "fraction", "rate"}
        )
        self.reading.asks_name = bool(words & {"name", "identity", "named"}) or (
            self._text(0, 2) in ("who is", "who was", "who's the") and not self.reading.acts and not words & SAYING
        )

    def _turn_relation(self) -> None:
        """Read "who disagreed with Clarke" as asking for answers to what he said, not to what was said to him."""
        reading = self.reading
        if reading.relation and reading.mentions("target") and not reading.mentions("speaker"):
            reading.roles["speaker"] = reading.roles.pop("target")
            # The disagreeing is not what he did.
            reading.acts = [act for act in reading.acts if not _RELATING.match(act.said.lower())]

    def _main_verb(self) -> int:
        """Return where the act or the verb of saying stands; the end where there is none."""
        acts = [mention.start for mention in self.mentions if mention.category == "act"]
        saying = [place for place, token in enumerate(self.tokens) if token.text in SAYING]
        return min(acts + saying, default=len(self.tokens))

    def _role(self, mention: Mention, previous: Role | None) -> Role:
        before = self._word_before(mention)
        after = self.tokens[mention.end].text if mention.end < len(self.tokens) else ""
        if mention.category in ("incident", "kind", "measure", "source"):
            return "topic" if mention.category in ("kind", "measure") else "about"
        if self._is_outlet(mention) and (
            before in ("in", "according", "to", "by", "from") or after in ("report", "reported", "reports")
        ):
            return "outlet"
        if mention.possessive and after in _SPEECH_NOUNS:
            return "speaker"
        if before in ("and", "or", "nor", "both", "than") and previous in ("speaker", "target", "about"):
            return previous
        if self._text(mention.start - 3, mention.start) in ("on behalf of", "behalf of the"):
            return "behalf"
        if "according to" in self._text(mention.start - 3, mention.start):
            return "speaker"
        return self._after_preposition(before) if before in PREPOSITIONS else self._by_place(mention)

    def _text(self, start: int, end: int) -> str:
        return " ".join(token.text for token in self.tokens[max(start, 0) : end])

    def _word_before(self, mention: Mention) -> str:
        place = mention.start - 1
        # A word inside another name ("stood by") is no preposition of this one.
        if any(other.start <= place < other.end for other in self.mentions):
            return ""
        while place >= 0 and self.tokens[place].text in TITLES | {"the", "a", "an", "former", "then", "ex"}:
            place -= 1
        return self.tokens[place].text if place >= 0 else ""

    def _after_preposition(self, word: str) -> Role:
        role = PREPOSITIONS[word]
        # "What did Davis say of Clarke": no act is aimed at him, the words are about him.
        return "about" if role == "target" and not self.reading.acts and self.reading.aim != "yes-no" else role

    def _by_place(self, mention: Mention) -> Role:
        words = [token.text for token in self.tokens]
        if mention.start < self.verb:
            if self._word_before(mention) in _PASSIVE and any(m.start == self.verb for m in self.mentions):
                return "target"
            passive = self.verb < len(words) and any(
                word in _PASSIVE for word in words[max(mention.end, 0) : self.verb]
            )
            starts_passive = (
                words[0] in _PASSIVE and self.verb < len(words) and any(m.category == "act" for m in self.mentions)
            )
            is_act = any(m.start == self.verb for m in self.mentions if m.category == "act")
            if is_act and (passive or starts_passive) and mention.category != "incident":
                return "target"
            return "speaker"
        return "target" if self.reading.acts or any(m.category == "act" for m in self.mentions) else "about"

    def _is_outlet(self, mention: Mention) -> bool:
        return all(entity.iri in self.outlets for entity in mention.entities)


def _leftovers(reading: Reading, tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> None:
    """Sort the words that nothing named into topic words and unknown names."""
    named = {place for mention in mentions for place in range(mention.start, mention.end)}
    words = [token.text for token in tokens]
    if "unnamed" in words or "anonymous" in words:
        entities = tuple(filter(None, map(record.names.entity, record.unnamed)))
        reading.roles["speaker"] = [Mention(0, 0, "unnamed speakers", "agent", entities, is_set=True)]
    for place, token in enumerate(tokens):
        if place in named or token.text in FUNCTION_WORDS | TITLES | _MARKERS or token.text.endswith("n't"):
            continue
        if reading.relation and _RELATING.match(token.text):
            continue
        word = stem(token.text)
        is_known = word in record.described or token.text.isdigit() or is_word(record.store, token.text)
        (reading.topic if is_known else reading.unknown).append(word if is_known else token.typed)
    for mention in reading.mentions("topic"):
        reading.topic += [stem(word) for word in mention.said.lower().split() if word not in FUNCTION_WORDS]
