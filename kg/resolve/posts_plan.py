"""What an import writes: who gets which identifier and label, and which times in a post become one tenure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.resolve.posts_data import OPEN, BodyRow, PersonRow, PostRow, PostsData, Spell, coarser
from kg.resolve.posts_known import KnownThings, Thing, overlap
from kg.resolve.posts_match import Matches
from kg.resolve.posts_names import (
    Registry,
    body_aliases,
    common_name,
    id_of,
    initials,
    parts_of_name,
    post_aliases,
    post_labels,
)
from kg.store.folding import fold


@dataclass
class Item:
    """A thing to be written; ``known`` is the thing of the graph that it is, if any, ``rows`` its rows in the data.

    An item that the workspace itself defines gets no label or class here, only what the data add.
    """

    id: str
    label: str
    aliases: list[str]
    rows: list[str]
    known: Thing | None = None
    given: str = ""
    family: str = ""
    body: BodyRow | None = None
    post_in: str = ""

    @property
    def is_own(self) -> bool:
        """Say whether another file of the workspace defines it."""
        return self.known is not None and self.known.is_own


@dataclass
class Plan:
    """All that an import writes; ``there`` counts the tenures that other files of the workspace hold already."""

    bodies: dict[str, Item] = field(default_factory=dict)
    people: dict[str, Item] = field(default_factory=dict)
    posts: list[Item] = field(default_factory=list)
    tenures: list[tuple[str, Spell]] = field(default_factory=list)
    there: int = 0


def plan_import(data: PostsData, known: KnownThings, matches: Matches) -> tuple[Plan, Registry]:
    """Decide on identifiers, labels and tenures.

    Returns:
        The plan, whose spells name people and posts by their identifiers in the graph, and the identifiers in use.
    """
    namer = _Namer(data, known, matches)
    plan = Plan(bodies=namer.bodies(), people=namer.people())
    plan.posts, post_ids = namer.posts(plan.bodies)
    spells = [replace(spell, person=plan.people[spell.person].id, post=post_ids[spell.post]) for spell in data.spells]
    _add_tenures(plan, join(spells), known, namer.registry)
    return plan, namer.registry


def join(spells: Iterable[Spell]) -> list[Spell]:
    """Join the times of one person in one post that overlap or touch: a tenure is without a break.

    >>> first = Spell("a", "p", "2001-05-01", "2003-05-01", "day", False, ("1",))
    >>> [(one.start, one.end) for one in join([first, replace(first, start="2003-05-01", end=None)])]
    [('2001-05-01', None)]
    """
    found: list[Spell] = []
    for spell in sorted(spells, key=lambda one: (one.person, one.post, one.start, one.end or OPEN, one.rows)):
        last = found[-1] if found else None
        touches = last and (last.person, last.post) == (spell.person, spell.post) and spell.start <= (last.end or OPEN)
        # To act and to hold may share the day of the change, and are two tenures; more than a day is one.
        if last and touches and (last.is_acting == spell.is_acting or spell.start < (last.end or OPEN)):
            end = max(last.end or OPEN, spell.end or OPEN)
            found[-1] = replace(
                last,
                end=None if end == OPEN else end,
                precision=coarser(last.precision, spell.precision),
                is_acting=last.is_acting and spell.is_acting,
                rows=tuple(sorted({*last.rows, *spell.rows})),
                leaves=tuple(sorted({*last.leaves, *spell.leaves})),
            )
        else:
            found.append(spell)
    return found


class _Namer:
    """Gives identifiers and labels, the same for the same rows whatever their order."""

    def __init__(self, data: PostsData, known: KnownThings, matches: Matches) -> None:
        self.data, self.known, self.matches = data, known, matches
        matched = {thing.id for found in (matches.people, matches.bodies, matches.posts) for thing in found.values()}
        # What is shipped keeps its identifiers too: they mean the same everywhere.
        self.registry = Registry(known.taken | set(known.things) | matched)
        self.agents = _labels(known, ("Person", "Organisation"), matched)
        self.post_labels = _labels(known, ("Post",), matched)

    def _claim(self, kind: str, rows: Sequence[str], *wanted: str) -> str:
        former = next((self.known.kept[key] for row in rows if (key := f"{kind} {row}") in self.known.kept), None)
        return self.registry.claim_id(*([former] if former else []), *wanted)

    def people(self) -> dict[str, Item]:
        """Name the people."""
        since: dict[str, str] = {}
        for spell in self.data.spells:
            since[spell.person] = min(since.get(spell.person, OPEN), spell.start[:4])
        shared = Counter(fold(common_name(row).text) for row in self.data.people.values())
        return {key: self._person(row, since.get(key, ""), shared) for key, row in sorted(self.data.people.items())}

    def _person(self, row: PersonRow, since: str, shared: Counter[str]) -> Item:
        name = common_name(row)
        given, family = parts_of_name(name)
        aliases = [one.text for one in reversed(row.names)]
        thing = self.matches.people.get(row.id)
        if thing:
            return _known(thing, aliases, [row.id], given, family)
        is_shared = shared[fold(name.text)] > 1
        full = f"{name.text} (in office from {since})" if since else f"{name.text} ({row.id[:8]})"
        label = self.agents.claim_label(*([] if is_shared else [name.text]), full, f"{name.text} ({row.id})")
        base = id_of(name.text)
        wanted = [f"{base}-{since}"] if since else []
        local = self._claim("Person", [row.id], *([] if is_shared else [base]), *wanted, f"{base}-{id_of(row.id)[:8]}")
        return Item(local, label, aliases, [row.id], given=given, family=family)

    def bodies(self) -> dict[str, Item]:
        """Name the bodies: of several with one name, the one that goes on bears it alone, the others with years."""
        taken = initials(row.name for row in self.data.posts.values())
        by_name: dict[str, list[BodyRow]] = defaultdict(list)
        for row in self.data.bodies.values():
            by_name[fold(row.name)].append(row)
        found = {}
        for rows in by_name.values():
            rows.sort(key=lambda row: (row.end.value if row.end else OPEN, row.id), reverse=True)
            for place, row in enumerate(rows):
                found[row.id] = self._body(row, place > 0, body_aliases(row, taken))
        return dict(sorted(found.items()))

    def _body(self, row: BodyRow, is_former: bool, aliases: list[str]) -> Item:
        thing = self.matches.bodies.get(row.id)
        if thing:
            return replace(_known(thing, aliases, [row.id]), body=row)
        years = " to ".join(day.value[:4] for day in (row.start, row.end) if day) or row.id[:8]
        full = f"{row.name} ({years})"
        label = self.agents.claim_label(*([] if is_former else [row.name]), full, f"{row.name} ({row.id})")
        base, dated = id_of(row.name), id_of(f"{row.name} {years[:4] if row.start else years[-4:]}")
        local = self._claim("Organisation", [row.id], *([] if is_former else [base]), dated)
        return Item(local, label, aliases, [row.id], body=row)

    def posts(self, bodies: Mapping[str, Item]) -> tuple[list[Item], dict[str, str]]:
        """Name the posts: rows of one name in one body are one post, and so are all that are one known post."""
        grouped: dict[str, list[PostRow]] = defaultdict(list)
        for row in sorted(self.data.posts.values(), key=lambda row: (row.name, row.id)):
            thing = self.matches.posts.get(row.id)
            grouped[f"= {thing.id}" if thing else f"{fold(row.name)} in {row.body}"].append(row)
        shared = Counter(name for rows in grouped.values() for name in {fold(row.name) for row in rows})
        items: list[Item] = []
        ids: dict[str, str] = {}
        for _, rows in sorted(grouped.items()):
            item = self._post(rows, bodies[rows[0].body], shared)
            items.append(item)
            ids |= {row.id: item.id for row in rows}
        return items, ids

    def _post(self, rows: Sequence[PostRow], body: Item, shared: Counter[str]) -> Item:
        keys = sorted(row.id for row in rows)
        thing = self.matches.posts.get(rows[0].id)
        if thing:
            return replace(_known(thing, post_aliases(rows), keys), post_in=thing.one("org:postIn"))
        label = self.post_labels.claim_label(*post_labels(rows, body.label, shared), f"{rows[0].name} ({keys[0]})")
        local = self._claim("Post", keys, id_of(label), id_of(f"{rows[0].name} {body.id}"))
        return Item(local, label, post_aliases(rows, self.data.bodies[rows[0].body].name), keys, post_in=body.id)


def _labels(known: KnownThings, kinds: Iterable[str], matched: set[str]) -> Registry:
    """Return the labels that are in use: the workspace's own, and those of what is known and will be written."""
    things = (thing for kind in kinds for thing in known.of_kind(kind))
    return Registry(set(), {thing.one("rdfs:label").lower() for thing in things if thing.is_own or thing.id in matched})


