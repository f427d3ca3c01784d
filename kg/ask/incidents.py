"""What is on record of incidents themselves: their wholes, their kinds, their days."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.ask.iris import terms

if TYPE_CHECKING:
    from kg.ask.record import Record


def wholes(record: "Record", iris: Iterable[str]) -> tuple[str, ...]:
    """Return the incidents of which some are parts, each with what it is part of in turn."""
    wanted, found = set(iris), set[str]()
    while wanted:
        wanted = {whole for whole, parts in record.parts.items() if wanted & set(parts)} - found
        found |= wanted
    return tuple(sorted(found))


def of_kinds(record: "Record", kinds: Iterable[str]) -> frozenset[str]:
    """Return the incidents of some kinds of failure, narrower kinds included."""
    pattern = f"VALUES ?k {{ {terms(kinds)} }} ?own skos:broader* ?k . ?i kg:kind ?own"
    return frozenset(iri for (iri,) in record.rows(pattern, "i"))


def first_reported(record: "Record", incidents: Iterable[str]) -> str:
    """Return the day of the first source on some incidents or their parts; empty if there is none."""
    about = f"VALUES ?i {{ {terms(record.incidents(incidents))} }} ?s kg:about ?i ."
    rows = record.rows(f"{about} ?r kg:reports ?s ; kg:source ?d . ?d dcterms:issued ?day", "day")
    return min((day for (day,) in rows), default="")


def days_of(record: "Record", incidents: Iterable[str]) -> tuple[str | None, str | None]:
    """Return the first and the last day of some incidents themselves, parts left out; None where not on record."""
    rows = record.rows(f"VALUES ?i {{ {terms(incidents)} }} ?i kg:earliest ?first ; kg:latest ?last", "first", "last")
    return min((row[0] for row in rows), default=None), max((row[1] for row in rows), default=None)
