"""What an open graph knows that questions lean on, fetched once for as long as the graph is open."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.ask.iris import terms as terms
from kg.ask.rows import ACTS, Rows, closure, grouped, name_key, row_key
from kg.ask.tokens import content_stems
from kg.ask.wordbook import WordBook
from kg.model import Entity
from kg.namespaces import PREFIXES, expand
from kg.query.definition import Vetted

if TYPE_CHECKING:
    from kg.ask.actwords import ActWords
    from kg.ask.cards import Cards
    from kg.ask.described import Texts
    from kg.ask.government import Government
    from kg.ask.roles import Roles
    from kg.store import GraphStore
    from kg.store.names import NameIndex

PREFIX_LINES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcterms", "kg", "org", "rdfs", "skos"))
# The act of saying that something is so; "claimed" and "noted" ask for any words, not for this act.
PLAIN_ACT = "#states"


class Record:
    """A graph with its small tables: acts and their order, incidents and their words, who speaks for whom."""

    def __init__(self, store: "GraphStore", kept: Rows | None = None) -> None:
        """Wrap an open graph.

        Args:
            store: the graph.
            kept: rows of it that are known already; they are read from beside the store where none are given.
        """
        from kg.ask.kept import kept_rows

        self.store = store
        self.kept = kept_rows(store) if kept is None else kept

    def label(self, iri: str) -> str:
        """Return the name of a thing; empty if it has none."""
        entity = self.names.entity(iri)
        return entity.label if entity else ""

    def is_body(self, iri: str) -> bool:
        """Say whether a thing is a body, not a person or an unnamed speaker."""
        entity = self.names.entity(iri)
        return entity is not None and expand("kg:Organisation") in entity.types

    @property
    def names(self) -> "NameIndex":
        """Return the index of names."""
        return self.store.names

    def rows(self, pattern: str, *variables: str) -> list[tuple[str, ...]]:
        """Return the values of some variables for a graph pattern, as text."""
        wanted = " ".join(f"?{name}" for name in variables)
        if (known := self.kept.get(row_key(pattern, variables))) is not None:
            return list(map(tuple, known))
        found: Any = self.store.query(Vetted(f"{PREFIX_LINES}SELECT DISTINCT {wanted} WHERE {{ {pattern} }}"))
        return sorted(tuple(row[name].value for name in variables) for row in found)

    def names_of(self, kind: str) -> list[tuple[str, str]]:
        """Return the names of all things of a class with their IRIs, labels and aliases alike.

        From the tables of names: from the graph, a thousand labels take ten times as long.
        """
        if (known := self.kept.get(name_key(kind))) is not None:
            return [(row[0], row[1]) for row in known]
        query = "SELECT DISTINCT n.iri, n.name FROM type t JOIN name n ON n.iri = t.iri WHERE t.type = ? AND n.rank < 3"
        rows = self.store.side.execute(f"{query} AND n.rank > 0", (expand(kind),))
        return [(row[0], row[1]) for row in rows]

    @cached_property
    def outlets(self) -> frozenset[str]:
        """Return the bodies that publish news."""
        published = self.rows("?s a kg:Source . ?s dcterms:publisher ?o", "o")
        # A paper whose article only a republisher carries is an outlet all the same.
        kind = "?k skos:broader* ?wide . ?wide skos:notation 'news-outlet' ."
        return frozenset(row[0] for row in published + self.rows(f"?o kg:organisationKind ?k . {kind}", "o"))

    @cached_property
    def end(self) -> str:
        """Return the last day on which a source was published, in ISO form; empty for an empty record."""
        return max((day for (day,) in self.rows("?s a kg:Source . ?s dcterms:issued ?day", "day")), default="")

    @cached_property
    def _acts_below(self) -> Mapping[str, list[str]]:
        return grouped(self.rows("?a a kg:Act . ?a skos:broader ?b", "b", "a"))

    @cached_property
    def parts(self) -> Mapping[str, list[str]]:
        """Return the parts of each incident that has any."""
        return grouped(self.rows("?i a kg:Incident . ?i kg:partOf ?w", "w", "i"))

    @cached_property
    def _speakers_for(self) -> Mapping[str, list[str]]:
        return grouped(self.rows("?s a kg:UnnamedSpeaker . ?s kg:speaksFor ?a", "a", "s"))

    @cached_property
    def _posts_in(self) -> Mapping[str, list[str]]:
        return grouped(self.rows("?p a kg:Post . ?p org:postIn ?o", "o", "p"))

    @cached_property
    def _later_names(self) -> Mapping[str, list[str]]:
        pattern = "?c org:originalOrganization ?o . ?c org:resultingOrganization ?r"
        pairs = self.rows(pattern, "o", "r")
        return grouped([*pairs, *((later, former) for former, later in pairs)])

    @cached_property
    def _publishers(self) -> Mapping[str, str]:
        rows = self.rows("?s a kg:Source . ?s dcterms:publisher ?o", "s", "o")
        return {row[0]: row[1] for row in rows}

    def acts(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return acts and the narrower acts that are theirs as well: who accuses also criticises."""
        return closure(iris, self._acts_below)

    def wider_acts(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return the acts just above some acts, the plain act of saying left out."""
        wanted = set(iris)
        above = {wide for wide, below in self._acts_below.items() if wanted & set(below)}
        return tuple(sorted(wide for wide in above if not wide.endswith(PLAIN_ACT)))

    def post_of(self, tenure: str) -> str:
        """Return the post of a tenure; empty for none."""
        return self._posts_of_tenures.get(tenure, "")

    @cached_property
    def _posts_of_tenures(self) -> Mapping[str, str]:
        return {row[0]: row[1] for row in self.rows("?t a kg:Tenure ; kg:post ?p", "t", "p")}

    def acts_held_back(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return the acts by which one expressly does not do some others: a call may be withheld."""
        wanted = set(iris)
        pairs = self._held_back
        return tuple(held for act, held in pairs if act in wanted)

    @property
    def held_back(self) -> tuple[str, ...]:
        """Return the acts that consist in not doing another."""
        return tuple(held for _, held in self._held_back)

    @cached_property
    def _held_back(self) -> tuple[tuple[str, str], ...]:
        pattern = "?h a kg:Act ; skos:related ?a . FILTER(CONTAINS(STR(?h), '#withholds-'))"
        return tuple((row[0], row[1]) for row in self.rows(pattern, "a", "h"))

    def sources_of(self, outlets: Iterable[str]) -> tuple[str, ...]:
        """Return the sources of some outlets, those that others republish included."""
        found = {source for source, outlet in self._publishers.items() if outlet in set(outlets)}
        for iri in outlets:
            names = [name.removeprefix("The ") for name in self.names.labels(iri)[:1]]
            found |= {source for source, told in self._told_of_sources if any(name in told for name in names)}
        return tuple(sorted(found))

    @cached_property
    def _told_of_sources(self) -> tuple[tuple[str, str], ...]:
        return tuple((row[0], row[1]) for row in self.rows("?s a kg:Source ; rdfs:label ?label", "s", "label"))

    def incidents(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return incidents with all their parts."""
        return closure(iris, self.parts)

    def successions(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return bodies with those they came from and those that followed."""
        return closure(iris, self._later_names)

    def posts_in(self, iris: Iterable[str]) -> tuple[str, ...]:
        """Return the posts in some bodies."""
        return tuple(post for iri in iris for post in self._posts_in.get(iri, []))

    def speakers_for(self, iri: str) -> tuple[Entity, ...]:
        """Return the unnamed speakers who speak for an agent."""
        return tuple(entity for one in self._speakers_for.get(iri, []) if (entity := self.names.entity(one)))

    @cached_property
    def given_names(self) -> Mapping[str, list[str]]:
        """Return people by first name, in lower case."""
        pattern = f"?s a kg:Person . ?s <{PREFIXES['foaf']}givenName> ?g"
        return grouped([(given.lower(), iri) for iri, given in self.rows(pattern, "s", "g")])

    @cached_property
    def words(self) -> WordBook:
        """Return the words of the record: which there are, how often, and where."""
        return WordBook(
            self.store, [text for _, text in self.rows("?i a kg:Incident ; rdfs:comment ?words", "i", "words")]
        )

    @cached_property
    def act_words(self) -> "ActWords":
        """Return the words for acts; the one that stands for any saying is left out."""
        from kg.ask.actwords import ActWords

        acts = {iri: Entity(iri, label, tuple(types)) for iri, label, *types in self.acts_rows()}
        labels: dict[str, list[Entity]] = {}
        for iri, label in self.names_of("kg:Act"):
            if iri in acts:
                labels.setdefault(label, []).append(acts[iri])
        return ActWords(labels)

    def acts_rows(self) -> Sequence[Sequence[str]]:
        """Return each act with its name and its classes, less the one that stands for any saying."""
        if (known := self.kept.get(ACTS)) is not None:
            return known
        iris = dict.fromkeys(iri for iri, _ in self.names_of("kg:Act") if not iri.endswith(PLAIN_ACT))
        found = [self.names.entity(iri) or Entity(iri, iri.rsplit("#", 1)[-1]) for iri in iris]
        return [(one.iri, one.label, *one.types) for one in found]

    @cached_property
    def roles(self) -> "Roles":
        """Return the sets of speakers that a word stands for."""
        from kg.ask.roles import Roles

        return Roles(self)

    @cached_property
    def government(self) -> "Government":
        """Return who governed when."""
        from kg.ask.government import Government

        return Government(self)

    @cached_property
    def cards(self) -> "Cards":
        """Return the statements fetched so far, as questions compare them."""
        from kg.ask.cards import Cards

        return Cards(self.store)

    def names_around(self, iris: Iterable[str]) -> frozenset[str]:
        """Return the stems of the names of some things."""
        return frozenset().union(*map(self._name_stems, iris))

    def _name_stems(self, iri: str) -> frozenset[str]:
        if iri not in self._stems_of_names:
            if iri in self.incident_words:
                self._stems_of_names[iri] = self.incident_words[iri][0]
            else:
                self._stems_of_names[iri] = frozenset(content_stems(" ".join(self.names.labels(iri))))
        return self._stems_of_names[iri]

    @cached_property
    def _stems_of_names(self) -> dict[str, frozenset[str]]:
        return {}

    def act_stems(self, iris: Iterable[str]) -> frozenset[str]:
        """Return the stems of the single words by which acts are called."""
        wanted = frozenset(iris)
        if wanted not in self._stems_of_acts:
            single = ((stems[0], acts) for stems, acts in self.act_words.by_stems.items() if len(stems) == 1)
            self._stems_of_acts[wanted] = frozenset(word for word, acts in single if wanted & acts.keys())
        return self._stems_of_acts[wanted]

    @cached_property
    def _stems_of_acts(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    @cached_property
    def unnamed(self) -> tuple[str, ...]:
        """Return all unnamed speakers."""
        return tuple(iri for (iri,) in self.rows("?s a kg:UnnamedSpeaker", "s"))

    def involving(self, agents: Iterable[str]) -> set[str]:
        """Return the incidents, parts included, in which some agents are involved."""
        values = terms(agents)
        found = [iri for (iri,) in self.rows(f"VALUES ?a {{ {values} }} ?i kg:involves ?a", "i")] if values else []
        return set(self.incidents(found))

    @cached_property
    def incident_words(self) -> "Texts":
        """Return per incident the stems of its names, and of all else that describes it."""
        from kg.ask.described import incident_texts

        return incident_texts(self)

    @cached_property
    def agent_texts(self) -> "Texts":
        """Return per body, unnamed speaker and post the stems of its names, and of all else that describes it."""
        from kg.ask.described import agent_texts

        return agent_texts(self)

    @cached_property
    def described(self) -> frozenset[str]:
        """Return the stems of all words by which incidents and figures are described."""
        labels = self.rows("?f a kg:Figure . ?f rdfs:label ?label", "label")
        figures = (content_stems(label) for (label,) in labels)
        return frozenset().union(*(names | around for names, around in self.incident_words.values()), *figures)


def open_record(store: "GraphStore") -> Record:
    """Return the record of an open graph, kept with it: a second question finds the small tables ready."""
    known: Record | None = store.__dict__.get("asked_record")
    if known is None:
        known = store.__dict__["asked_record"] = Record(store)
    return known
