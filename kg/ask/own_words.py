"""What is asked whether somebody did, by the words of his own that say it, whatever act they are read as."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer, Kind
from kg.ask.cards import Card
from kg.ask.denied import SAYING_NO, denied_stems
from kg.ask.mentions import Mention
from kg.ask.parts import Role
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.retrieve import Options, Retrieval, Retrieved
from kg.ask.stems import stem, synonyms
from kg.ask.telling import count_statements
from kg.ask.tokens import SAYING

# Behind the verb, these begin what was said: "admit he was wrong", "promise to publish".
_OPENING = frozenset("that he she they it there his her their to having being".split())
_EMPTY = frozenset(
    """a an the this that these those he she they it his her their its him them himself herself to of in on at for
    from by with about over was were is are be been being had has have having did do does will would should could can
    may might must there any some anyone anybody anything ever not no and or as so all into""".split()
)
# Of more words than this share a statement may lack one: "denied misleading anyone", asked of residents.
LEAST_WORDS = 2


def answer_in_own_words(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer whether somebody said a thing by a verb of saying that nothing answers; None where no words of his do.

    Args:
        reading: of a question for yes or no, its speakers settled.
        record: the graph.
        options: what narrows the answer.
    """
    if len(reading.acts) != 1 or reading.negated:
        return None
    act = reading.acts[0]
    words = _words(reading, act)
    if not words:
        return None
    roles: dict[Role, list[Mention]] = {"speaker": list(reading.mentions("speaker"))}
    bare = replace(reading, roles=roles, acts=[], topic=[], helping=[], aim="statements", starts_with="")
    cards = Retrieval(bare, record, options).find().fit
    iris = set(record.acts(entity.iri for entity in act.entities))
    same = [card for card in cards if iris & card.acts and card.polarity == "affirmed" and _nearly(card, words)]
    found = same or [card for card in cards if _wholly(card, words)]
    if not found:
        return None
    told = tuple(record.cards.load([card.iri for card in options.shown(found)]))
    denies = bool(SAYING_NO & iris)
    kind: Kind = "answer-no" if denies and not same else "answer"
    lead = "Not in these very words, but these come close" if same else _lead(act, told[0].speaker.label)
    query = {"name": "statements", "arguments": {}, "sparql": Retrieved(found).query}
    people = tuple(dict.fromkeys(one.speaker for one in told))
    return Answer(kind, f"{lead}: {count_statements(told)}.", told, entities=people, query=query)


def _lead(act: Mention, speaker: str) -> str:
    return f"Not on record as “{act.said}”, but the words asked for stand in what {speaker} says"


def _words(reading: Reading, act: Mention) -> list[str]:
    """Return the stems of what is said to have been said, the first of it first; none where a thing stands there."""
    behind = reading.tokens[act.end :]
    if not behind or not (behind[0].text in _OPENING or behind[0].text.endswith("ing")):
        return []
    named = {place for one in reading.named if one.category in ("agent", "post") for place in range(one.start, one.end)}
    kept = (token.text for place, token in enumerate(behind, act.end) if place not in named)
    return list(dict.fromkeys(stem(word) for word in kept if word not in _EMPTY | SAYING))


def _nearly(card: Card, words: Sequence[str]) -> bool:
    """Say whether a statement carries the verb asked for and all but one of the words."""
    hits = [_carries(card.stems, word) for word in words]
    return len(words) >= LEAST_WORDS and hits[0] and sum(hits) >= len(hits) - 1


def _wholly(card: Card, words: Sequence[str]) -> bool:
    """Say whether all words stand in what somebody said, of one word alone in what he is quoted with, undenied."""
    if denied_stems(f"{card.gist}; {card.quoted}") & set(words):
        return False
    is_own = len(words) >= LEAST_WORDS or _carries(card.said, words[0])
    return is_own and all(_carries(card.stems, word) for word in words)


def _carries(stems: frozenset[str], word: str) -> bool:
    return bool(({word} | synonyms(word)) & stems)
