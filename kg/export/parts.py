"""The parts that both exports share: named things, incidents with their parents, ranges."""

from collections.abc import Iterable, Mapping
from typing import Any

from kg.iri import local_id
from kg.model import Entity, Span


def named(entity: Entity | None) -> dict[str, str] | None:
    """Write a thing as its local id and label.

    >>> named(Entity("https://w3id.org/on-record/id/napo", "Napo"))
    {'id': 'napo', 'label': 'Napo'}
    """
    return None if entity is None else {"id": local_id(entity.iri), "label": entity.label}


def incidents(about: Iterable[Entity], parents: Mapping[str, str]) -> list[dict[str, Any]]:
    """Write incidents, each with the local id of the one it is part of, or None.

    >>> incidents([Entity("http://e/a", "A")], {"http://e/a": "http://e/b"})
    [{'id': 'a', 'label': 'A', 'part_of': 'b'}]
    """
    return [
        {"id": local_id(entity.iri), "label": entity.label, "part_of": _parent(entity.iri, parents)} for entity in about
    ]


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """Write half-open ranges as pairs, in the order of the text, those that touch or overlap as one.

    >>> pairs([(5, 9), (0, 2), (8, 12)])
    [[0, 2], [5, 12]]
    """
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        else:
            merged.append([start, end])
    return merged


def _parent(iri: str, parents: Mapping[str, str]) -> str | None:
    return local_id(parents[iri]) if iri in parents else None
