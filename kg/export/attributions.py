"""Reports, by source: who (source), says (cue), what (content), with what the record knows of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.export.parts import incidents, named, pairs
from kg.iri import local_id
from kg.model import Entity, Report, Statement
from kg.namespaces import expand


def attributions(
    documents: Iterable[tuple[str, str, str]], statements: Sequence[Statement], parents: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Write the reports of each source.

    Args:
        documents: local id, file name and SHA-256 of each source.
        statements: with all their reports.
        parents: the incident that an incident is part of, by IRI.

    Yields:
        One object a source in the order of ``documents``, its reports in the order of the text; the keys stand in
        ``attributions.schema.json``.
    """
    by_source: dict[str, list[tuple[Report, Statement]]] = {}
    places: dict[str, list[Report]] = {}
    for statement in statements:
        places[statement.id] = sorted(statement.reports, key=_place)
        for report in statement.reports:
            by_source.setdefault(report.source_id, []).append((report, statement))
    for source, name, digest in documents:
        found = sorted(by_source.get(source, ()), key=lambda pair: _place(pair[0]))
        yield {
            "doc": name,
            "sha256": digest,
            "id": source,
            # The format has no report without content; `kg check` names one that lacks its passage.
            "attributions": [_attribution(*pair, places, parents) for pair in found if pair[0].spans],
        }


def _attribution(
    report: Report, statement: Statement, places: Mapping[str, Sequence[Report]], parents: Mapping[str, str]
) -> dict[str, Any]:
    principals = sorted(statement.on_behalf_of, key=_rank)
    return {
        "source": pairs(report.source_spans),
        "cue": pairs(report.cue_spans),
        "content": pairs(report.spans),
        "id": report.id,
        "statement": statement.id,
        "speaker": named(statement.speaker),
        "spoke_as": named(statement.spoke_as),
        "on_behalf_of": named(principals[0]) if principals else None,
        "on_behalf_of_all": [named(agent) for agent in principals],
        "attributed_as": report.attributed_as,
        "acts": list(statement.acts),
        "polarity": statement.polarity,
        "towards": [named(agent) for agent in statement.towards],
        "about": incidents(statement.about, parents),
        "wording": report.wording,
        "quotation": list(report.quotation),
        "gist": statement.gist,
        "hedge": list(report.hedge),
        "said_on": statement.said_on,
        "figures": list(statement.figures),
        "repeats": list(report.repeats),
        "reported_in": _outer(report, places),
        "origin": report.origin,
    }


def _outer(report: Report, places: Mapping[str, Sequence[Report]]) -> list[str]:
    """Name the reports of the statement that this one stands in: those of the same source, else all."""
    if report.reported_in is None:
        return []
    all_reports = places.get(report.reported_in, ())
    here = [outer.id for outer in all_reports if outer.source_id == report.source_id]
    return here or [outer.id for outer in all_reports]


def _rank(agent: Entity) -> tuple[bool, str]:
    # A spokesman for the prime minister speaks for the person before the office around that person.
    return expand("kg:Person") not in agent.types, local_id(agent.iri)


def _place(report: Report) -> tuple[str, int, int, str]:
    starts, ends = zip(*report.spans, strict=True) if report.spans else ((0,), (0,))
    return report.source_id, min(starts), max(ends), report.id
