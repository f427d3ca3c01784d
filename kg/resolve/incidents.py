"""Which incidents of the record a document, and each passage in it, is about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kg.resolve.known import KnownGraph, KnownIncident
from kg.resolve.words import forms_of

# Words that tell of no incident in particular.
_DULL = frozenset(
    "the a an of for and in at on to by with from not no over after before without being been be was were is are "
    "has have had who whom whose what which that this these those it its their his her they them as or but if into "
    "out up about than more most last first new old year years day days week month time row scandal affair case "
    "matter story failure failures failed problem problems issue report reports said say says told people public "
    "government minister ministers official officials uk britain british england wales london national country mr "
    "mrs ms one two three should would could may might must do does did let made make given give put set found find "
    "question questions between under during while also only same other others all any some many such those there "
    "then so because".split()
)
_WIDE = frozenset("england wales scotland britain uk united kingdom london northern ireland".split())
LINKED = 0.5
# Two words of a kind in one sentence, or one word in four of the first sentences.
_KIND = 4
_PLAIN_KINDS = ("failure", "matter")
# What the own words of a part must come to, how much more they count than those of a whole, and how much the sentence
# and the paragraph count beside the passage: tried out on the five texts of the record.
PART, PARTS, SENTENCE, AROUND = 0.7, 2.3, 0.4, 0.1
_LATER_DAYS = 550


@dataclass(frozen=True)
class Link:
    """An incident that a document may be about, with a score from 0 to 1 and what it rests on."""

    id: str
    score: float
    basis: str


class Incidents:
    """The incidents of the record with the words that tell of them."""

    def __init__(self, graph: KnownGraph) -> None:
        """Read the words of each incident."""
        self.graph = graph
        self.phrases = {one.id: _phrases(one) for one in graph.incidents.values()}
        self.words = {
            one.id: stems(" ".join((*one.names, one.comment, *one.places))) for one in graph.incidents.values()
        }
        self.own = {one.id: stems(" ".join((*one.names, *one.places))) for one in graph.incidents.values()}
        counts = Counter(word for words in self.words.values() for word in words)
        self.rare = {word: 1 / (1 + count) ** 0.5 for word, count in counts.items()}

    def link(self, sentences: Sequence[str], agents: set[str], day: str | None) -> list[Link]:
        """Return the incidents that a document may be about, the best first.

        Args:
            sentences: of the document, headline included.
            agents: the ids of the people and bodies that it names.
            day: when it was published, an ISO date, None if that is not known.
        """
        read = [stems(sentence) for sentence in sentences]
        whole = set().union(*read) if read else set()
        found = (self._weigh(one, read, whole, agents, day) for one in self.graph.incidents.values())
        return sorted((link for link in found if link.score > 0.2), key=lambda link: (-link.score, link.id))

    def _weigh(
        self, one: KnownIncident, read: Sequence[set[str]], whole: set[str], agents: set[str], day: str | None
    ) -> Link:
        hits = [phrase for phrase in self.phrases[one.id] if any(phrase <= sentence for sentence in read)]
        strength = sum(self._weight(phrase) for phrase in hits)
        words = self.words[one.id]
        weight = sum(self.rare[word] for word in words) or 1.0
        share = sum(self.rare[word] for word in words & whole) / weight
        involved = [agent for agent in one.involves if agent in agents]
        places = {word for place in one.places for word in stems(place)} - _WIDE
        placed = bool(places) and places <= whole
        score = 0.45 * min(1.0, strength / 2) + 0.35 * share + 0.12 * bool(involved) + 0.15 * placed
        if not hits and not placed:
            score *= 0.5
        score *= _in_time(one, day)
        told = [f"{len(hits)} of its names"] if hits else []
        told += [f"{share:.0%} of its words"] + ([self.graph.label(involved[0])] if involved else [])
        return Link(one.id, round(min(score, 1.0), 3), "; ".join(told + (["its place"] if placed else [])))

    def _weight(self, phrase: frozenset[str]) -> float:
        return min(1.0, 0.25 * float(len(phrase) ** 1.3))

    def choose(self, passage: str, sentence: str, around: str, linked: Sequence[Link]) -> list[Link]:
        """Return what a passage is about among the incidents of its document, the best first.

        Args:
            passage: the content.
            sentence: the sentence in which it stands.
            around: the paragraph.
            linked: the incidents of the document, the chief one first.
        """
        layers = [(stems(text), weight) for text, weight in ((passage, 1.0), (sentence, SENTENCE), (around, AROUND))]
        counts = Counter(word for link in linked for word in self.own[link.id])
        found = []
        for place, link in enumerate(linked):
            wholes = [whole for whole in self.graph.incidents[link.id].wholes if whole in self.own]
            words = self.own[link.id].difference(*(self.own[whole] for whole in wholes))
            fit = sum(max((w for layer, w in layers if word in layer), default=0.0) / counts[word] for word in words)
            # A part is meant only where its own words are told; else the passage is about the whole.
            fit = PARTS * fit - PART if wholes else fit
            found.append(Link(link.id, round(fit - place * 0.001, 3), link.basis))
        return sorted(found, key=lambda link: (-link.score, link.id))


def guess_kinds(graph: KnownGraph, sentences: Sequence[str]) -> tuple[str, ...]:
    """Return the kind of failure that a text begins with, by the words of the scheme; a plain failure or matter else.

    Args:
        graph: knows the kinds and what they are called.
        sentences: the headline and the first sentences.
    """
    read = [Counter(forms_of(sentence)) for sentence in sentences]
    scores: Counter[str] = Counter()
    for kind, names in graph.kinds.items():
        for forms in {forms_of(name) for name in names} - {()}:
            hits = sum(all(sentence[form] for form in forms) for sentence in read)
            if kind not in _PLAIN_KINDS:
                scores[kind] += hits * len(forms) ** 2
    best = min(scores.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if best[1] >= _KIND:
        return (best[0],)
    words = {form for sentence in read for form in sentence}
    is_failure = any(words.issuperset(forms_of(name)) for name in graph.kinds.get("failure", ()))
    return ("failure",) if is_failure else ("matter",)


@lru_cache(maxsize=4096)
def stem(form: str) -> str:
    """Cut the ending off a word, so that releases, released and releasing are one.

    >>> stem("releases"), stem("released"), stem("prisoners"), stem("police")
    ('releas', 'releas', 'prisoner', 'polic')
    """
    for ending in ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "e", "s", "y"):
        if form.endswith(ending) and len(form) - len(ending) >= 4:
            return form[: -len(ending)]
    return form


def stems(text: str) -> set[str]:
    """Return the stems of the words of a text that tell something."""
    return {stem(form) for form in forms_of(text) if form not in _DULL and (len(form) > 2 or form.isdigit())}


def _phrases(one: KnownIncident) -> list[frozenset[str]]:
    found = {frozenset(stems(name)) for name in one.names}
    return sorted((phrase for phrase in found if len(phrase) > 1), key=sorted)


def _in_time(one: KnownIncident, day: str | None) -> float:
    """Say how well a day fits an incident: nothing is told of it before it began, and less later on."""
    if day is None:
        return 0.8
    if one.earliest and day < one.earliest:
        return 0.0
    last = one.latest or one.earliest
    if last is None:
        return 0.8
    later = (date.fromisoformat(day) - date.fromisoformat(last)).days
    return 1.0 if later <= _LATER_DAYS else max(0.45, 1 - (later - _LATER_DAYS) / 3650)
