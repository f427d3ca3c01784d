"""What the record knows that resolving asks for: names, posts with dates, successions, incidents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.resolve.words import Word, forms_of, is_a

if TYPE_CHECKING:
    from kg.resolve.incidents import Incidents

_LOOSE = frozenset(("group", "other-body", "court"))
TITLES = ("title-m", "title-f", "title")


@dataclass(frozen=True)
class KnownAgent:
    """An agent of the record.

    ``kind`` is Person, Organisation or UnnamedSpeaker; ``bodies`` are a person's parties, ``speaks_for`` whose voice an
    unnamed speaker is, ``sources`` and ``days`` the sources that an agent was taken from and their days.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    family: str = ""
    given: str = ""
    bodies: tuple[str, ...] = ()
    body_kind: str = ""
    start: str | None = None
    end: str | None = None
    speaks_for: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class KnownPost:
    """A post of the record and the body that it is in."""

    id: str
    label: str
    names: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class KnownTenure:
    """Who held a post; both days belong to it, and without an end it is taken to last."""

    id: str
    holder: str
    post: str
    start: str
    end: str | None
    known_until: str | None = None

    def meets(self, earliest: str, latest: str) -> bool:
        """Say whether the post was held on a day between two days."""
        return self.start <= latest and (self.end is None or earliest <= self.end)


