"""Which people, bodies and posts of a data set are known already, and which only share a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.resolve.posts_data import BodyRow, PostRow, PostsData, Spell
from kg.resolve.posts_known import REFERENCE, KnownThings, Thing, any_name, overlap
from kg.store.folding import fold

# Careers in politics are rarely longer; what lies further apart is father and daughter, or chance.
_CAREER_YEARS = 30
_ADOPTED, _STRONG, _WEAK, _NONE = 3, 2, 1, 0


@dataclass(frozen=True)
class Matches:
    """The known thing for each row that has one, by the row's identifier.

    ``namesakes`` tells, in a sentence each, of known people who share a name and were kept apart.
    """

    people: dict[str, Thing]
    bodies: dict[str, Thing]
    posts: dict[str, Thing]
    namesakes: tuple[str, ...]


def match(data: PostsData, known: KnownThings) -> Matches:
    """Find what is known already.

    A body is known by its name where its days do not contradict; a post by its name in a known body, or in the
    government as a whole; a person by name and, besides, an overlapping time in the same post, the same reference, two
    names in common, or a party and a career nearby. A name alone makes nobody the same. What a former import made and
    the workspace has taken into a file of its own stays what it was.
    """
    bodies = _bodies(data, known)
    posts = _posts(data, known, bodies)
    people, namesakes = _people(data, known, posts)
    return Matches(people, bodies, posts, namesakes)


def _bodies(data: PostsData, known: KnownThings) -> dict[str, Thing]:
    index = known.by_name("Organisation")
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in data.bodies.values():
        adopted = known.adopted("Organisation", row.id)
        if adopted:
            claims[adopted.id].append(("A", row.id))
            continue
        fitting = [thing for thing in index.get(fold(row.name), ()) if _days_agree(row, thing)]
        if len(fitting) == 1:
            claims[fitting[0].id].append((row.end.value if row.end else "9999", row.id))
    # Two departments of one name, years apart, and one known without dates: the newest is meant.
    return {max(rows)[1]: known.things[key] for key, rows in claims.items()}


def _days_agree(row: BodyRow, thing: Thing) -> bool:
    for day, name in ((row.start, "kg:start"), (row.end, "kg:end")):
        said = thing.one(name)
        if day and said and abs(int(day.value[:4]) - int(said[:4])) > 1:
            return False
    return True


def _posts(data: PostsData, known: KnownThings, bodies: dict[str, Thing]) -> dict[str, Thing]:
    index = known.by_name("Post")
    found = {}
    for row in data.posts.values():
        adopted = known.adopted("Post", row.id)
        if adopted:
            found[row.id] = adopted
            continue
        body = bodies.get(row.body)
        fitting = [thing for thing in any_name(_names(row), index) if _is_held_in(thing, body, known)]
        if len(fitting) == 1:
            found[row.id] = fitting[0]
    return found


def _names(row: PostRow) -> Iterable[str]:
    return (row.name, row.display)


def _is_held_in(post: Thing, body: Thing | None, known: KnownThings) -> bool:
    where = post.one("org:postIn")
    if body and body.id == where:
        return True
    # The prime minister and the deputy are filed under one office or department after another.
    government = known.things.get(where)
    return government is not None and government.one("kg:organisationKind") == "government"


def _people(data: PostsData, known: KnownThings, posts: dict[str, Thing]) -> tuple[dict[str, Thing], tuple[str, ...]]:
    index, tenures = known.by_name("Person"), known.tenures_of()
    spells: dict[str, list[Spell]] = defaultdict(list)
    for spell in data.spells:
        spells[spell.person].append(spell)
    in_data = {thing.id for thing in posts.values()}
    claims: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in data.people.values():
        adopted = known.adopted("Person", row.id)
        if adopted:
            claims[adopted.id].append((_ADOPTED, row.id))
            continue
        names = {fold(name.text) for name in row.names}
        for thing in any_name(names, index):
            shared = len(names & thing.names)
            weight = _weigh(thing, spells[row.id], posts, (tenures[thing.id], in_data), shared)
            claims[thing.id].append((weight, row.id))
    return _settle(claims, data, known)


def _settle(
    claims: dict[str, list[tuple[int, str]]], data: PostsData, known: KnownThings
) -> tuple[dict[str, Thing], tuple[str, ...]]:
    chosen: dict[str, list[tuple[int, str]]] = defaultdict(list)
    apart: list[str] = []
    for key, rows in sorted(claims.items()):
        best = max(weight for weight, _ in rows)
        fitting = [row for weight, row in rows if weight == best]
        if best == _NONE or len(fitting) > 1:
            apart += [_told(data, row, key) for _, row in rows]
        else:
            chosen[fitting[0]].append((best, key))
    people = {}
    for row, things in sorted(chosen.items()):
        best = max(weight for weight, _ in things)
        fitting = [key for weight, key in things if weight == best]
        if len(fitting) == 1:
            people[row] = known.things[fitting[0]]
        else:
            apart += [_told(data, row, key) for key in fitting]
    return people, tuple(sorted(set(apart)))


def _told(data: PostsData, row: str, key: str) -> str:
    name = data.people[row].names[-1].text
    return f"{name} is kept apart from {key}: they share a name, and nothing else shows that they are one person"


def _weigh(
    thing: Thing,
    spells: list[Spell],
    posts: dict[str, Thing],
    held: tuple[list[Thing], set[str]],
    shared: int,
) -> int:
    tenures, in_data = held
    for spell in spells:
        post = posts.get(spell.post)
        if post and any(one.one("kg:post") == post.id and overlap(spell.start, spell.end, one) for one in tenures):
            return _STRONG
    if any(tenure.one("kg:post") in in_data for tenure in tenures):
        # The data set knows that post and somebody else in it at the time.
        return _NONE
    if shared > 1 or REFERENCE in thing.facts.get("prov:wasDerivedFrom", ()):
        return _WEAK
    if not thing.facts.get("kg:party"):
        return _NONE
    years = [int(tenure.one("kg:start")[:4]) for tenure in tenures if tenure.one("kg:start")]
    own = [int(spell.start[:4]) for spell in spells]
    is_near = not years or any(abs(year - other) <= _CAREER_YEARS for year in years for other in own)
    return _WEAK if is_near else _NONE
