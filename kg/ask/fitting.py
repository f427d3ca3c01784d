"""How well a statement fits the words of a question that nothing named."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kg.ask.alike import alike
from kg.ask.cards import Card
from kg.ask.described import AS_GOOD, rank
from kg.ask.incidents import of_kinds
from kg.ask.lexicon import CALLING, LEAVING_ACT, LEAVING_WORDS, STAYING_WORDS
from kg.ask.patterns import Hinted
from kg.ask.stems import stem, synonyms
from kg.ask.synonyms import fold_phrases
from kg.ask.tokens import FUNCTION_WORDS, SAYING, content_stems

if TYPE_CHECKING:
    from kg.ask.mentions import Mention
    from kg.ask.reading import Reading
    from kg.ask.record import Record

# What a word counts that stands in the statement, in one of the same meaning, in the names of what it is about.
OWN, ALIKE, ALIKE_QUOTED, AROUND, AROUND_ACT = 1.0, 0.85, 0.65, 0.75, 0.3
# And in one of a wider group: less than what may stand beside the best.
WIDER = 0.72
_NUMBERS = frozenset("number numbers figure figures statistics data total totals".split())
_OF_NUMBERS = Hinted(
    "how |number|figure|total|statistics|data",
    r"\bhow (?:many|much|long|often)\b|\b(?:numbers?|figures?|totals?|statistics|data)\b",
)
_RANKS = frozenset("minister secretary governor commissioner mayor chairman ambassador chancellor".split())
_IS = (["is"], ["was"], ["are"], ["were"])
# A statement must carry this share of the words, weighed by rarity; more where words are all that a question has.
LEAST, LEAST_ALONE, LEAST_OF_DEED = 0.5, 0.62, 0.85
# And this share of what the best one carries.
OF_BEST, OF_BEST_QUOTED = 0.78, 0.88
# An incident is described if this share of the words tells of it.
LEAST_OF_INCIDENT = 0.6


class Fitting:
    """The words of one reading, weighed; tells how well statements fit them."""

    def __init__(self, reading: "Reading", record: "Record") -> None:
        """Take the words that nothing named; names of matters help to tell which matter is meant."""
        self.reading, self.record = reading, record
        self.words = list(dict.fromkeys(reading.topic))
        self.acts = [mention for mention in reading.mentions("topic") if mention.category == "act"]

    @property
    def is_open(self) -> bool:
        """Say whether the question has no such words, so that any statement fits."""
        return not (self.words or self.acts)

    @property
    def is_only_acts(self) -> bool:
        """Say whether what is talked of is told by acts alone: "promise to apologise"."""
        return bool(self.acts) and not self.words

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Return what each word weighs: the rarer it is in the record, the more."""
        whole = self.record.words.utterances
        return {word: math.log(1 + whole / (1 + self.record.words.frequency(word))) for word in self.words}

    @cached_property
    def incidents(self) -> Mapping[str, float]:
        """Return the incidents that the words describe, parts included, with the share of the words they cover."""
        # What somebody refused to do is no matter of its own: "refused to apologise" is not about apologies.
        talked = [] if self.reading.acts else self.acts
        words = [*self.words, *(one for mention in talked for one in content_stems(mention.said))]
        # "The men made homeless on leaving Dartmoor": the name of the prison tells which homeless men.
        around = [mention for mention in self.reading.mentions("about") if mention.category != "source"]
        named = [one for mention in around for one in content_stems(mention.said)]
        ranked = rank([*words, *named], self.record.incident_words) if words else []
        top = ranked[0][0] if ranked else 0.0
        if top < LEAST_OF_INCIDENT:
            return {}
        found: dict[str, float] = {}
        for score, iri in ranked:
            if score >= top * AS_GOOD:
                for part in self.record.incidents([iri]):
                    found[part] = max(score, found.get(part, 0.0))
        return found

    @cached_property
    def _kind_words(self) -> frozenset[str]:
        """Return the words that name a kind of failure: its incidents need not carry them."""
        kinds = (mention for mention in self.reading.mentions("topic") if mention.category == "kind")
        return frozenset(stem(word) for mention in kinds for word in fold_phrases(mention.said.lower()).split())

    @cached_property
    def _of_kinds(self) -> frozenset[str]:
        kinds = [mention for mention in self.reading.mentions("topic") if mention.category == "kind"]
        return of_kinds(self.record, (entity.iri for mention in kinds for entity in mention.entities))

    def score(self, card: Card) -> float:
        """Return the share of the words that a statement carries itself or by what it is about, 0.0 to 1.0."""
        described = max((self.incidents.get(iri, 0.0) for iri in card.about), default=0.0)
        return max(self.words_score(card), 0.97 * described)

    def words_score(self, card: Card) -> float:
        """Return the share of the words that stand in a statement, or in the names of what it is about."""
        # Who did it does not tell to whom or of what.
        speaker = frozenset() if self.reading.acts else {card.speaker}
        around = self.record.names_around(card.about | card.towards | speaker)
        found = sum(weight * self._match(word, card, around) for word, weight in self.weights.items())
        whole = sum(self.weights.values())
        for act in self.acts:
            weight = self._act_weight(act)
            whole += weight
            found += weight * self._act_match(act, card, around)
        return found / whole if whole else 1.0

    def helping(self, card: Card) -> float:
        """Return the share of the lesser words that stand in a statement, 0.0 to 1.0."""
        words = self.reading.helping
        return sum(word in card.stems for word in words) / len(words) if words else 0.0

    def _match(self, word: str, card: Card, around: frozenset[str]) -> float:
        if word in card.stems:
            return OWN
        near = synonyms(word)
        if self.reading.is_quoting:
            # Who asks for words remembers most of them.
            return ALIKE_QUOTED if near & card.stems else 0.0
        if near & card.stems:
            return ALIKE
        if word in around or (word in self._kind_words and card.about & self._of_kinds):
            return AROUND
        if near & around:
            return ALIKE * AROUND
        wider = alike(word)
        return WIDER if wider & card.stems else WIDER * AROUND if wider & around else 0.0

    def _by_numbers(self, cards: list[Card]) -> list[Card]:
        """Where numbers are given or kept back, and some tell of numbers, keep these."""
        if not self.reading.acts or not _NUMBERS & {token.text for token in self.reading.tokens}:
            return cards
        return [card for card in cards if _OF_NUMBERS.search(card.gist.lower())] or cards

    def _by_deeds(self, cards: list[Card]) -> list[Card]:
        """Where some tell of all the deeds talked of, keep these: "promised to find them" means one of the promises."""
        deeds = self.acts if self.reading.acts else []
        kept = [card for card in cards if all(self._act_match(act, card, frozenset()) >= ALIKE for act in deeds)]
        return kept or cards

    def _by_light_acts(self, cards: list[Card]) -> list[Card]:
        """Where some of a few perform what "won't" and "wouldn't" tell of, keep these."""
        light = [act for act in self.acts if not self._act_weight(act)]
        kept = [card for card in cards if all(self._act_match(act, card, frozenset()) == 1.0 for act in light)]
        return kept or cards

    def _act_weight(self, act: "Mention") -> float:
        """Return what an act weighs that is talked of: as much as its words, and nothing for "won't"."""
        words = [stem(word) for word in act.said.split() if word not in FUNCTION_WORDS and not word.endswith("n't")]
        seen = max((self.record.words.frequency(word) for word in words), default=0)
        return math.log(1 + self.record.words.utterances / (1 + seen)) if words else 0.0

    def _act_match(self, act: "Mention", card: Card, around: frozenset[str]) -> float:
        before = self.reading.tokens[act.start - 1].text if 0 < act.start <= len(self.reading.tokens) else ""
        # "Should be withheld": what others are to do is not what the speaker does.
        if before != "be" and card.acts & set(self.record.acts(entity.iri for entity in act.entities)):
            return 1.0
        leaves = any(entity.iri.endswith(LEAVING_ACT) for entity in act.entities)
        if leaves and self.is_called_on and set(map(stem, LEAVING_WORDS)) & card.stems:
            return 1.0
        # "Declining to" is not told by whatever was done "to" somebody.
        words = {stem(word) for word in act.said.lower().split() if word.lower() not in FUNCTION_WORDS}
        named = words | self.record.act_stems(entity.iri for entity in act.entities)
        if words & card.stems:
            return 1.0
        if named & card.stems:
            return ALIKE
        # That a matter is called by an act does not tell who did it.
        return WIDER if leaves and _is_staying(card) else AROUND_ACT if named & around else 0.0

    def choose(self, cards: Sequence[Card]) -> list[Card]:
        """Keep the statements that fit, in their order; all where the question has no such words."""
        cards = [card for card in cards if not self._is_excepted(card) and self._is_for_deed(card)]
        cards = self._by_numbers(cards)
        if self.is_open or not cards:
            return list(cards)
        quoting = self.reading.is_quoting
        # "Who was prisons minister" asks who held a post that is not on record.
        is_of_rank = quoting is False and bool(_RANKS & {token.text for token in self.reading.tokens})
        if self._asks_what_is() and (is_of_rank or not self.incidents):
            return []
        scored = [(self.words_score(card) if quoting else self.score(card), card) for card in cards]
        top = max(score for score, _ in scored)
        named = any(role != "topic" for role in self.reading.roles) or bool(self.reading.acts)
        least = LEAST if named else LEAST_ALONE
        if not named and self.reading.aim == "who" and not SAYING & {token.text for token in self.reading.tokens}:
            # "Who murdered the victim" asks for a deed, not for words: nothing but a full match tells of it.
            least = LEAST_OF_DEED
        least = max(least, top * (OF_BEST_QUOTED if quoting else OF_BEST))
        kept = self._by_deeds([card for score, card in scored if score >= least])
        return self._by_lesser_words(kept) if quoting else _with_twins(self._by_light_acts(kept), cards)

    def for_deed(self, cards: Sequence[Card]) -> list[Card]:
        """Keep the statements that call for what the question says is called for, if it says so."""
        return [card for card in cards if self._is_for_deed(card)]

    def _is_excepted(self, card: Card) -> bool:
        words = self.reading.without
        if not words:
            return False
        around = self.record.names_around(card.about)
        return all(word in card.stems or word in around for word in words)

    @cached_property
    def is_called_on(self) -> bool:
        """Say whether the question asks who is called on to do something."""
        acts = {entity.iri.rsplit("#", 1)[-1] for act in self.reading.acts for entity in act.entities}
        return bool(acts & CALLING)

    def _is_for_deed(self, card: Card) -> bool:
        """Say whether somebody is called on to do what the question says: "told to quit" is no call to explain."""
        deeds = [act for act in self.acts if any(one.iri.endswith(LEAVING_ACT) for one in act.entities)]
        if not self.is_called_on or not deeds:
            return True
        return bool(set(map(stem, LEAVING_WORDS)) & card.stems) or any(
            self._act_match(act, card, frozenset()) for act in deeds
        )

    def _asks_what_is(self) -> bool:
        """Say whether a thing is asked for and no words: "what is the weather like" is no question to the record."""
        words = [token.text for token in self.reading.tokens]
        names = any(role != "topic" for role in self.reading.roles) or bool(self.reading.acts)
        # "Who was on the bridge" asks for no words either.
        return words[:1] in (["what"], ["who"]) and words[1:2] in _IS and not names and not SAYING & set(words)

    def _by_lesser_words(self, cards: list[Card]) -> list[Card]:
        """Where some of a few carry the lesser words, too, keep these."""
        best = max((self.helping(card) for card in cards), default=0.0)
        return [card for card in cards if self.helping(card) >= best]


def _is_staying(card: Card) -> bool:
    """Say whether somebody will not leave: "refused to resign" is told by "will stay" as well."""
    refuses = any(act.rsplit("#", 1)[-1] == "refuses" for act in card.acts)
    return refuses and bool(set(map(stem, LEAVING_WORDS | STAYING_WORDS)) & card.stems)


def _with_twins(kept: list[Card], cards: Sequence[Card]) -> list[Card]:
    """Add what a spokesman says to what he says that the minister says: one utterance, twice on record."""
    told = {iri for card in kept for iri in card.reporters}
    own = {card.iri for card in kept}
    return [card for card in cards if card.iri in own or card.iri in told or own & card.reporters]
