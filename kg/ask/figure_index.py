"""The figures of a record and the words by which each can be asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.ask.counting import FILLERS
from kg.ask.patterns import Lazy
from kg.ask.record import Record
from kg.ask.rows import grouped
from kg.ask.synonyms import Said, list_words, read_words
from kg.model import Figure
from kg.query.figures import load_figures

# Families that nearly every count of people shares, or that only carry another verb: they tell no count from another.
GENERIC = frozenset(("person", "offender", "give", "hold"))
# What a count of anything may be called.
_PLAIN_HEADS = frozenset(("time", "age", "share", "number", "count", "length", "duration", "rate"))
_PERSONS = frozenset(("person", "offender"))
PEOPLE = frozenset(("people", "persons", "men", "women", "children", "prisoners", "offenders", "passengers"))
TIMES = frozenset(
    f"{unit}{s}" for unit in ("second", "minute", "hour", "day", "week", "month", "year") for s in ("", "s")
)
SHARES = frozenset(("per cent", "percent", "%", "per thousand"))
_MOST = 2 / 3
_PREPOSITIONS = frozenset(
    "of in on at with within without from to by among between under over since until during before after for outside "
    "that who which whose not as according against".split()
)
# What follows tells the whole of which a figure is a part, the share of each, or the days: a question need not name it.
_REST = Lazy(
    r"\b(?:among|of those|of these|out of|since|from|until|before|after|during|for each|for every|per(?! cent))\b"
)
# Where the label of a figure goes over to who says it, or in which paper.
_ASIDE = Lazy(r" \(|, as ")
# A capital at the start of a label need not be a name's, unless another follows.
_NAME = Lazy(r"(?<=[\s-])[A-Z]\w+|^[A-Z]\w+(?= [A-Z])|^[A-Z]\w+$")
# Who asks for children means these as well, and who asks for one of them not the others.
_CHILDREN = "girl boy"


@dataclass(frozen=True)
class Restriction:
    """How one label of a measure restricts what it counts: by its ``words``, the last of which is what is counted.

    ``needed`` are the words of its predicate: "wrongly released prisoners at large" says of prisoners that they are at
    large. ``heads`` are the words of what is counted where that is neither people nor a mere measure: a fall, a case.
    """

    words: tuple[str, ...]
    needed: tuple[str, ...]
    heads: frozenset[str] = frozenset()

    def is_met(self, asked: frozenset[str]) -> bool:
        """Say whether a question names enough: the first word of the predicate or most of it; else what is counted.

        "Girls" alone asks for no number of assaulted girls, and "deportations" for no fall in them.
        """
        if self.heads and not self.heads & asked:
            return False
        if self.needed:
            return self.needed[0] in asked or sum(word in asked for word in self.needed) >= len(self.needed) * _MOST
        if self.words and self.words[-1] not in GENERIC:
            return self.words[-1] in asked
        telling = frozenset(self.words) - GENERIC
        return len(telling & asked) >= len(telling) / 2

    def surplus(self, asked: frozenset[str]) -> int:
        """Return how many words restrict the count beyond the question."""
        return len(frozenset(self.words) - GENERIC - asked)


@dataclass(frozen=True)
class FigureCard:
    """A figure with its words.

    ``own`` is what its label and its measure affirm and deny; ``told`` are the words of its label; ``names`` the proper
    names around it; ``numbers`` its own value and those of its wholes; ``incidents`` what it is about, with all that
    this is part of; ``agents`` who is involved there, asserts it or is told it.
    """

    figure: Figure
    own: Said
    restrictions: tuple[Restriction, ...]
    told: frozenset[str]
    names: frozenset[str]
    numbers: tuple[str, ...]
    incidents: frozenset[str]
    agents: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Return every word by which the figure can be asked for."""
        return self.own.affirmed | self.own.denied | self.names | frozenset(self.numbers)

    @property
    def label_words(self) -> frozenset[str]:
        """Return the words of what its labels say that it counts."""
        return self.told.union(*(one.words for one in self.restrictions))

    @property
    def is_of_people(self) -> bool:
        """Say whether people are counted."""
        return self.figure.unit is None or self.figure.unit in PEOPLE