def _known(thing: Thing, aliases: Iterable[str], rows: list[str], given: str = "", family: str = "") -> Item:
    facts: Callable[[str], list[str]] = lambda name: thing.facts.get(name, [])  # noqa: E731
    return Item(
        thing.id,
        thing.one("rdfs:label"),
        [*facts("skos:altLabel"), *aliases],
        rows,
        thing,
        thing.one("foaf:givenName") or given,
        thing.one("foaf:familyName") or family,
    )


def _add_tenures(plan: Plan, spells: Sequence[Spell], known: KnownThings, registry: Registry) -> None:
    held = known.tenures_of()
    years = Counter((spell.person, spell.post, spell.start[:4]) for spell in spells)
    months = Counter((spell.person, spell.post, spell.start[:7]) for spell in spells)
    used: set[str] = set()
    for spell in spells:
        same = [one for one in held[spell.person] if one.one("kg:post") == spell.post and _same(spell, one)]
        if any(one.is_own for one in same):
            plan.there += 1
            continue
        former = list(_former(spell, same, known, used))
        wanted = [f"{spell.person}-{spell.post}-{spell.start[:length]}" for length in (4, 7, 10)]
        is_shared = years[spell.person, spell.post, spell.start[:4]] > 1
        short = 2 if months[spell.person, spell.post, spell.start[:7]] > 1 else 1 if is_shared else 0
        chosen = former[0] if former else registry.claim_id(*wanted[short:])
        used.add(chosen)
        registry.ids.add(chosen)
        plan.tenures.append((chosen, spell))


def _same(spell: Spell, tenure: Thing) -> bool:
    return overlap(spell.start, spell.end, tenure) or spell.start == tenure.one("kg:start")


def _former(spell: Spell, same: Sequence[Thing], known: KnownThings, used: set[str]) -> Iterator[str]:
    """Yield the identifiers that the tenure has already: from a former import, or in the shipped graph."""
    for row in spell.rows:
        kept = known.kept.get(f"Tenure {row}")
        if kept and kept not in used and kept not in known.taken:
            yield kept
    yield from (thing.id for thing in same if thing.id not in used)
