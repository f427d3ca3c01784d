"""The signs by which a statement may answer a question: likeness of meaning, names fitted and missed, words covered."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ask.answer import Answer
from kg.ask.cards import Card
from kg.ask.find import Scope, find_iris
from kg.ask.fitting import Fitting
from kg.ask.meaning.texts import Text, Texts
from kg.ask.mentions import Mention
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.roles import split_bodies
from kg.iri import local_id

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

# Ranks beyond this one tell nothing more.
LAST_RANK = 40
# From which likeness on two words are the same, and below which a word is told by nothing.
SAME, UNLIKE, STRANGE = 0.95, 0.5, 0.6
REPLIES = ("answer", "answer-no", "empty", "ambiguous", "refused", "words", "name", "number")


@dataclass(frozen=True)
class Fit:
    """Which statements fit a mention: as speaker, by another's mouth, as target, by matter, by act, by source."""

    mention: Mention
    is_speaker: bool
    speaks: frozenset[str] = frozenset()
    behalf: frozenset[str] = frozenset()
    towards: frozenset[str] = frozenset()
    matter: frozenset[str] | None = None
    act: frozenset[str] = frozenset()
    source: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()

    @property
    def is_agent(self) -> bool:
        """Say whether it names somebody or a post."""
        return self.mention.category in ("agent", "post")

    @property
    def concerns(self) -> frozenset[str]:
        """Return the statements that are aimed at whom it names, or name them."""
        return self.towards | self.named


