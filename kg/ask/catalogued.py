"""The reply that the rows of a catalogue query make."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.ask.answer import Answer
from kg.model import Entity
from kg.query.arguments import resolve_arguments
from kg.query.definition import Query
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
    shown: Mapping[str, Any] = {"name": query.name, "arguments": dict(arguments), "sparql": query.text}
    about = f" ({'; '.join(entity.label for entity in entities)})" if entities else ""
    if not found:
        return Answer("empty", f"{query.summary}{about}: nothing on record.", entities=entities, query=shown)
    if "statement" not in rows.columns:
        plain = tuple({name: _text(term) for name, term in row.items() if not name.startswith("_")} for row in found)
        named = _named(found) or entities
        said = f": {', '.join(one.label for one in named)}" if len(named) <= 5 else f": {len(plain)} rows"
        return Answer("answer", f"{query.summary}{about}{said}.", entities=named, rows=plain, query=shown)
    iris = list(dict.fromkeys(row["statement"].value for row in found if row["statement"] is not None))
    statements = load_statements(store, iris)
    speakers = len({statement.speaker.iri for statement in statements})
    outlets = len({report.outlet for statement in statements for report in statement.reports})
    summary = f"{query.summary}{about}: {_count(len(statements), 'statement')} by {_count(speakers, 'speaker')}, "
    return Answer(
        "answer", f"{summary}in {_count(outlets, 'outlet')}.", tuple(statements), entities=entities, query=shown
    )


def _named(rows: Sequence[Mapping[str, Any]]) -> tuple[Entity, ...]:
    """Return the things in the first column that has names beside it: whom or what the rows are about."""
    column = next((name for name in rows[0] if f"{name}_name" in rows[0] and not name.startswith("_")), None)
    if column is None:
        return ()
    pairs = [(row[column], row[f"{column}_name"]) for row in rows if row[column] is not None]
    return tuple(dict.fromkeys(Entity(term.value, _text(label) or term.value) for term, label in pairs))


def _text(term: Any) -> str | None:
    return None if term is None else str(term.value)


def _count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> _count(1, "speaker"), _count(3, "speaker")
    ('1 speaker', '3 speakers')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