class FigureIndex:
    """All figures of a record, found by word."""

    def __init__(self, record: Record) -> None:
        """Read the figures and what names them."""
        figures = load_figures(record.store)
        self._figures = {figure.id: figure for figure in figures}
        self._wholes = grouped(record.rows("?i a kg:Incident . ?i kg:partOf ?w", "i", "w"))
        self._involved = grouped(record.rows("?i a kg:Incident . ?i kg:involves ?a", "i", "a"))
        # A path: beside a variable for the property, the engine goes through all statements there are.
        claimed = "?s kg:claims ?f . ?s kg:speaker|kg:towards ?a"
        self._claimed, self._base = grouped(record.rows(claimed, "f", "a")), record.store.workspace.base
        measures, incidents = _measure_words(record), _incident_names(record)
        self.cards = tuple(self._card(figure, measures, incidents) for figure in figures)
        self._days = _days_of_measures(figures)
        self._names = incidents
        self._places: dict[str, set[int]] = {}
        for place, card in enumerate(self.cards):
            for word in card.words:
                self._places.setdefault(word, set()).add(place)

    def holding(self, words: Iterable[str]) -> list[FigureCard]:
        """Return the figures that every one of some words describes; all of them for no word."""
        found = set(range(len(self.cards)))
        for word in words:
            found &= self._places.get(word, set())
        return [self.cards[place] for place in sorted(found)]

    def names_of(self, incidents: Iterable[str]) -> frozenset[str]:
        """Return all words by which some incidents are called."""
        return _read(*(text for iri in incidents for text in self._names.get(iri, []))).affirmed

    def days_of(self, figure: Figure) -> tuple[str | None, str | None]:
        """Return the first and the last day that a figure is for.

        A figure without days is for those that all others of its measure and matter are for, if they agree.
        """
        first, last = figure.earliest or figure.as_of, figure.latest or figure.as_of
        if first or last:
            return first or last, last or first
        days = self._days.get(_same_matter(figure), set())
        return next(iter(days)) if len(days) == 1 else (None, None)

    def _card(self, figure: Figure, measures: Mapping[str, "_Words"], names: Mapping[str, list[str]]) -> FigureCard:
        incidents = frozenset(self._up(entity.iri for entity in figure.about))
        texts = [text for iri in incidents for text in names.get(iri, [])]
        measure = measures.get(figure.measure.iri, _Words())
        labels = [figure.measure.label, *measure.labels]
        own = _join(_read(figure.label, figure.unit or "", figure.period or "", *labels), _read(*measure.definitions))
        if read_words(_CHILDREN).affirmed & own.affirmed:
            own = own._replace(affirmed=own.affirmed | {"child"})
        own_label = _ASIDE.split(figure.label, maxsplit=1)[0]
        told = tuple(
            word
            for word, _ in list_words(own_label, FILLERS)
            if word not in GENERIC | _time_words() and not word.isdigit()
        )
        restrictions = tuple(_restriction(label, figure.unit) for label in labels)
        agents = frozenset(agent for iri in incidents for agent in self._involved.get(iri, []))
        agents |= frozenset(self._claimed.get(self._base + figure.id, ()))
        proper = frozenset[str]().union(*map(_proper_names, texts))
        return FigureCard(figure, own, restrictions, frozenset(told), proper, self._chain(figure), incidents, agents)

    def _up(self, iris: Iterable[str]) -> set[str]:
        found, waiting = set[str](), list(iris)
        while waiting:
            iri = waiting.pop()
            if iri not in found:
                found.add(iri)
                waiting += self._wholes.get(iri, [])
        return found

    def _chain(self, figure: Figure) -> tuple[str, ...]:
        chain, seen = [figure.value], {figure.id}
        whole = self._figures.get(figure.part_of_whole or "")
        while whole and whole.id not in seen:
            chain.append(whole.value)
            seen.add(whole.id)
            whole = self._figures.get(whole.part_of_whole or "")
        return tuple(chain)


def open_figures(record: Record) -> FigureIndex:
    """Return the index of a record's figures, made once for as long as its graph is open."""
    known: FigureIndex | None = record.__dict__.get("figure_index")
    if known is None:
        known = record.__dict__["figure_index"] = FigureIndex(record)
    return known


@cache
def _time_words() -> frozenset[str]:
    return frozenset(word for unit in TIMES for word in read_words(unit).affirmed)


def _same_matter(figure: Figure) -> tuple[str, frozenset[str]]:
    return figure.measure.iri, frozenset(entity.iri for entity in figure.about)