class Evidence:
    """Gathers the signs for one question about some statements of a graph."""

    def __init__(self, question: str, reading: Reading, record: Record, texts: Texts, found: Answer | None) -> None:
        """Take a question as typed and as it was read, and what its words found; None where that is to be ignored."""
        self.question, self.reading, self.record, self.found = question, reading, record, found
        self.texts, self.vectors = texts, texts.vectors
        self._fit_to: tuple[tuple[str, ...], list[Fit]] = ((), [])

    def of(self, cards: Sequence[Card]) -> "Matrix":
        """Return the signs of each statement, a row each (statements x 64)."""
        import numpy as np

        return np.hstack([self.alike(cards), self.fixed(cards)]).astype(np.float32)

    def fixed(self, cards: Sequence[Card]) -> "Matrix":
        """Return the signs that the trained maps do not change (statements x 53)."""
        import numpy as np

        texts = self.texts.get([card.iri for card in cards])
        parts = (self._names(cards), self._read(cards), self._covered(texts), self._found(cards))
        return np.hstack(parts).astype(np.float32)

    def alike(self, cards: Sequence[Card]) -> "Matrix":
        """Return the signs that lie in the vectors (statements x 11)."""
        return self._alike(self.texts.get([card.iri for card in cards]))

    def _alike(self, texts: Sequence[Text]) -> "Matrix":
        """Return how alike question and statement are, by all words, by what was said, and less the names."""
        import numpy as np

        whole = np.stack([text.whole for text in texts]).astype(np.float32)
        words = np.stack([text.words for text in texts]).astype(np.float32)
        raw, less_names = self.vectors.vector(self.question), self.vectors.vector(self.without_names())
        asked, rest = self.vectors.asked(raw), self.vectors.asked(less_names)
        told, said = self.vectors.told(whole), self.vectors.told(words)
        by_all, by_said, by_rest = told @ asked, said @ asked, said @ rest
        ranks = [np.minimum(_ranks(one), LAST_RANK) / LAST_RANK for one in (by_all, by_rest)]
        tops = [by_all - by_all.max(), by_rest - by_rest.max()]
        spread = [_standard(one) for one in (by_all, by_said, by_rest)]
        return np.stack([by_all, by_said, by_rest, whole @ raw, *spread, *tops, *ranks], axis=1)

    def without_names(self) -> str:
        """Return the question less the people, bodies and posts that it names."""
        rest = self.question
        for mention in self._mentions():
            if mention.category in ("agent", "post"):
                rest = re.sub(re.escape(mention.said), "", rest, flags=re.IGNORECASE)
        return rest

    def _mentions(self) -> list[Mention]:
        return [mention for clause in (self.reading, *self.reading.also) for mention in clause.named]

    def _fits(self, cards: Sequence[Card]) -> list[Fit]:
        among = tuple(card.iri for card in cards)
        if self._fit_to[0] != among:
            speakers = {(one.start, one.said) for one in self.reading.mentions("speaker")}
            fits = [self._fit(one, (one.start, one.said) in speakers, cards) for one in self._mentions()]
            self._fit_to = among, fits
        return self._fit_to[1]

    def of_speakers(self, cards: Sequence[Card]) -> list[Card]:
        """Keep what those who are asked for say, what is said for or to them, or names them; all where nobody is."""
        fits = [fit for fit in self._fits(cards) if fit.is_speaker and fit.is_agent and not fit.mention.guessed]
        kept = frozenset().union(*(fit.speaks | fit.behalf | fit.concerns for fit in fits))
        return [card for card in cards if card.iri in kept] if fits else list(cards)

    def _fit(self, mention: Mention, is_speaker: bool, cards: Sequence[Card]) -> Fit:
        record, iris = self.record, frozenset(entity.iri for entity in mention.entities)

        def those(fits: Callable[[Card], object]) -> frozenset[str]:
            return frozenset(card.iri for card in cards if fits(card))

        incidents = iris if mention.category == "incident" else frozenset(one.iri for one in mention.others)
        whole = frozenset(record.incidents(incidents))
        matter = those(lambda card: card.about & whole) if incidents else None
        if mention.category == "agent":
            people, bodies = map(frozenset, split_bodies(iris, record))
            voices = people | bodies | {voice.iri for body in bodies for voice in record.speakers_for(body)}
            speaks = those(lambda card: card.speaker in voices or card.behalf & bodies)
            behalf, towards = those(lambda card: card.behalf & iris), those(lambda card: card.towards & iris)
            return Fit(mention, is_speaker, speaks, behalf, towards, matter, named=self._naming(mention, cards))
        if mention.category == "post":
            towards = frozenset(find_iris(Scope(target_posts=tuple(iris)), record))
            speaks = those(lambda card: record.post_of(card.tenure) in iris)
            return Fit(mention, is_speaker, speaks, towards=towards, matter=matter)
        acts = frozenset(record.acts(iris)) if mention.category == "act" else frozenset()
        is_source = mention.category == "source"
        source = frozenset(find_iris(Scope(sources=tuple(iris)), record)) if is_source else frozenset()
        return Fit(mention, is_speaker, matter=matter, act=those(lambda card: card.acts & acts), source=source)

    def _naming(self, mention: Mention, cards: Sequence[Card]) -> frozenset[str]:
        """Return the statements whose words hold the last word of a name."""
        names = [entity.label.split(" (")[0].split() for entity in mention.entities]
        last = [name[-1].lower() for name in names if name]
        return frozenset(card.iri for card in cards if any(one in f"{card.gist} {card.quoted}".lower() for one in last))

    def _names(self, cards: Sequence[Card]) -> "Matrix":
        """Return which names of the question each statement fits, and which it misses."""
        import numpy as np

        fits = self._fits(cards)
        agents = [fit for fit in fits if fit.is_agent]
        speakers = [fit for fit in agents if fit.is_speaker]
        others = [fit for fit in agents if not fit.is_speaker]
        matters = [fit.matter for fit in fits if fit.matter is not None]
        acts = [fit.act for fit in fits if fit.mention.category == "act"]
        sources = [fit.source for fit in fits if fit.mention.category == "source"]

        def signs(iri: str) -> list[float]:
            speaks = any(iri in fit.speaks for fit in speakers)
            else_speaks = any(iri in fit.speaks for fit in others)
            concerned = any(iri in fit.concerns for fit in others)
            about, does = any(iri in one for one in matters), [iri in one for one in acts]
            return [
                *(bool(speakers), speaks, any(iri in fit.towards for fit in speakers)),
                *(any(iri in fit.behalf for fit in speakers), bool(speakers) and not speaks),
                *(bool(others), else_speaks, concerned, bool(others) and not (else_speaks or concerned)),
                *(bool(matters), about, bool(matters) and not about),
                *(bool(acts), any(does), sum(does) / len(does) if does else 0.0),
                *(bool(sources), any(iri in one for one in sources)),
            ]

        return np.array([signs(card.iri) for card in cards], dtype=np.float32)

    def _read(self, cards: Sequence[Card]) -> "Matrix":
        """Return how well each statement fits days and words, and what kind of question it is."""
        import numpy as np

        reading, fitting = self.reading, Fitting(self.reading, self.record)
        since, until = reading.period.since, reading.period.until
        agents = sum(mention.category in ("agent", "post") for mention in self._mentions())
        of_question = [float(agents), float(len(reading.topic)), float(bool(reading.unknown))]
        of_question += [float(reading.aim == "yes-no"), float(reading.aim == "who")]

        def signs(card: Card) -> list[float]:
            is_in = (not since or (card.earliest or "") >= since) and (not until or (card.latest or "9") <= until)
            words = [0.0, 0.0] if fitting.is_open else [fitting.words_score(card), fitting.score(card)]
            is_bound = bool(since or until)
            held_back = card.polarity != "affirmed"
            own = [is_bound, is_bound and is_in, *words, fitting.is_open, held_back, reading.negated]
            return [*map(float, own), *of_question]

        return np.array([signs(card) for card in cards], dtype=np.float32)

    def _found(self, cards: Sequence[Card]) -> "Matrix":
        """Return whether the words of the question found a statement, and what kind of reply they made."""
        import numpy as np

        if self.found is None:
            return np.full((len(cards), 2 + len(REPLIES)), np.nan, dtype=np.float32)
        given = {one.id for one in self.found.statements}
        reply = [float(one == reply_of(self.found)) for one in REPLIES]
        rows = [[float(local_id(card.iri) in given), float(np.log1p(len(given))), *reply] for card in cards]
        return np.array(rows, dtype=np.float32)

    def _covered(self, texts: Sequence[Text]) -> "Matrix":
        """Return how much of the question each statement tells of, word by word, and what nothing tells of."""
        import numpy as np

        asked = self.vectors.content(self.question) or [0]
        vocabulary = sorted({piece for text in texts for piece in text.whole_pieces})
        place = {piece: number for number, piece in enumerate(vocabulary)}
        alike = self.vectors.rows(asked) @ self.vectors.rows(vocabulary).T
        seen = Counter(piece for text in texts for piece in text.whole_pieces)
        rarity = np.array([np.log(1 + len(texts) / (1 + seen[piece])) for piece in asked])
        weights = rarity * np.sqrt(self.vectors.weights(asked))
        weights = weights / weights.sum()
        best = alike.max(1)
        rows = []
        for text in texts:
            whole = alike[:, [place[piece] for piece in text.whole_pieces]].max(1)
            words = alike[:, [place[piece] for piece in text.word_pieces] or [0]].max(1)
            rows.append(_cover(weights, whole, words, best))
        own = np.array(rows)
        of_question = [weights[best < STRANGE].sum(), best.min(), weights @ best]
        return np.hstack([own, own[:, :2] - own[:, :2].max(0), np.tile(of_question, (len(own), 1))])


def reply_of(answer: Answer) -> str:
    """Return what kind of reply an answer is, one of ``REPLIES``: its kind, or what a refusal lacks."""
    return answer.lacks or answer.kind


def _cover(weights: "Matrix", whole: "Matrix", words: "Matrix", best: "Matrix") -> list[float]:
    """Return the weighed shares of a question's words that a statement tells of, misses, or holds as they are."""
    import numpy as np

    return [
        *(float(weights @ whole), float(weights @ words)),
        *(float(weights[whole < UNLIKE].sum()), float(weights[words < UNLIKE].sum())),
        *(float(weights[whole > SAME].sum()), float(weights[words > SAME].sum())),
        float(np.sort(whole)[:2].mean()),
        float(weights @ (best - whole)),
        float(weights[(best > SAME) & (whole < UNLIKE)].sum()),
    ]


def _ranks(values: "Matrix") -> "Matrix":
    import numpy as np

    return np.argsort(np.argsort(-values, kind="stable"), kind="stable").astype(np.float32)


def _standard(values: "Matrix") -> "Matrix":
    spread: Matrix = (values - values.mean()) / (values.std() + 1e-6)
    return spread
