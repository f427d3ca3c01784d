"""What an answer is, and how it looks to a program."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from kg.iri import local_id
from kg.model import Entity, Figure, Report, Statement

Kind = Literal["answer", "answer-no", "empty", "ambiguous", "refused"]


@dataclass(frozen=True)
class Answer:
    """The reply to one question.

    ``statements`` answer it; ``nearest`` only stands near it and is labelled so. ``rows`` carries the answers of
    queries that are not about statements (who held a post, which names a body had), as column -> text. ``unclear`` are
    the words of the question that may mean any of ``candidates``. ``lacks`` is what a refusal could not place: some
    words, a name, or a number; empty where something else stands in the way.
    """

    kind: Kind
    summary: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Mapping[str, Any], ...] = ()
    entities: tuple[Entity, ...] = ()
    candidates: tuple[Entity, ...] = ()
    nearest: tuple[Mapping[str, Any], ...] = ()
    rows: tuple[Mapping[str, str | None], ...] = ()
    query: Mapping[str, Any] | None = field(default=None)
    unclear: str = ""
    lacks: Literal["", "words", "name", "number"] = ""


def answer_json(answer: Answer) -> dict[str, Any]:
    """Return an answer in the documented form: plain dicts, lists, strings and numbers."""
    return {
        "kind": answer.kind,
        "summary": answer.summary,
        "statements": [statement_json(statement) for statement in answer.statements],
        "figures": [dict(figure) for figure in answer.figures],
        "entities": [entity_json(entity) for entity in answer.entities],
        "candidates": [entity_json(entity) for entity in answer.candidates],
        "nearest": [dict(near) for near in answer.nearest],
        "rows": [dict(row) for row in answer.rows],
        "query": dict(answer.query) if answer.query else None,
    }


def entity_json(entity: Entity) -> dict[str, str]:
    """Return id and label of a named thing.

    >>> entity_json(Entity("https://w3id.org/on-record/id/david-davis", "David Davis"))
    {'id': 'david-davis', 'label': 'David Davis'}
    """
    return {"id": local_id(entity.iri), "label": entity.label}


def statement_json(statement: Statement) -> dict[str, Any]:
    """Return a statement with its reports and standing as plain values."""
    return {
        "id": statement.id,
        "speaker": entity_json(statement.speaker),
        "on_behalf_of": [entity_json(entity) for entity in statement.on_behalf_of],
        "post": statement.post,
        "said_on": statement.said_on,
        "date_inferred": statement.date_inferred,
        "acts": list(statement.acts),
        "towards": [entity_json(entity) for entity in statement.towards],
        "polarity": statement.polarity,
        "about": [entity_json(entity) for entity in statement.about],
        "gist": statement.gist,
        "figures": list(statement.figures),
        "reports": [report_json(report) for report in statement.reports],
        "standing": [
            {
                "relation": standing.relation,
                "direction": standing.direction,
                "statement": standing.statement,
                "speaker": standing.speaker,
                "by": standing.by,
                "reason": standing.reason,
            }
            for standing in statement.standing
        ],
    }


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as plain values; ``spans`` are half-open code-point ranges."""
    return {
        "id": report.id,
        "source": report.source,
        "sha256": report.sha256,
        "outlet": report.outlet,
        "published_on": report.published_on,
        "copied_from": report.copied_from,
        "wording": report.wording,
        "quotation": list(report.quotation),
        "spans": [list(span) for span in report.spans],
        "origin": report.origin,
        "attributed_as": report.attributed_as,
        "hedge": list(report.hedge),
        "reported_in": report.reported_in,
        "reading": list(report.reading),
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure as plain values, with who asserts it and where it is printed."""
    number = float(figure.value)
    return {
        "id": figure.id,
        "label": figure.label,
        "measure": figure.measure.label,
        "value": int(number) if number.is_integer() else number,
        "as_printed": figure.as_printed,
        "bound": figure.bound,
        "unit": figure.unit,
        "period": figure.period,
        "as_of": figure.as_of,
        "part_of": figure.part_of_whole,
        "asserted_by": entity_json(figure.asserted_by) if figure.asserted_by else None,
        "source": figure.source,
        "sha256": figure.sha256,
        "outlet": figure.outlet,
        "published_on": figure.published_on,
        "copied_from": figure.copied_from,
        "spans": [list(span) for span in figure.spans],
    }
