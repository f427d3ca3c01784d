"""An import as Turtle files: one for each kind of thing, tenures by the decade in which they began."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kg.namespaces import PREFIXES, expand
from kg.resolve.posts_data import PostsData, Spell, coarser
from kg.resolve.posts_known import IDENTIFIER, REFERENCE, KnownThings
from kg.resolve.posts_names import LONGEST, Registry, is_alias
from kg.resolve.posts_plan import Item, Plan
from kg.resolve.posts_succession import Change, changes
from kg.turtle import format_turtle

Progress = Callable[[str], None]
TITLE = "IfG Ministers Database: appointments, posts and departments since 1979"
PUBLISHER = "Institute for Government"
ADDRESS = "https://github.com/instituteforgov/ifg-ministers-database-public"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
GOVERNMENT = "uk-government"
_MONTHS = "January February March April May June July August September October November December".split()
_OFFICES = ("Prime Minister's", "Deputy Prime Minister's", "Office of the Leader")
_HEADER = (
    "Made by `kg import posts`; what is changed here is lost when it runs again.\n"
    f"{PUBLISHER}, {TITLE.partition(':')[0]}, {LICENCE} (CC BY 4.0), adapted: see {REFERENCE}."
)


def write_turtle(
    data: PostsData, plan: Plan, known: KnownThings, registry: Registry, base: str, say: Progress
) -> dict[str, str]:
    """Write the text of each file of an import.

    Args:
        data: the data set.
        plan: who is called what.
        known: what is there already.
        registry: the identifiers in use.
        base: what ``id:`` stands for.
        say: called with a line of talk at each file.

    Returns:
        Texts by the names of their files; a file that would be empty is left out.
    """
    writer = _Writer(base)
    found = changes(data, plan.bodies, known, registry)
    parts: dict[str, Callable[[], None]] = {
        "reference": lambda: writer.reference(data, known),
        "organisations": lambda: writer.bodies(plan, known),
        "people": lambda: writer.people(plan.people.values()),
        "posts": lambda: writer.posts(plan.posts),
        "successions": lambda: writer.successions(found),
    }
    labels = {item.id: item.label for item in (*plan.people.values(), *plan.posts)}
    decades: dict[str, list[tuple[str, Spell]]] = defaultdict(list)
    for local, spell in plan.tenures:
        decades[f"tenures-{spell.start[:3]}0s"].append((local, spell))
    for name, tenures in sorted(decades.items()):
        parts[name] = lambda tenures=tenures: writer.tenures(tenures, labels, data.newest)  # type: ignore[misc]
    texts = {}
    for number, (name, write) in enumerate(parts.items(), 1):
        say(f"Writing {name}.ttl ({number} of {len(parts)})")
        write()
        if writer.triples:
            texts[f"{name}.ttl"] = format_turtle(writer.triples, _HEADER, {"id": base}, f"{name}.ttl")
        writer.triples = []
    return texts


def spell_day(day: str, precision: str) -> str:
    """Write a day as people do.

    >>> spell_day("2006-05-05", "day"), spell_day("2006-05-01", "month")
    ('5 May 2006', 'May 2006')
    """
    year, month, number = day.split("-")
    named = f"{_MONTHS[int(month) - 1]} {year}"
    return {"day": f"{int(number)} {named}", "month": named}.get(precision, year)


class _Writer:
    """Gathers the triples of a file."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.triples: list[ox.Triple] = []

    def add(self, subject: str, name: str, value: ox.Literal | ox.NamedNode) -> None:
        """Add a triple; ``name`` is a prefixed name."""
        self.triples.append(ox.Triple(self.node(subject), ox.NamedNode(expand(name)), value))

    def node(self, local: str) -> ox.NamedNode:
        """Return a thing of the workspace."""
        return ox.NamedNode(self.base + local)

    def thing(self, local: str, kind: str, label: str) -> None:
        """Add class, label and where it comes from."""
        self.add(local, "rdf:type", _term(f"kg:{kind}"))
        self.add(local, "rdfs:label", _text(label if len(label) <= LONGEST else f"{label[: LONGEST - 4]} ..."))
        self.add(local, "prov:wasDerivedFrom", self.node(REFERENCE))

    def day(self, local: str, name: str, day: str) -> None:
        """Add a date."""
        self.add(local, name, ox.Literal(day, datatype=ox.NamedNode(PREFIXES["xsd"] + "date")))

    def item(self, item: Item, kind: str) -> bool:
        """Add what every item has; say whether it is defined here and not in another file of the workspace."""
        for row in item.rows:
            self.add(item.id, IDENTIFIER, ox.Literal(row))
        for alias in dict.fromkeys(item.aliases):
            if is_alias(alias, item.label):
                self.add(item.id, "skos:altLabel", _text(alias))
        if not item.is_own:
            self.thing(item.id, kind, item.label)
        return not item.is_own

    def reference(self, data: PostsData, known: KnownThings) -> None:
        """Add the work that all of it comes from, with its licence."""
        former = known.things.get(REFERENCE)
        if former and former.is_own:
            return
        told = (
            f"{PUBLISHER}, {TITLE.partition(':')[0]}, {ADDRESS}, licensed under CC BY 4.0 ({LICENCE}), without "
            "warranty; adapted: rows joined, names and aliases added. "
            f"Its newest day is {spell_day(data.newest, 'day') if data.newest else 'unknown'}."
        )
        self.add(REFERENCE, "rdf:type", _term("kg:Reference"))
        self.add(REFERENCE, "rdfs:label", _text(f"{PUBLISHER}: {TITLE}"))
        self.add(REFERENCE, "dcterms:title", _text(TITLE))
        self.add(REFERENCE, "dcterms:publisher", ox.Literal(PUBLISHER))
        self.add(REFERENCE, "dcterms:license", ox.NamedNode(LICENCE))
        self.add(REFERENCE, "rdfs:comment", _text(told))
        self.add(REFERENCE, "schema:url", ox.NamedNode(ADDRESS))

    def people(self, people: Iterable[Item]) -> None:
        """Add the people."""
        for item in people:
            if self.item(item, "Person"):
                for name, value in (("foaf:givenName", item.given), ("foaf:familyName", item.family)):
                    if value:
                        self.add(item.id, name, _text(value[:100]))

    def bodies(self, plan: Plan, known: KnownThings) -> None:
        """Add the bodies, and the government that departments are part of."""
        government = known.things.get(GOVERNMENT)
        used = [item.post_in for item in plan.posts if item.post_in not in {one.id for one in plan.bodies.values()}]
        for local in sorted({*used, *([GOVERNMENT] if government else [])}):
            thing = known.things[local]
            if not thing.is_own:
                aliases = thing.facts.get("skos:altLabel", [])
                self.item(Item(local, thing.one("rdfs:label"), aliases, []), "Organisation")
                self.add(local, "kg:organisationKind", _term(f"orgkind:{thing.one('kg:organisationKind')}"))
        for item in plan.bodies.values():
            if self.item(item, "Organisation"):
                self._body(item, government is not None)

    def _body(self, item: Item, has_government: bool) -> None:
        row, thing = item.body, item.known
        name = row.name if row else item.label
        kind = (thing.one("kg:organisationKind") if thing else "") or (
            "group" if "Whips" in name else "ministers-office" if name.startswith(_OFFICES) else "department"
        )
        self.add(item.id, "kg:organisationKind", _term(f"orgkind:{kind}"))
        if has_government and (not thing or GOVERNMENT in thing.facts.get("org:subOrganizationOf", ())):
            self.add(item.id, "org:subOrganizationOf", self.node(GOVERNMENT))
        days = {"kg:start": row.start, "kg:end": row.end} if row else {}
        known = {key: day for key, day in days.items() if day}
        for key, day in known.items():
            self.day(item.id, key, day.value)
        if known:
            self.add(item.id, "kg:datePrecision", ox.Literal(coarser(*(day.precision for day in known.values()))))

    def posts(self, posts: Iterable[Item]) -> None:
        """Add the posts."""
        for item in posts:
            if self.item(item, "Post"):
                self.add(item.id, "org:postIn", self.node(item.post_in))

    def successions(self, found: Iterable[Change]) -> None:
        """Add what became of bodies."""
        for change in found:
            self.thing(change.id, "Succession", change.label)
            self.add(change.id, "kg:successionKind", ox.Literal(change.kind))
            self.day(change.id, "dcterms:date", change.day.value)
            self.add(change.id, "kg:datePrecision", ox.Literal(change.day.precision))
            for row in change.rows:
                self.add(change.id, IDENTIFIER, ox.Literal(row))
            for local in change.before:
                self.add(change.id, "org:originalOrganization", self.node(local))
            for local in change.after:
                self.add(change.id, "org:resultingOrganization", self.node(local))
            if change.task:
                self.add(change.id, "rdfs:comment", _text(f"The data set names the task: {change.task}."))

    def tenures(self, tenures: Iterable[tuple[str, Spell]], labels: dict[str, str], newest: str) -> None:
        """Add who held what, from when to when."""
        for local, spell in tenures:
            since = spell_day(spell.start, spell.precision)
            days = f"{since} to {spell_day(spell.end, spell.precision)}" if spell.end else f"since {since}"
            self.thing(local, "Tenure", f"{labels[spell.person]}, {labels[spell.post]}, {days}")
            self.add(local, "kg:holder", self.node(spell.person))
            self.add(local, "kg:post", self.node(spell.post))
            self.day(local, "kg:start", spell.start)
            self.day(local, "kg:end" if spell.end else "kg:ongoingAsOf", spell.end or max(newest, spell.start))
            self.add(local, "kg:datePrecision", ox.Literal(spell.precision))
            for row in spell.rows:
                self.add(local, IDENTIFIER, ox.Literal(row))
            if spell.is_acting:
                self.add(local, "kg:acting", ox.Literal(True))
            if spell.leaves:
                told = " and ".join(
                    f"{spell_day(first, 'day')} to {spell_day(last, 'day')}" for first, last in spell.leaves
                )
                self.add(local, "rdfs:comment", _text(f"On leave, the post kept: {told}."))


def _term(name: str) -> ox.NamedNode:
    return ox.NamedNode(expand(name))


def _text(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")