@dataclass(frozen=True)
class KnownSuccession:
    """Which bodies came after which, and on what day."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    day: str
    kind: str


@dataclass(frozen=True)
class KnownIncident:
    """An incident of the record with the words that tell of it."""

    id: str
    label: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    comment: str = ""
    places: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    wholes: tuple[str, ...] = ()
    involves: tuple[str, ...] = ()


class Named(NamedTuple):
    """A name found in a text: first and last word, and the ids that bear it."""

    start: int
    end: int
    ids: tuple[str, ...]


@dataclass
class KnownGraph:
    """The record as resolving sees it, made once for a whole batch.

    ``taken`` are the ids of agents, incidents and passages that it describes.
    """

    agents: Mapping[str, KnownAgent] = field(default_factory=dict)
    posts: Mapping[str, KnownPost] = field(default_factory=dict)
    tenures: Sequence[KnownTenure] = ()
    successions: Sequence[KnownSuccession] = ()
    incidents: Mapping[str, KnownIncident] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    digest: str = ""
    taken: frozenset[str] = frozenset()

    @cached_property
    def by_holder(self) -> dict[str, list[KnownTenure]]:
        """Return the tenures of each person."""
        return _grouped((tenure.holder, tenure) for tenure in self.tenures)

    @cached_property
    def by_post(self) -> dict[str, list[KnownTenure]]:
        """Return the tenures of each post."""
        return _grouped((tenure.post, tenure) for tenure in self.tenures)

    @cached_property
    def by_family(self) -> dict[str, list[str]]:
        """Return the people of each family name."""
        people = [agent for agent in self.agents.values() if agent.kind == "Person"]
        return _grouped((" ".join(forms_of(agent.family or agent.label)[-1:]), agent.id) for agent in people)

    @cached_property
    def of_source(self) -> dict[str, list[KnownAgent]]:
        """Return the unnamed speakers and the bodies by the sources that they were taken from."""
        voices = [agent for agent in self.agents.values() if agent.kind != "Person"]
        return _grouped((source, agent) for agent in voices for source in agent.sources)

    @cached_property
    def names(self) -> "NameTable":
        """Return the names of people, bodies and posts."""
        table = NameTable()
        for agent in self.agents.values():
            if agent.kind != "UnnamedSpeaker":
                for name in agent.names:
                    table.add(name, agent)
        for post in self.posts.values():
            for name in post.names:
                table.add_post(name, post.id)
        return table

    @cached_property
    def incident_words(self) -> "Incidents":
        """Return the incidents with the words that tell of them."""
        from kg.resolve.incidents import Incidents

        return Incidents(self)

    def bodies_of(self, person: str) -> set[str]:
        """Return the bodies that a person sat in or held posts in."""
        held = {self.posts[t.post].body for t in self.by_holder.get(person, ()) if t.post in self.posts}
        return held | set(self.agents[person].bodies)

    def holders(self, post: str, earliest: str | None, latest: str | None) -> list[KnownTenure]:
        """Return the tenures of a post that meet a period; all of them where no day is known."""
        tenures = self.by_post.get(post, [])
        if earliest is None or latest is None:
            return tenures
        return [tenure for tenure in tenures if tenure.meets(earliest, latest)]

    def label(self, local: str) -> str:
        """Return the label of an agent, a post or an incident."""
        for table in (self.agents, self.posts, self.incidents):
            if local in table:
                return str(table[local].label)
        return local


class Needs(NamedTuple):
    """What a name must look like in a text: begin with a capital, be all in capitals; and whether it has a comma."""

    capital: bool = False
    upper: bool = False
    comma: bool = False


class NameTable:
    """Names by their words, to be found in a text in one pass."""

    def __init__(self) -> None:
        """Begin without a name."""
        self._ids: dict[tuple[str, ...], dict[str, Needs]] = {}
        self._lengths: dict[str, set[int]] = {}

    def add(self, name: str, agent: KnownAgent) -> None:
        """Add a name of a person or a body; what is no more than a surname is left to other means."""
        forms = forms_of(name)
        if agent.kind == "Person":
            self._add(_name_alone(name, forms, forms_of(agent.given)), agent.id, Needs(capital=True))
            return
        has_capital = any(char.isupper() for char in name)
        # "the courts" of one text are not those of the next.
        is_loose = not has_capital and (len(forms) < 2 or agent.body_kind in _LOOSE)
        is_short = len(forms) == 1 and len(forms[0]) < 3 and not name.isupper()
        if not is_loose and not is_short:
            # What is written with capitals is no name in small letters, unless it is long: Labour, Home Office.
            self._add(forms, agent.id, Needs(has_capital and len(forms) < 3, name.isupper(), "," in name))

    def add_post(self, name: str, local: str) -> None:
        """Add a name of a post."""
        self._add(forms_of(name), local, Needs(comma="," in name))

    def _add(self, forms: tuple[str, ...], local: str, needs: "Needs") -> None:
        if not forms:
            return
        self._ids.setdefault(forms, {})[local] = needs
        self._lengths.setdefault(forms[0], set()).add(len(forms))

    def find(self, words: Sequence[Word], text: str) -> Iterator[Named]:
        """Find the longest names in a row of words of a text; a comma is part only of names that have one."""
        place = 0
        while place < len(words):
            found = self._at(words, text, place)
            if found is None:
                place += 1
            else:
                yield found
                place = found.end

    def _at(self, words: Sequence[Word], text: str, place: int) -> Named | None:
        for length in sorted(self._lengths.get(words[place].form, ()), reverse=True):
            stretch = words[place : place + length]
            # Sentences, quotations and lists part names.
            if len(stretch) < length or any(b.start - a.end > 2 for a, b in pairwise(stretch)):
                continue
            known = self._ids.get(tuple(word.form for word in stretch), {})
            is_capital = stretch[0].is_capital
            has_comma = any("," in text[a.end : b.start] for a, b in pairwise(stretch))
            # IND is a directorate, Ind a surname.
            is_upper = all(word.text.isupper() or word.owns for word in stretch)
            ids = tuple(
                local
                for local, needs in known.items()
                if (is_capital or not needs.capital)
                and (is_upper or not needs.upper)
                and (needs.comma or not has_comma)
            )
            if ids:
                return Named(place, place + length, ids)
        return None


def _name_alone(name: str, forms: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a person's name without titles, posts and letters; none of a surname alone."""
    if "," in name:
        return ()
    if given and given[0] in forms:
        forms = forms[forms.index(given[0]) :]
    while forms and is_a(forms[0], *TITLES, "rank"):
        forms = forms[1:]
    if forms and forms[-1] in ("mp", "mps", "qc", "kc", "msp", "ms"):
        forms = forms[:-1]
    return forms if len(forms) > 1 else ()


def _grouped(pairs: Iterable[tuple[str, object]]) -> dict[str, list]:  # type: ignore[type-arg]
    groups: dict[str, list[object]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
