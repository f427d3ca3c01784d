"""What is known before an import: people, bodies, posts and tenures, of the workspace and as shipped."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.iri import local_id
from kg.namespaces import DATA, expand
from kg.store.folding import fold
from kg.turtle.parse import parse_turtle, read_bytes
from kg.workspace import Workspace, shipped_root

FOLDER = "seeds/posts/ifg"
REFERENCE = "ref-ifg-ministers"
IDENTIFIER = "dcterms:identifier"
_KINDS = {
    expand(f"kg:{name}"): name for name in ("Person", "Organisation", "Post", "Tenure", "Succession", "Reference")
}
# What another file of the workspace defines has no class in these.
_OF_FILE = {"people": "Person", "organisations": "Organisation", "posts": "Post"}
_WANTED = {
    expand(name): name
    for name in (
        *("rdf:type", "rdfs:label", "skos:altLabel", "foaf:givenName", "foaf:familyName", "kg:organisationKind"),
        *("org:postIn", "org:subOrganizationOf", "prov:wasDerivedFrom", "kg:party", "kg:holder", "kg:post", "kg:start"),
        *("kg:end", "kg:ongoingAsOf", "org:originalOrganization", "org:resultingOrganization", "dcterms:date"),
        *("kg:isProposed", IDENTIFIER),
    )
}


@dataclass
class Thing:
    """A thing of the graph: its class, whether the workspace itself defines it, and what is said of it.

    ``facts`` are texts and local names by prefixed name of the property, sorted.
    """

    id: str
    kind: str
    is_own: bool
    facts: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return the first value of a property, or an empty text."""
        return next(iter(self.facts.get(name, ())), "")

    @property
    def names(self) -> set[str]:
        """Return label and aliases as names are compared."""
        return {fold(name) for key in ("rdfs:label", "skos:altLabel") for name in self.facts.get(key, ())}

    @property
    def last_day(self) -> str:
        """Return the last day of a tenure that is known."""
        return self.one("kg:end") or self.one("kg:ongoingAsOf") or "9999-12-31"


@dataclass
class KnownThings:
    """Everything known, by local identifier; what the workspace defines goes before what is shipped.

    ``taken`` are the identifiers that files beside the import's use, ``kept`` those that a former import gave to a row.
    """

    things: dict[str, Thing] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Thing]:
        """Return the things of a class, sorted by identifier."""
        return sorted((thing for thing in self.things.values() if thing.kind == kind), key=lambda thing: thing.id)

    def by_name(self, kind: str) -> dict[str, list[Thing]]:
        """Return the things of a class by each of their names, folded."""
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.of_kind(kind):
            for name in sorted(thing.names):
                found[name].append(thing)
        return found

    def adopted(self, kind: str, row: str) -> Thing | None:
        """Return the thing that a former import made of a row and that the workspace now defines itself."""
        thing = self.things.get(self.kept.get(f"{kind} {row}", ""))
        return thing if thing and thing.is_own and thing.kind == kind else None

    def tenures_of(self) -> dict[str, list[Thing]]:
        """Return the tenures by their holders."""
        found: dict[str, list[Thing]] = defaultdict(list)
        for tenure in self.of_kind("Tenure"):
            found[tenure.one("kg:holder")].append(tenure)
        return found


def read_known(workspace: Workspace) -> KnownThings:
    """Read what the workspace and the shipped graph know of people, bodies and posts.

    Raises:
        TurtleError: a file does not parse.
    """
    known = KnownThings()
    shipped = shipped_root()
    for path in sorted((shipped / "seeds").rglob("*.ttl")) if shipped != workspace.root else ():
        for thing in _things(path, DATA, is_own=False):
            known.things.setdefault(thing.id, thing)
    own: dict[str, Thing] = {}
    for found in workspace.list_turtle():
        if not found.name.startswith("seeds/"):
            continue
        if found.name.startswith(f"{FOLDER}/"):
            _keep(Path(found.path), workspace.base, known)
            continue
        for thing in _things(Path(found.path), workspace.base, is_own=True):
            known.taken.add(thing.id)
            if thing.kind:
                own.setdefault(thing.id, thing)
    known.things.update(own)
    return known


def _keep(path: Path, base: str, known: KnownThings) -> None:
    for thing in _things(path, base, is_own=True):
        # Successions of one change share the identifier of its rows.
        for row in thing.facts.get(IDENTIFIER, ()) if thing.kind != "Succession" else ():
            known.kept.setdefault(f"{thing.kind or _OF_FILE.get(path.stem)} {row}", thing.id)


def _things(path: Path, base: str, *, is_own: bool) -> Iterator[Thing]:
    found: dict[str, Thing] = {}
    for triple in parse_turtle(read_bytes(path), str(path))[0]:
        name = _WANTED.get(triple.predicate.value)
        subject = getattr(triple.subject, "value", "")
        if name is None or not subject.startswith(base):
            continue
        thing = found.setdefault(subject, Thing(subject[len(base) :], "", is_own))
        value = getattr(triple.object, "value", "")
        if name == "rdf:type":
            thing.kind = _KINDS.get(value, thing.kind or "other")
        else:
            text = (
                local_id(value) if hasattr(triple.object, "value") and not hasattr(triple.object, "datatype") else value
            )
            thing.facts.setdefault(name, []).append(text)
    for thing in found.values():
        for values in thing.facts.values():
            values.sort()
        yield thing


def overlap(start: str, end: str | None, tenure: Thing) -> bool:
    """Say whether a time in a post and a known tenure share more than a hand-over day."""
    return max(start, tenure.one("kg:start")) < min(end or "9999-12-31", tenure.last_day)


def any_name(names: Iterable[str], index: dict[str, list[Thing]]) -> list[Thing]:
    """Return the things that bear any of some names, each once, in the order of their identifiers."""
    found = {thing.id: thing for name in names for thing in index.get(fold(name), ())}
    return [found[key] for key in sorted(found)]
