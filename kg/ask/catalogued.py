"""The reply that the rows of a catalogue query make."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.ask.answer import Answer, figure_json
from kg.ask.runnable import with_values
from kg.ask.telling import count_statements, counted
from kg.iri import local_id
from kg.model import Entity
from kg.query.arguments import resolve_arguments
from kg.query.definition import Query
from kg.query.figures import load_figures
from kg.query.records import load_statements
from kg.query.run import run

if TYPE_CHECKING:
    from kg.store import GraphStore


def answer_by_query(
    query: Query, arguments: Mapping[str, str], entities: tuple[Entity, ...], store: "GraphStore"
) -> Answer:
    """Run a query of the catalogue and say what its rows tell.

    Args:
        query: of the catalogue.
        arguments: values by parameter.
        entities: the things that the question named, for the summary.
        store: the graph.
    """
    rows = run(query, resolve_arguments(query, arguments, store), store)
    found: list[dict[str, Any]] = [dict(zip(rows.columns, row, strict=True)) for row in rows]
    shown: Mapping[str, Any] = {
        "name": query.name,
        "arguments": dict(arguments),
        "sparql": with_values(query, arguments),
    }
    about = f" ({'; '.join(entity.label for entity in entities)})" if entities else ""
    if not found:
        return Answer("empty", f"{query.summary}{about}: nothing on record.", entities=entities, query=shown)
    if "figure" in rows.columns:
        return _figures(query, about, found, entities, shown, store)
    if "statement" not in rows.columns:
        plain = tuple({name: _text(term) for name, term in row.items() if not name.startswith("_")} for row in found)
        named = _named(found) or entities
        said = f": {', '.join(one.label for one in named)}" if len(named) <= 5 else f": {len(plain)} rows"
        return Answer("answer", f"{query.summary}{about}{said}.", entities=named, rows=plain, query=shown)
    # A relation has a statement at either end.
    ends = [row.get(name) for row in found for name in ("statement", "other")]
    statements = tuple(load_statements(store, list(dict.fromkeys(end.value for end in ends if end is not None))))
    summary = f"{query.summary}{about}: {count_statements(statements)}."
    return Answer("answer", summary, statements, entities=entities, query=shown)


def _figures(
    query: Query,
    about: str,
    found: Sequence[Mapping[str, Any]],
    entities: tuple[Entity, ...],
    shown: Mapping[str, Any],
    store: "GraphStore",
) -> Answer:
    ids = {local_id(row[name].value) for row in found for name in ("figure", "other") if row.get(name) is not None}
    figures = [figure for figure in load_figures(store) if figure.id in ids]
    summary = f"{query.summary}{about}: {counted(len(figures), 'figure')}."
    given = tuple(map(figure_json, figures))
    return Answer("answer", summary, figures=given, entities=entities, query=shown)


def _named(rows: Sequence[Mapping[str, Any]]) -> tuple[Entity, ...]:
    """Return the things in the first column that has names beside it: whom or what the rows are about."""
    column = next((name for name in rows[0] if f"{name}_name" in rows[0] and not name.startswith("_")), None)
    if column is None:
        return ()
    pairs = [(row[column], row[f"{column}_name"]) for row in rows if row[column] is not None]
    return tuple(dict.fromkeys(Entity(term.value, _text(label) or term.value) for term, label in pairs))


def _text(term: Any) -> str | None:
    return None if term is None else str(term.value)
