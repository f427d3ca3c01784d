"""Agents and incidents that may be one with one that a finding proposes: of the same name, from whichever article."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from itertools import islice

from kg.review.alike import content_words, likeness_of
from kg.review.finding import Finding
from kg.review.known import Known
from kg.review.names import bare_name, core_of, names_nobody
from kg.review.nodes import Node, Nodes, every, is_a, one
from kg.review.state import State

PERSONS = ("kg:Person", "kg:UnresolvedSpeaker")
_PROPOSED = (*PERSONS, "kg:Organisation", "kg:Incident")
_MOST = 9
# Headlines of one event share few words; those who speak about it are often the same.
_LIKELY_EVENT = 0.3
_DAYS = 14
_COMMONEST = 400
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


@dataclass(frozen=True)
class Twin:
    """What may be one with another thing; ``role`` and ``sources`` tell which it is, ``score`` how alike they are."""

    id: str
    label: str
    role: str
    sources: tuple[str, ...]
    score: float

    def told(self) -> str:
        """Return it as a line: label, role, and where it is from."""
        where = ", ".join(source.removeprefix("id:") for source in self.sources[:3]) or "on record"
        role = "" if self.role in self.label else self.role
        more = f" and {len(self.sources) - 3} more" if len(self.sources) > 3 else ""
        return f"{self.label} ({'; '.join(part for part in (role, where + more) if part)})"


@dataclass
class _Entry:
    node: Node
    sources: dict[str, None] = field(default_factory=dict)
    voices: set[str] = field(default_factory=set)
    words: frozenset[str] = frozenset()


# What a twin is sorted by: its score below zero, whether it is only proposed, its label, its name.
_Rank = tuple[float, bool, str, str]


class Twins:
    """The proposed agents and incidents of all findings, by their names."""

    def __init__(self, findings: Iterable[Finding], state: State, known: Known) -> None:
        """Take the findings that wait and the statements that were accepted."""
        self.state, self.known = state, known
        self.entries: dict[str, _Entry] = {}
        # A name's last word -> labels that end so -> those who bear them: thousands are called alike, by few labels.
        self.by_name: dict[str, dict[str, dict[str, None]]] = {}
        self.by_word: dict[str, dict[str, None]] = {}
        # A list of many asks for the same names again and again; after a decision, the twins are made anew.
        self._called = cache(self._look_for)
        for finding in findings:
            self._add(finding)

    def of(self, name: str) -> list[Twin]:
        """Return what may be one with a proposed agent or incident, the likeliest first."""
        entry = self.entries.get(name)
        # "She" of one article is nobody's namesake in another.
        if entry is None or names_nobody(one(entry.node, "rdfs:label")):
            return []
        is_event = is_a(entry.node, "kg:Incident")
        ranked = self._events(name, entry) if is_event else self._called(one(entry.node, "rdfs:label"))
        apart = {other for pair in self.state.apart if name in pair for other in pair}
        own = self.state.thing(name)
        others = (rank for rank in ranked if rank[-1] != own and rank[-1] not in apart)
        return [
            Twin(other, label, self._role(other), self._sources(other), -score)
            for score, _, label, other in islice(others, _MOST)
        ]

    def _look_for(self, label: str) -> list[_Rank]:
        """Return all that may bear a name, as ranked."""
        found: dict[str, float] = {}
        for other, names in self.by_name.get(_key(label), {}).items():
            if score := name_likeness(label, other):
                for name in names:
                    _note(found, self.state.thing(name), score)
        for name in self.known.bearers(label):
            _note(found, self.state.thing(name), 1.0)
        return self._ranked(found)

    @cached_property
    def nodes(self) -> Nodes:
        """Return the nodes of all that is proposed, by name."""
        return {name: entry.node for name, entry in self.entries.items()}

    def _events(self, name: str, entry: _Entry) -> list[_Rank]:
        own = self.state.thing(name)
        found: dict[str, float] = {}
        near: dict[str, None] = {}
        for word in (*entry.words, *entry.voices):
            # What very many share tells nothing.
            if len(self.by_word.get(word, ())) <= _COMMONEST:
                near |= self.by_word.get(word, {})
        for key in near:
            other, target = self.entries[key], self.state.thing(key)
            if target == own:
                continue
            shared, fewer = entry.voices & other.voices, min(len(entry.voices), len(other.voices))
            label = likeness_of(entry.words, other.words)
            score = (label + (len(shared) / fewer if fewer else 0.0)) / 2
            # The same people speak of one failure after the other.
            if not label and self._days_between(entry, other) > _DAYS:
                continue
            if score >= _LIKELY_EVENT:
                _note(found, target, score)
        for incident, words in self.known_words:
            score = likeness_of(entry.words, words)
            if score >= _LIKELY_EVENT:
                _note(found, incident, score)
        return self._ranked(found)

    @cached_property
    def known_words(self) -> list[tuple[str, frozenset[str]]]:
        """Return the incidents on record that no finding proposes, with the words of their labels."""
        return [(name, content_words(label)) for name, label in self.known.incidents if name not in self.entries]

    def _days_between(self, mine: _Entry, other: _Entry) -> int:
        days = [[day_of(self.known.source(source).issued) for source in entry.sources] for entry in (mine, other)]
        return min((abs((a - b).days) for a in days[0] for b in days[1] if a and b), default=0)

    def _ranked(self, found: dict[str, float]) -> list[_Rank]:
        """Sort: the likeliest first, of those alike what is on record, then by label."""
        return sorted(
            (-round(score, 2), bool(self._sources(name)), self._label(name), name) for name, score in found.items()
        )

    def _sources(self, name: str) -> tuple[str, ...]:
        entry = self.entries.get(name)
        return tuple(entry.sources) if entry else ()

    def _role(self, name: str) -> str:
        entry = self.entries.get(name)
        return one(entry.node, "rdfs:comment") if entry else self.known.post_of(name)

    def _label(self, name: str) -> str:
        entry = self.entries.get(name)
        return one(entry.node, "rdfs:label") if entry else self.known.label(name)

    def _add(self, finding: Finding) -> None:
        for name, node in finding.nodes.items():
            if not is_a(node, *_PROPOSED):
                continue
            is_event, is_new = is_a(node, "kg:Incident"), name not in self.entries
            entry = self.entries.setdefault(name, _Entry(node))
            entry.sources[finding.source] = None
            if is_event:
                if is_new:
                    entry.words = content_words(one(node, "rdfs:label"))
                voices = self._voices(finding)
                entry.voices.update(voices)
                for word in (*entry.words, *voices) if is_new else voices:
                    self.by_word.setdefault(word, {})[name] = None
            elif key := _key(one(node, "rdfs:label")):
                self.by_name.setdefault(key, {}).setdefault(one(entry.node, "rdfs:label"), {})[name] = None

    def _voices(self, finding: Finding) -> Sequence[str]:
        named = [name for predicate in ("kg:speaker", "kg:towards") for name in every(finding.statement, predicate)]
        labels = (one(finding.nodes.get(name, {}), "rdfs:label") or self.known.label(name) for name in named)
        return [_key(label) for label in labels if _key(label)]


def _note(found: dict[str, float], name: str, score: float) -> None:
    if found.get(name, 0.0) < score:
        found[name] = score


def day_of(issued: str) -> date | None:
    """Return a day, None where none is told.

    >>> day_of("2024-03-12"), day_of("")
    (datetime.date(2024, 3, 12), None)
    """
    try:
        return date.fromisoformat(issued)
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _bare_words(name: str) -> tuple[str, ...]:
    return tuple(word.casefold().strip(".") for word in core_of(_ARTICLE.sub("", bare_name(name))))


def _key(label: str) -> str:
    """Return under which word a name is looked up: its last one; nothing for words that name nobody."""
    words = core_of(_ARTICLE.sub("", bare_name(label)))
    return words[-1].casefold() if words and words[-1][:1].isupper() and not names_nobody(label) else ""


def name_likeness(mine: str, other: str) -> float:
    """Return how likely two names are those of one bearer, 0.0 where they cannot be.

    >>> name_likeness("Martin Pell", "Mr Pell"), name_likeness("Peter Clarke", "Charles Clarke")
    (0.7, 0.0)
    >>> name_likeness("the Environment Agency", "Environment Agency"), name_likeness("J. Birkett", "Joanne Birkett")
    (1.0, 0.8)
    """
    ours, theirs = _bare_words(mine), _bare_words(other)
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return 0.0
    if ours == theirs:
        return 1.0
    fewer, more = sorted((ours[:-1], theirs[:-1]), key=len)
    if not fewer:
        return 0.7
    # A post or a rank may stand before one of them: "Fire Officer Joanne Birkett" is told by "Joanne Birkett".
    if all(word in more for word in fewer):
        return 0.9
    initials = all(any(a.startswith(b) or b.startswith(a) for b in more) for a in fewer if a)
    return 0.8 if initials and min(len(fewer[0]), len(more[0])) == 1 else 0.0
