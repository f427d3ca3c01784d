"""Looking words up: just as they were said, nearly so, or as somebody remembers them."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.ask.cards import Card
from kg.ask.find import find_iris
from kg.ask.patterns import Lazy
from kg.ask.record import Record
from kg.ask.stems import synonyms
from kg.ask.tokens import content_stems
from kg.ask.wordbook import word_search

if TYPE_CHECKING:
    from kg.ask.retrieve import Retrieval

# As many statements as carry the most of the words are looked at.
MOST = 60
# The share of the words, weighed by rarity, that words remembered must have in common with words said.
LEAST, OF_BEST = 0.6, 0.9
_WORD = Lazy(r"[\w&]+")


class Words(NamedTuple):
    """The statements that carry some words, oldest first; ``near`` those that carry too few of them."""

    cards: list[Card]
    near: list[Card]
    is_exact: bool = False


def find_words(words: str, record: Record, bounds: "Retrieval") -> Words:
    """Find who said some words.

    Args:
        words: as the question quotes or remembers them.
        record: whose statements are searched, by the index of words.
        bounds: names and days that the question gives besides.
    """
    stems = sorted(content_stems(words)) or [word.lower() for word in _WORD.findall(words)]
    alike = sorted({other for stem in stems for other in synonyms(stem)})
    phrase = " ".join(_WORD.findall(words))
    found = record.words.search(f'"{phrase}"', MOST) if phrase else []
    found += [iri for iri in record.words.search(word_search([*stems, *alike]), MOST) if iri not in found]
    scope = bounds.scope()
    cards = record.cards.get(find_iris(scope, record, found)) if found else []
    exact = [card for card in cards if _flat(words) in _flat(card.quoted)]
    if exact:
        return Words(exact, cards, True)
    scored = [(_share(stems, card, record), card) for card in cards]
    top = max((score for score, _ in scored), default=0.0)
    close = [card for score, card in scored if score >= max(LEAST, top * OF_BEST)]
    return Words(close, cards)


def _share(stems: Sequence[str], card: Card, record: Record) -> float:
    weight = {stem: math.log(1 + record.words.utterances / (1 + record.words.frequency(stem))) for stem in stems}
    found = sum(each * _match(stem, card) for stem, each in weight.items())
    return found / (sum(weight.values()) or 1.0)


def _match(stem: str, card: Card) -> float:
    if stem in card.said:
        return 1.0
    return 0.9 if stem in card.stems else 0.8 if synonyms(stem) & card.stems else 0.0


def _flat(text: str) -> str:
    """Return words in lower case with single spaces and no marks between them.

    >>> _flat("Heads  should—roll!")
    'heads should roll'
    """
    return " ".join(_WORD.findall(text.lower().replace("’", "").replace("'", "")))
