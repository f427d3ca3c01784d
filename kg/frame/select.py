"""Which statements, figures and tenures fit: the queries under the typed questions."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import ParameterError
from kg.iri import local_id
from kg.model import Entity, Figure, Statement, Tenure
from kg.namespaces import PREFIXES, expand
from kg.query.figures import load_figures
from kg.query.records import Neighbourhood, load_statements

if TYPE_CHECKING:
    from kg.store import GraphStore

_PREFIXES = f"PREFIX kg: <{PREFIXES['kg']}> PREFIX xsd: <{PREFIXES['xsd']}>\n"
# One pattern for each thing that a statement may be asked for. The incident's parts are found in a query of their own
# inside: beside a join, the path would be walked for every statement.
_PATTERNS = {
    "speaker": "?statement kg:speaker ?speaker .",
    "incident": "{ SELECT ?part ?incident WHERE { ?part kg:partOf* ?incident } } ?statement kg:about ?part .",
    "act": "?statement kg:act ?act .",
}
_PARTS = _PREFIXES + "SELECT ?incident ?part WHERE { ?part kg:partOf* ?incident }"


def resolve(store: "GraphStore", value: str | Entity | None, kind: str) -> str | None:
    """Return the IRI of a thing given by id, label, alias or as an entity; None stays None.

    Raises:
        ParameterError: nothing of that kind has the name, or several have it.
    """
    if value is None or isinstance(value, Entity):
        return value.iri if value else None
    from kg.query.arguments import resolve_value
    from kg.query.definition import Param

    name = kind.partition(":")[2].lower()
    return str(resolve_value(Param(name, kind, True, name), value, store).value)


class Selection:
    """Finds what fits in one store."""

    def __init__(self, store: "GraphStore") -> None:
        """Look into an open store."""
        self.store = store

    def load(self, iris: list[str]) -> list[Statement]:
        """Return statements with their reports, in this order."""
        return load_statements(self.store, list(dict.fromkeys(iris)))

    def statements(
        self, wanted: Mapping[str, str | None], since: str | date | None, until: str | date | None
    ) -> list[Statement]:
        """Return the statements that fit everything that is wanted, oldest first."""
        given = {name: ox.NamedNode(iri) for name, iri in wanted.items() if iri is not None}
        parts = ["?statement a kg:Statement .", *(_PATTERNS[name] for name in given)]
        if since is not None:
            # Undated at that end means that it may have been said then.
            parts.append(f"FILTER NOT EXISTS {{ ?statement kg:latest ?last FILTER(?last < {_day(since)}) }}")
        if until is not None:
            parts.append(f"FILTER NOT EXISTS {{ ?statement kg:earliest ?first FILTER(?first > {_day(until)}) }}")
        names = " ".join(f"?{name}" for name in ("statement", *given))
        rows = self._rows(f"{_PREFIXES}SELECT DISTINCT {names} WHERE {{ {' '.join(parts)} }}", given)
        found = self.load([row["statement"].value for row in rows])
        return sorted(found, key=lambda one: (one.earliest or one.latest or "9", one.latest or "9", one.id))

    def figures(self, incident: str | None) -> list[Figure]:
        """Return the figures about an incident and its parts, or all."""
        found = load_figures(self.store)
        if incident is None:
            return found
        rows = self._rows(_PARTS, {"incident": ox.NamedNode(incident)})
        parts = {row["part"].value for row in rows} | {incident}
        return [figure for figure in found if any(about.iri in parts for about in figure.about)]

    def tenures(self, *, post: str | None = None, on: str | date | None = None) -> list[Tenure]:
        """Return tenures by post and start, of one post and on one day if these are given."""
        day = _iso(on) if on is not None else None
        graph = Neighbourhood(self.store)
        iris = graph.load_instances("kg:Tenure")
        graph.load(graph.objects(iris))
        found = [_tenure(graph, iri) for iri in iris if post is None or graph.one(iri, "kg:post") == post]
        kept = [tenure for tenure in found if day is None or tenure.covers(day)]
        return sorted(kept, key=lambda tenure: (tenure.post.label, tenure.start, tenure.id))

    def _rows(self, text: str, bindings: Mapping[str, ox.NamedNode]) -> Any:
        return self.store.query(text, dict(bindings))


def _tenure(graph: Neighbourhood, iri: str) -> Tenure:
    return Tenure(
        id=local_id(iri),
        holder=graph.entity(graph.one(iri, "kg:holder") or ""),
        post=graph.entity(graph.one(iri, "kg:post") or ""),
        start=graph.one(iri, "kg:start") or "",
        end=graph.one(iri, "kg:end"),
        ongoing_as_of=graph.one(iri, "kg:ongoingAsOf"),
        precision=graph.one(iri, "kg:datePrecision") or "day",
        acting=graph.one(iri, "kg:acting") == "true",
    )


def _day(value: str | date) -> str:
    return str(ox.Literal(_iso(value), datatype=ox.NamedNode(expand("xsd:date"))))


def _iso(value: str | date) -> str:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()[:10]
    except (TypeError, ValueError):
        raise ParameterError(f"{value!r} is no day", "Write it as 2006-04-25, or use datetime.date.") from None
