"""Figures, each with who asserts it and where it is printed."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.export.parts import incidents, named, pairs
from kg.iri import local_id
from kg.model import Figure


def figures(
    documents: Iterable[tuple[str, str, str]], record: Iterable[Figure], parents: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Write the figures of each source.

    Args:
        documents: local id, file name and SHA-256 of each source.
        record: every figure.
        parents: the incident that an incident is part of, by IRI.

    Yields:
        One object a figure, in the order of the sources and their texts; the keys stand in ``figures.schema.json``.
    """
    by_source: dict[str, list[Figure]] = {}
    for figure in record:
        by_source.setdefault(figure.source_id, []).append(figure)
    for source, name, _ in documents:
        for figure in sorted(by_source.get(source, ()), key=lambda one: (one.spans, one.id)):
            yield _figure(figure, name, parents)


def _figure(figure: Figure, doc: str, parents: Mapping[str, str]) -> dict[str, Any]:
    return {
        "doc": doc,
        "spans": pairs(figure.spans),
        "id": figure.id,
        "label": figure.label,
        "measure": figure.measure.label,
        "measure_id": local_id(figure.measure.iri),
        "value": number(figure.value),
        "as_printed": figure.as_printed,
        "bound": figure.bound,
        "unit": figure.unit,
        "period": figure.period,
        "earliest": figure.earliest,
        "latest": figure.latest,
        "as_of": figure.as_of,
        "asserted_by": named(figure.asserted_by),
        "about": incidents(figure.about, parents),
        "part_of_whole": figure.part_of_whole,
    }


def number(numeral: str) -> int | float | None:
    """Read a decimal numeral as a JSON number; None if it is none.

    >>> number("1023"), number("3.50"), number("70.0"), number("many")
    (1023, 3.5, 70, None)
    """
    try:
        value = Decimal(numeral)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() else float(value)
