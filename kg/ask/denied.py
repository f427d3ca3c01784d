"""Whether a statement says no to what a question asks of it: "did he say that they were pleased"."""

from collections.abc import Sequence

from kg.ask.cards import Card
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.stems import stem, synonyms
from kg.ask.tokens import FUNCTION_WORDS, SAYING, split_words
from kg.namespaces import expand

# Acts by which somebody says no; a question for a deed that names no other trace of it is answered no by them.
SAYING_NO = frozenset(
    expand(f"act:{act}") for act in ("refuses", "denies", "declines-to-comment", "disclaims", "withholds-call")
)
_DENYING = frozenset(
    """not no never nor neither cannot nobody none nothing nowhere hardly scarcely barely without denies denied deny
    rejects rejected unlikely impossible doubts doubted lacks lacked lack fails failed refuses refused instead
    unaware""".split()
)
# Where what is denied ends.
_BOUNDS = frozenset("and but who which whose while because although though so as".split())
_SAYING = SAYING | frozenset(
    "believe believes believed expect expects expected suppose supposed accept accepts accepted".split()
)
_ALL = frozenset("all every everyone everybody each everything".split())
_KNOWING = frozenset("know knew known aware".split())
_NEGATIVE = frozenset("not never no nobody nothing none neither cannot without nor".split())


def find_noes(reading: Reading, cards: Sequence[Card], record: Record) -> list[Card]:
    """Return the statements that say no to a question for yes or no, where those that fit best do; else none.

    Args:
        reading: of a question for yes or no.
        cards: the statements that fit it.
        record: the graph.
    """
    if cards and not reading.acts and (unknown := _not_all_known(reading, cards)):
        return unknown
    if not cards or reading.acts or not _SAYING & {token.text for token in reading.tokens}:
        return []
    if deeds := [act for act in reading.mentions("topic") if act.category == "act"]:
        iris = {one for act in deeds for one in record.acts(entity.iri for entity in act.entities)}
        cards = _nearest(cards, reading)
        done = [card for card in cards if card.acts & iris and card.polarity == "affirmed"]
        words = [stem(word) for act in deeds for word in act.said.split() if word not in FUNCTION_WORDS]
        noes = [card for card in cards if says_no(card) or _is_denied(card, words)]
        if denies(reading):
            # Who holds a call back does not say that it should not come to it.
            withheld = [card for card in cards if card.polarity == "withheld"]
            return withheld if len(withheld) == len(cards) else []
        return [] if done else noes
    hits = {card.iri: sum(_tells(card, word) for word in reading.topic) for card in cards}
    words = reading.topic
    best = [card for card in cards if hits[card.iri] == max(hits.values())]
    if max(hits.values()) == 0:
        return []
    noes = [card for card in best if _is_denied(card, words) != denies(reading)]
    return noes if len(noes) == len(best) else []


def _not_all_known(reading: Reading, cards: Sequence[Card]) -> list[Card]:
    """Return the statements that deny that all is known, where it is asked whether it is."""
    words = {token.text for token in reading.tokens}
    if reading.aim != "yes-no" or not words & _ALL or not words & _KNOWING:
        return []
    known = {stem(word) for word in words & _KNOWING} | {stem(word) for word in ("know", "known")}
    return [card for card in cards if known & denied_stems(card.gist)]


def _nearest(cards: Sequence[Card], reading: Reading) -> Sequence[Card]:
    """Return the statements that carry the most of the words of a question; all where none carries any."""
    hits = {card.iri: sum(word in _told(card) for word in reading.topic) for card in cards}
    most = max(hits.values(), default=0)
    return [card for card in cards if hits[card.iri] == most] if most else cards


def says_no(card: Card) -> bool:
    """Say whether a statement is a denial, a refusal, or tells what was not done."""
    return card.polarity != "affirmed" or bool(SAYING_NO & card.acts)


def denied_stems(text: str) -> frozenset[str]:
    """Return the stems of the words that a text denies.

    >>> sorted(denied_stems("he will hardly suppose it, and is sure") & {"suppos", "sure"})
    ['suppos']
    """
    found: set[str] = set()
    for part in text.replace(";", ",").split(","):
        denying = False
        for token in split_words(part):
            if token.text in _DENYING or token.text.endswith("n't"):
                denying = True
            elif token.text in _BOUNDS:
                denying = False
            elif denying:
                found.add(stem(token.text))
    return frozenset(found)


def _tells(card: Card, word: str) -> bool:
    return bool(({word} | synonyms(word)) & _told(card))


def _told(card: Card) -> frozenset[str]:
    return frozenset(stem(token.text) for token in split_words(card.gist))


def _is_denied(card: Card, words: Sequence[str]) -> bool:
    """Say whether a statement denies the words that it shares with the question."""
    told = [word for word in words if _tells(card, word)]
    denied = denied_stems(card.gist)
    hit = [word for word in told if ({word} | synonyms(word)) & denied]
    return bool(told) and len(hit) * 2 >= len(told)


def denies(reading: Reading) -> bool:
    """Say whether the question itself denies what it asks about, behind its verb."""
    words = [token.text for token in reading.tokens[1:]]
    return any(word in _NEGATIVE or word.endswith("n't") for word in words)
