"""Numbers that stand in what was said and that no figure on record holds: a machine's findings carry no figures."""

from collections.abc import Sequence

from kg.ask.answer import Answer, statement_json
from kg.ask.cards import Card
from kg.ask.counting import FILLERS, Count, Sort
from kg.ask.denied import denied_stems
from kg.ask.iris import terms
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.stems import NUMBER_WORDS, forms, stem, synonyms
from kg.ask.telling import count_statements
from kg.ask.tokens import FUNCTION_WORDS, SAYING, split_words
from kg.ask.wordbook import word_search
from kg.model import Statement

MOST_SEARCHED = 40
MOST_TOLD = 6
MOST_BESIDE = 3
_WORDS = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_NUMBER = Lazy(rf"\d|\b(?:{_WORDS}|dozens?|hundreds?|thousands?|millions?|half|quarter)\b")
_OF_MONEY = Lazy(r"[£$€]\s?\d|\b(?:pounds?|euros?|dollars?|pence|[mb]illion)\b|\d(?:p|m|bn)\b")
_OF_SHARE = Lazy(rf"%|\bper ?cent\b|\b(?:half|third|quarter)s?\b|\b(?:\d+|{_WORDS}) (?:in|out of) (?:\d+|{_WORDS})\b")
_OF_TIME = Lazy(r"\b(?:second|minute|hour|day|week|fortnight|month|year|decade)s?\b")
# At which hour something was, and on which day, counts nothing.
_CLOCK = Lazy(r"\b\d{1,2}[.:]\d\d ?(?:am|pm)?\b|\b\d{1,2} ?(?:am|pm)\b|\b(?:19|20)\d\d\b")
_FACTS = Lazy(r"\((?:about|towards|on behalf of): [^)]*\)")
_MANY = Lazy(r"\bhow (?:many|few) (?:more |other |of the )?([\w'-]+)")
# So far behind a number stands what it counts: "three more injured people".
REACH = 3
_MUCH = Lazy(r"\bhow much\b|\bwhat (?:\w+ )?(?:the )?(?:cost|price|bill|sum|amount)\b")
_ASKING = frozenset("how many much few long old often far high large big number figure would could will".split())
_MONEY_WORDS = frozenset(map(stem, "cost price money pay paid spend spent charge bill sum amount".split()))


def find_numbers_told(reading: Reading, count: Count, record: Record) -> tuple[list[Card], list[Card]]:
    """Find the statements that tell of what is counted and hold a number, but claim no figure.

    Args:
        reading: of a question that no figure answers.
        count: what number it asks for.
        record: the graph.

    Returns:
        Those that carry every word of the question, and those that carry the most of them, half at least.
    """
    wanted = _wanted(reading, count)
    if not wanted:
        return [], []
    stems = [other for word in wanted for other in (word, *sorted(synonyms(word)))]
    found = record.words.search(word_search(dict.fromkeys(stems)), MOST_SEARCHED)
    sort = _sort(reading, count)
    speakers = {one.iri for mention in count.speakers for one in mention.entities}
    cards = [
        card
        for card in record.cards.get(list(dict.fromkeys(found)))
        if (not speakers or speakers & {card.speaker, *card.behalf}) and _holds_number(card, sort)
    ]
    claiming = _claiming(cards, record)
    carried = {card: _carried(card, wanted, sort) for card in cards if card.iri not in claiming}
    telling = [word for word in wanted if sort != "money" or word not in _MONEY_WORDS]
    is_enough = sort != "time" and len(telling) >= (1 if sort in ("money", "count") else 2)
    full = [
        card
        for card, words in carried.items()
        if is_enough and len(words) == len(wanted) and _is_affirmed(card, words) and _counts(card, reading, sort)
    ]
    near = [card for card, words in carried.items() if len(words) * 2 >= len(wanted) and card not in full]
    return full[:MOST_TOLD], sorted(near, key=lambda card: -len(carried[card]))[:MOST_TOLD]


def answer_with_numbers_told(cards: Sequence[Card], near: Sequence[Card], record: Record) -> Answer:
    """Answer a question for a number by statements that hold one in their words.

    Args:
        cards: the statements.
        near: further ones, which tell of it less surely.
        record: the graph.
    """
    told: list[Statement] = record.cards.load([card.iri for card in cards])
    summary = f"No figure on record counts this; what was said of it holds a number: {count_statements(told)}."
    people = tuple(dict.fromkeys(statement.speaker for statement in told))
    beside = tuple({"kind": "statement", **statement_json(one)} for one in record.cards.load([one.iri for one in near]))
    return Answer("answer", summary, tuple(told), entities=people, nearest=beside[:MOST_BESIDE])


def _wanted(reading: Reading, count: Count) -> list[str]:
    """Return the stems of the words that tell what is counted."""
    voices = (*count.speakers, *count.outlets)
    inside = {place for one in voices for place in range(one.start, one.end)}
    aside = FUNCTION_WORDS | SAYING | FILLERS | _ASKING
    words = (token.text for place, token in enumerate(reading.tokens) if place not in inside)
    return list(dict.fromkeys(stem(word) for word in words if word not in aside))


def _sort(reading: Reading, count: Count) -> Sort:
    is_money = _MUCH.search(" ".join(token.text for token in reading.tokens)) and count.sort in ("any", "count")
    return "money" if is_money else count.sort


def _holds_number(card: Card, sort: Sort) -> bool:
    """Say whether the words of a statement hold a number of the sort asked for."""
    text = _CLOCK.sub(" ", _text(card))
    kinds = {"money": _OF_MONEY, "share": _OF_SHARE, "time": _OF_TIME}
    return bool(_NUMBER.search(text)) and (sort not in kinds or bool(kinds[sort].search(text)))


def _text(card: Card) -> str:
    """Return what was said, in lower case, less what a gist only tells of whom and what it is about."""
    return _FACTS.sub(" ", f"{card.gist} {card.quoted}").lower()


def _counts(card: Card, reading: Reading, sort: Sort) -> bool:
    """Say whether a number stands before the very thing of which it is asked how many there are."""
    asked = _MANY.search(" ".join(token.text for token in reading.tokens))
    if sort != "count" or not asked:
        return sort != "count"
    heads = {stem(asked[1])} | synonyms(stem(asked[1]))
    words = [token.text for token in split_words(_CLOCK.sub(" ", _text(card)))]
    for place, word in enumerate(words):
        is_number = bool(_NUMBER.fullmatch(word)) or word[:1].isdigit()
        behind = words[place + 1 : place + 1 + REACH] if is_number or word == "number" else []
        if heads & set(map(stem, behind)):
            return True
    return False


def _carried(card: Card, wanted: Sequence[str], sort: Sort) -> list[str]:
    """Return the words that a statement carries, itself or in one of the same meaning."""
    is_of_money = sort == "money"
    return [
        word
        for word in wanted
        if ({word, *map(stem, forms(word))} | synonyms(word)) & card.stems or (is_of_money and word in _MONEY_WORDS)
    ]


def _is_affirmed(card: Card, words: Sequence[str]) -> bool:
    return card.polarity == "affirmed" and not set(words) & denied_stems(card.gist)


def _claiming(cards: Sequence[Card], record: Record) -> set[str]:
    """Return the statements whose numbers are on record as figures: these have been held against the question."""
    if not cards:
        return set()
    pattern = f"VALUES ?s {{ {terms(card.iri for card in cards)} }} ?s kg:claims ?figure"
    return {iri for (iri,) in record.rows(pattern, "s")}
