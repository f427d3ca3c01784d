"""People, posts, bodies and who held what when, as a data set of posts tells it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.resolve.posts_tables import Day, Line, by_id, read_day, read_flag, read_tables, require

_PRECISIONS = ("day", "month", "year")


@dataclass(frozen=True)
class Name:
    """A name of a person, with the days from and to which it was borne (ISO dates, None for open)."""

    text: str
    family: str
    since: str | None
    until: str | None


@dataclass(frozen=True)
class PersonRow:
    """A person with all names, the newest last."""

    id: str
    names: tuple[Name, ...]


@dataclass(frozen=True)
class BodyRow:
    """A department or another body with the days of its beginning and end, None where unknown or going on."""

    id: str
    name: str
    short: str
    start: Day | None
    end: Day | None


@dataclass(frozen=True)
class PostRow:
    """A post in a body; ``groups`` are the subjects it is filed under, each with the rank it is held at."""

    id: str
    name: str
    display: str
    body: str
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Spell:
    """One person in one post from a first to a last day, both included; ``end`` is None while it lasts.

    ``rows`` are the identifiers of the appointments behind it; ``leaves`` the days of leave, from and to.
    """

    person: str
    post: str
    start: str
    end: str | None
    precision: str
    is_acting: bool
    rows: tuple[str, ...]
    leaves: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LinkRow:
    """What one body handed to another: the whole of itself (a change of name, a merger, a split) or a task."""

    id: str
    before: str
    after: str
    kind: str
    first: Day
    last: Day


@dataclass(frozen=True)
class PostsData:
    """A data set; ``newest`` is its latest day, ``left_out`` tells of rows that cannot be right and are not used."""

    people: Mapping[str, PersonRow]
    bodies: Mapping[str, BodyRow]
    posts: Mapping[str, PostRow]
    spells: tuple[Spell, ...]
    links: tuple[LinkRow, ...]
    newest: str
    left_out: tuple[str, ...]


def read_posts(folder: Path) -> PostsData:
    """Read a data set of posts in the form of the Institute for Government's ministers database.

    Raises:
        PostsError: a file is missing, broken, or points to what is not there; names file, line and reason.
    """
    tables = read_tables(folder)
    people = _people(tables["person"])
    bodies = {line["id"]: _body(line) for line in by_id(tables["organisation"]).values()}
    posts = _posts(tables["post"], tables["post_relationship"], bodies)
    appointments = by_id(tables["appointment"])
    left_out: list[str] = []
    spells = _spells(appointments, tables["appointment_characteristics"], people, posts, left_out)
    links = tuple(_links(tables["organisation_link"], bodies))
    days = [day for spell in spells for day in (spell.start, spell.end) if day]
    return PostsData(people, bodies, posts, spells, links, max(days, default=""), tuple(left_out))


def coarser(*precisions: str) -> str:
    """Return the least exact of some precisions.

    >>> coarser("day", "year", "month")
    'year'
    """
    return max(precisions, key=_PRECISIONS.index)


def _people(lines: Iterable[Line]) -> dict[str, PersonRow]:
    found: dict[str, dict[tuple[str, str], Name]] = defaultdict(dict)
    for line in lines:
        text = line["display_name"] or line["name"]
        if not text:
            raise line.fault("the person has no name", "Write it in the column name.")
        since, until = read_day(line, "start_date"), read_day(line, "end_date", is_last=True)
        if (text, line["start_date"]) in found[line["id"]]:
            raise line.fault(f"the id {line['id']!r} has the name {text!r} twice", "Take one of the rows out.")
        name = Name(text, line["short_name"], since and since.value, until and until.value)
        found[line["id"]][text, line["start_date"]] = name
    return {
        key: PersonRow(key, tuple(sorted(names.values(), key=lambda name: (name.since or "", name.until or "9999"))))
        for key, names in found.items()
    }


def _body(line: Line) -> BodyRow:
    if not line["name"]:
        raise line.fault("the organisation has no name", "Write it in the column name.")
    start, end = read_day(line, "start_date"), read_day(line, "end_date", is_last=True)
    if start and end and end.value < start.value:
        raise line.fault(f"it ends ({end.value}) before it begins ({start.value})", "Mend one of the two dates.")
    return BodyRow(line["id"], line["name"], line["short_name"], start, end)


def _posts(lines: list[Line], groups: Iterable[Line], bodies: Mapping[str, BodyRow]) -> dict[str, PostRow]:
    known = by_id(lines)
    filed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in groups:
        filed[require(line, "post_id", known, "post.csv")].append((line["group_name"], line["group_seniority"]))
    found = {}
    for key, line in known.items():
        body = require(line, "organisation_id", bodies, "organisation.csv")
        if not line["name"]:
            raise line.fault("the post has no name", "Write it in the column name.")
        found[key] = PostRow(key, line["name"], line["display_name"] or line["name"], body, tuple(sorted(filed[key])))
    return found


def _links(lines: Iterable[Line], bodies: Mapping[str, BodyRow]) -> Iterable[LinkRow]:
    seen: dict[tuple[str, str, str], Line] = {}
    for line in lines:
        before = require(line, "predecessor_organisation_id", bodies, "organisation.csv")
        after = require(line, "successor_organisation_id", bodies, "organisation.csv")
        former = seen.setdefault((line["id"], before, after), line)
        if former is not line:
            raise line.fault(f"it repeats line {former.number}", "Take one of the two out.")
        if line["type"].partition(":")[0] not in LINK_KINDS:
            known = ", ".join(LINK_KINDS)
            raise line.fault(f"type is {line['type']!r}", f"Known: {known}; a task may follow a colon.")
        first = read_day(line, "link_start_date")
        if first is None:
            raise line.fault("link_start_date is empty", "Write the day of the change.")
        yield LinkRow(line["id"], before, after, line["type"], first, read_day(line, "link_end_date") or first)


# How the data set calls what the ontology calls kg:successionKind.
LINK_KINDS = {"Name change": "rename", "Merger": "merger", "Demerger": "split", "Transfer of functions": "transfer"}


def _spells(
    appointments: Mapping[str, Line],
    traits: list[Line],
    people: Mapping[str, PersonRow],
    posts: Mapping[str, PostRow],
    left_out: list[str],
) -> tuple[Spell, ...]:
    of_appointment: dict[str, list[Line]] = defaultdict(list)
    for line in by_id(traits).values():
        of_appointment[require(line, "appointment_id", appointments, "appointment.csv")].append(line)
    spells: list[Spell] = []
    for key, line in appointments.items():
        person, post = require(line, "person_id", people, "person.csv"), require(line, "post_id", posts, "post.csv")
        start, end = read_day(line, "start_date"), read_day(line, "end_date", is_last=True)
        if start is None:
            raise line.fault("start_date is empty", "Write the first day of the appointment.")
        if end and end.value < start.value:
            left_out.append(f"{line.file}, line {line.number}: it ends ({end.value}) before it begins ({start.value})")
            continue
        precision = coarser(start.precision, end.precision if end else "day")
        whole = Spell(person, post, start.value, end and end.value, precision, False, (key,))
        spells += _parted(whole, of_appointment[key])
    return tuple(sorted(spells, key=lambda one: (one.person, one.post, one.start, one.end or "9999", one.rows)))


def _parted(whole: Spell, traits: Iterable[Line]) -> list[Spell]:
    """Part an appointment where somebody stops or begins to be only acting; the days between belong to both."""
    acting = [days for line in traits if read_flag(line, "is_acting") and (days := _within(whole, line))]
    leaves = tuple(sorted(days for line in traits if read_flag(line, "is_on_leave") and (days := _within(whole, line))))
    last = whole.end or OPEN
    cuts = sorted({whole.start, last, *(day for days in acting for day in days)})
    parts: list[tuple[str, str, bool]] = []
    for since, until in pairwise(cuts) if len(cuts) > 1 else [(last, last)]:
        is_acting = any(first <= since and until <= end for first, end in acting)
        if parts and parts[-1][2] == is_acting:
            since = parts.pop()[0]
        parts.append((since, until, is_acting))
    return [
        Spell(
            *(
                whole.person,
                whole.post,
                since,
                None if until == OPEN else until,
                whole.precision,
                is_acting,
                whole.rows,
            ),
            tuple(days for days in leaves if days[0] <= until and days[1] >= since),
        )
        for since, until, is_acting in parts
    ]


OPEN = "9999-12-31"


def _within(whole: Spell, line: Line) -> tuple[str, str] | None:
    """Return the days of a trait as far as they lie within the appointment, None if none does."""
    start, end = read_day(line, "start_date"), read_day(line, "end_date", is_last=True)
    since = max(start.value if start else whole.start, whole.start)
    until = min(end.value if end else OPEN, whole.end or OPEN)
    return (since, until) if since <= until else None
