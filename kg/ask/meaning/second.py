"""A second look at a question: what on record means what it asks, judged by all signs together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.ask.again import left_words
from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.find import Scope, find_iris, statements_query
from kg.ask.meaning.decide import Decider, best_size, question_signs
from kg.ask.meaning.evidence import Evidence
from kg.ask.meaning.texts import Texts
from kg.ask.meaning.trees import Judge
from kg.ask.meaning.vectors import Vectors
from kg.ask.options import Options
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.replies import told_by_others
from kg.ask.stems import synonyms
from kg.ask.telling import count_statements
from kg.ask.wordbook import word_search
from kg.iri import local_id

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A record of no more statements is looked through whole; of a larger one, so many that its words and names find.
WHOLE, MOST = 600, 300


@dataclass(frozen=True)
class Judged:
    """Statements with how likely each answers, in the same order, and how likely it is that anything does."""

    cards: Sequence[Card]
    chances: Sequence[float]
    any: float = 0.0

    def chosen(self) -> list[Card]:
        """Return the statements that make the best answer to expect, oldest first."""
        size, _ = best_size(self.chances)
        ranked = sorted(range(len(self.cards)), key=lambda place: -self.chances[place])
        return [self.cards[place] for place in sorted(ranked[:size])]


class Meaning:
    """The vectors, the judge and the decider for one open graph."""

    def __init__(self, record: Record) -> None:
        """Take a graph; weights are read on first use."""
        self.record, self.judge, self.decider = record, Judge(), Decider()
        self.texts = Texts(record, Vectors())

    def look(self, question: str, reading: Reading, options: Options, found: Answer) -> Judged:
        """Judge what on record may answer a question, knowing what its words found."""
        cards = [card for card in self.candidates(reading, found) if _passes(card, reading, options)]
        if not cards:
            return Judged([], [])
        evidence = Evidence(question, reading, self.record, self.texts, found)
        chances = list(map(float, self.judge.chances(evidence.of(cards))))
        # However alike: nobody is given the words of somebody else.
        theirs = {card.iri for card in evidence.of_speakers(cards)}
        chances = [chance if card.iri in theirs else 0.0 for card, chance in zip(cards, chances, strict=True)]
        return Judged(cards, chances, self.decider.chance(signs_of(question, reading, cards, chances, found)))

    def candidates(self, reading: Reading, found: Answer) -> list[Card]:
        """Return the statements that may answer: all of a small record, what words and names find of a large one."""
        if self.record.words.utterances <= WHOLE:
            return self.record.cards.get(find_iris(Scope(), self.record))
        base = self.record.store.workspace.base
        iris = [base + one.id for one in found.statements]
        words = [*reading.topic, *reading.helping]
        stems = [*words, *sorted({other for word in words for other in synonyms(word)})]
        iris += self.record.words.search(word_search(stems), MOST // 2) if stems else []
        for mention in reading.named:
            if scope := _scope_of(mention.category, tuple(entity.iri for entity in mention.entities), self.record):
                iris += find_iris(scope, self.record)[:MOST]
        return self.record.cards.get(list(dict.fromkeys(iris))[:MOST])


def signs_of(
    question: str, reading: Reading, cards: Sequence[Card], chances: Sequence[float], found: Answer
) -> "NDArray[Any]":
    """Return the signs of a question as a whole that something on record answers it."""
    given = {one.id for one in found.statements}
    own = [chance for card, chance in zip(cards, chances, strict=True) if local_id(card.iri) in given]
    return question_signs(chances, own, found, question, left_words(reading))


def meaning_of(record: Record) -> Meaning:
    """Return what compares by meaning for an open graph, kept with it."""
    known: Meaning | None = record.__dict__.get("meaning")
    if known is None:
        known = record.__dict__["meaning"] = Meaning(record)
    return known


def look_again(
    question: str, reading: Reading, answer: Answer, record: Record, options: Options, *, least: float
) -> Answer:
    """Answer by meaning what words left open.

    Args:
        question: as typed.
        reading: of its words.
        answer: what the words found.
        record: the graph.
        options: what narrows the answer.
        least: so likely must it be that anything on record answers.

    Returns:
        The statements that make the best answer to expect; the answer as it was where nothing on record is likely to.
    """
    try:
        judged = meaning_of(record).look(question, reading, options, answer)
    except ImportError:
        # Without the libraries for vectors the answer by words stands.
        return answer
    chosen = judged.chosen() if judged.any >= least else []
    done = [card for card in chosen if not _is_undone(card, reading, record)]
    return _told(done, bool(reading.mentions("speaker")), record) if done else answer


def _is_undone(card: Card, reading: Reading, record: Record) -> bool:
    """Say whether a statement tells that the very act was not done which a question asks for as done."""
    asked = set(record.acts(act.iri for mention in reading.acts for act in mention.entities))
    return card.polarity != "affirmed" and bool(asked & card.acts) and not reading.negated


def _told(chosen: Sequence[Card], names_speaker: bool, record: Record) -> Answer:
    iris = [card.iri for card in chosen]
    told = tuple(record.cards.load(iris))
    people = tuple(dict.fromkeys(one.speaker for one in told))
    query = {"name": "statements", "arguments": {}, "sparql": statements_query(Scope(), iris)}
    summary = f"By meaning, not word for word: {count_statements(told)}."
    note = told_by_others(told, record) if names_speaker else ""
    return Answer("answer", " ".join(filter(None, (summary, note))), told, entities=people, query=query)


def _passes(card: Card, reading: Reading, options: Options) -> bool:
    """Keep what is within the days asked for: what was said outside them is no answer, however alike."""
    starts = [day for day in (reading.period.since, options.since) if day]
    ends = [day for day in (reading.period.until, options.until) if day]
    return all((card.earliest or "") >= day for day in starts) and all((card.latest or "9") <= day for day in ends)


def _scope_of(category: str, iris: tuple[str, ...], record: Record) -> Scope | None:
    if category == "incident":
        return Scope(incidents=record.incidents(iris))
    return {"agent": Scope(bodies=iris), "post": Scope(posts=iris)}.get(category)
