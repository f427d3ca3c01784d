"""What became of bodies: changes of name, mergers, splits and transfers, as successions of the graph."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.resolve.posts_data import LINK_KINDS, LinkRow, PostsData
from kg.resolve.posts_known import KnownThings, Thing
from kg.resolve.posts_names import Registry, id_of
from kg.resolve.posts_plan import Item
from kg.resolve.posts_tables import Day

# The data set names the day of the announcement, curators the day on which work began.
_NEAR_DAYS = 31
_VERBS = {"rename": "becomes", "merger": "becomes part of", "split": "is split into", "transfer": "hands work to"}


@dataclass(frozen=True)
class Change:
    """One succession: the bodies before and after, its kind and its day; ``task`` is what was handed on."""

    id: str
    label: str
    kind: str
    day: Day
    before: tuple[str, ...]
    after: tuple[str, ...]
    rows: tuple[str, ...]
    task: str = ""


def changes(data: PostsData, bodies: Mapping[str, Item], known: KnownThings, registry: Registry) -> list[Change]:
    """Make the successions of a data set; those that other files of the workspace hold are left out.

    What one body was split into, and what merged into one, is one succession.
    """
    grouped: dict[tuple[str, str, str, str], list[LinkRow]] = defaultdict(list)
    for link in data.links:
        kind = LINK_KINDS[link.kind.partition(":")[0]]
        focus = link.before if kind == "split" else link.after if kind == "merger" else f"{link.before} {link.after}"
        grouped[link.first.value, link.kind, focus, link.id].append(link)
    found: list[Change] = []
    for (_, kind, _, _), links in sorted(grouped.items()):
        change = _change(kind, links, data, bodies)
        former = _known(change, known)
        if former and former.is_own:
            continue
        local = former.id if former and former.id not in {one.id for one in found} else None
        dated = f"{change.id}-{change.day.value[:4]}"
        chosen = local or registry.claim_id(dated, f"{dated}-{change.kind}", f"{change.id}-{change.day.value}")
        found.append(_with_id(change, chosen))
    return found


def _change(kind: str, links: list[LinkRow], data: PostsData, bodies: Mapping[str, Item]) -> Change:
    sort = LINK_KINDS[kind.partition(":")[0]]
    before = sorted({link.before for link in links}, key=lambda row: bodies[row].id)
    after = sorted({link.after for link in links}, key=lambda row: bodies[row].id)
    first, last = links[0].first, links[0].last
    begun = data.bodies[after[0]].start
    day = begun if begun and first.value <= begun.value <= last.value else first
    names = [" and ".join(bodies[row].label for row in rows) for rows in (before, after)]
    verb = _VERBS[sort] if len(before) == 1 or sort != "merger" else "become"
    ids = [[bodies[row].id for row in rows] for rows in (before, after)]
    local = {"split": f"{ids[0][0]}-split", "merger": f"merger-into-{ids[1][0]}"}.get(
        sort, f"{ids[0][0]}-to-{ids[1][0]}"
    )
    label = f"{names[0]} {verb} {names[1]}"
    return Change(
        id_of(local), label, sort, day, tuple(ids[0]), tuple(ids[1]), (links[0].id,), kind.partition(":")[2].strip()
    )


def _with_id(change: Change, local: str) -> Change:
    return Change(
        local, *[getattr(change, name) for name in ("label", "kind", "day", "before", "after", "rows", "task")]
    )


def _known(change: Change, known: KnownThings) -> Thing | None:
    """Find the succession that is known already: the same bodies, the same kind of change, days apart."""
    for thing in known.of_kind("Succession"):
        originals, results = (thing.facts.get(f"org:{name}Organization", []) for name in ("original", "resulting"))
        both = set(change.before) <= set(originals) and set(change.after) <= set(results)
        if both and _days_between(change.day.value, thing.one("dcterms:date")) <= _NEAR_DAYS:
            return thing
    return None


def _days_between(one: str, other: str) -> int:
    from datetime import date

    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) if other else _NEAR_DAYS + 1
