"""A part of the record, read whole: what a network is drawn of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.model import Entity, Statement
from kg.query.records import Neighbourhood, load_statements
from kg.query.scope import Scope, find_statements
from kg.query.ties import load_involved, load_ties
from kg.surroundings import Tie

if TYPE_CHECKING:
    from kg.query.protocols import Queryable

# Below, reading takes no time in which a person would wonder.
_TOLD = 2000


@dataclass(frozen=True)
class Part:
    """Statements in the order of their ids, with what binds their agents besides.

    ``involved`` gives the organisations that the record names as involved, by the incident's IRI; ``acts`` the
    notations of the acts that were asked for, none for all; ``words`` tells the scope.
    """

    statements: Sequence[Statement]
    ties: Sequence[Tie] = ()
    involved: Mapping[str, Sequence[Entity]] = field(default_factory=dict)
    acts: tuple[str, ...] = ()
    words: str = ""


def load_part(store: "Queryable", scope: Scope, say: Callable[[str], None] | None = None) -> Part:
    """Load a part of the record.

    Args:
        store: the graph.
        scope: what to load; with an origin, reports of other origins are left out.
        say: is told in a sentence what takes a while.
    """
    iris = find_statements(store, scope)
    if say and len(iris) > _TOLD:
        say(f"Reading {len(iris):,} statements ...")
    statements = load_statements(store, iris)
    origins = _notations(store, scope.origin)
    if origins:
        statements = [_only(statement, origins) for statement in statements]
    return Part(
        statements=statements,
        ties=load_ties(store, statements),
        involved=load_involved(store, {incident.iri for one in statements for incident in one.about}),
        acts=_notations(store, scope.act),
        words=scope.words,
    )


def _only(statement: Statement, origins: Sequence[str]) -> Statement:
    return replace(statement, reports=tuple(report for report in statement.reports if report.origin in origins))


def _notations(store: "Queryable", iris: Sequence[str]) -> tuple[str, ...]:
    graph = Neighbourhood(store)
    graph.load(iris, ("skos:notation",))
    return tuple(graph.notation(iri) for iri in iris)