def _days_of_measures(
    figures: Iterable[Figure],
) -> dict[tuple[str, frozenset[str]], set[tuple[str | None, str | None]]]:
    found: dict[tuple[str, frozenset[str]], set[tuple[str | None, str | None]]] = {}
    for figure in figures:
        first, last = figure.earliest or figure.as_of, figure.latest or figure.as_of
        if first or last:
            found.setdefault(_same_matter(figure), set()).add((first or last, last or first))
    return found


def _read(*texts: str) -> Said:
    read = [read_words(text, FILLERS) for text in texts]
    return Said(
        frozenset[str]().union(*(said.affirmed for said in read)),
        frozenset[str]().union(*(said.denied for said in read)),
    )


def _join(label: Said, definition: Said) -> Said:
    """Add the words of a definition to those of labels, which know best.

    A definition may say "not only those with a court's recommendation" of a label that speaks of courts.
    """
    affirmed = label.affirmed | (definition.affirmed - label.denied)
    return Said(affirmed, label.denied | (definition.denied - label.affirmed))


@lru_cache(maxsize=10_000)
def _restriction(label: str, unit: str | None) -> Restriction:
    told = _REST.split(label, maxsplit=1)[0].strip()
    # "Minutes until the alarm": before the word there is only the unit.
    told = told if read_words(told, FILLERS).affirmed - read_words(unit or "").affirmed else label
    passed = _proper_names(label) | (frozenset() if unit in TIMES else _time_words())
    whole = (word for word, is_denied in list_words(told, FILLERS) if not is_denied)
    counted, said = _parted(told, unit)
    predicate = (word for word, _ in list_words(said, FILLERS) if word not in GENERIC)
    heads = read_words(counted, FILLERS).affirmed - read_words(unit or "").affirmed - _PLAIN_HEADS - _time_words()
    return Restriction(
        tuple(word for word in dict.fromkeys(whole) if word not in passed),
        tuple(word for word in dict.fromkeys(predicate) if word not in passed and not word.isdigit()),
        frozenset() if read_words(counted).affirmed & _PERSONS or unit in PEOPLE else heads,
    )


def _parted(label: str, unit: str | None) -> tuple[str, str]:
    """Part a label into the noun that it counts and what stands behind that.

    >>> _parted("sex offenders held", "people"), _parted("police forces that gave data", "police forces")
    (('sex offenders', 'held'), ('police forces', 'that gave data'))
    """
    words = label.split()
    run = next((place for place, word in enumerate(words) if word.lower() in _PREPOSITIONS), len(words))
    nouns = set((unit or "").split())
    head = max((place for place, word in enumerate(words[:run]) if word in nouns or _is_person(word)), default=-1)
    if head < 0:
        # Without a noun that says who or what: the last word before the preposition that is no participle.
        ends = [place for place, word in enumerate(words[:run]) if not word.endswith("ed")]
        head = ends[-1] if ends else run - 1
    return " ".join(words[: head + 1]), " ".join(words[head + 1 :])


def _is_person(word: str) -> bool:
    return bool(read_words(word).affirmed & _PERSONS) or word in PEOPLE


@dataclass
class _Words:
    """The other labels and the definitions of a measure."""

    labels: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)


def _measure_words(record: Record) -> dict[str, _Words]:
    found: dict[str, _Words] = {}
    # One property at a time, here and below: the engine joins every thing with every one of several, then looks.
    for iri, text in record.rows("?m a kg:Measure . ?m skos:altLabel ?words", "m", "words"):
        found.setdefault(iri, _Words()).labels.append(text)
    for iri, text in record.rows("?m a kg:Measure . ?m skos:definition ?words", "m", "words"):
        found.setdefault(iri, _Words()).definitions.append(text)
    return found


def _incident_names(record: Record) -> dict[str, list[str]]:
    named = (f"?i a kg:Incident . ?i {name} ?words" for name in ("rdfs:label", "skos:altLabel", "kg:place"))
    return grouped(sorted({pair for pattern in named for pair in record.rows(pattern, "i", "words")}))


@lru_cache(maxsize=10_000)
def _proper_names(text: str) -> frozenset[str]:
    """Return the words of the names of places, people and ships in a label."""
    return frozenset(word for name in _NAME.findall(text) for word in read_words(name).affirmed)
