"""Asking about many nodes at once, in portions of a length that engines and servers take."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kg.query.definition import Vetted

if TYPE_CHECKING:
    from kg.query.protocols import Queryable

# Long VALUES lists cost parsing time on every engine and servers cap a request's size: ask in portions.
PORTION = 200


def portions(iris: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a list into portions, in their order."""
    return (iris[start : start + PORTION] for start in range(0, len(iris), PORTION))


def ask_about(store: "Queryable", portion: Sequence[str], variables: str, pattern: str) -> Iterator[tuple[Any, ...]]:
    """Run a pattern for each node of a portion.

    Args:
        store: anything that answers SPARQL over the union of its named graphs.
        portion: absolute IRIs.
        variables: of the pattern, as SPARQL has them.
        pattern: in which ``?x`` is the node.

    Yields:
        Its place in the portion, as a literal, and the terms of the variables.
    """
    from pyoxigraph import NamedNode

    # The IRIs come out of the store itself; NamedNode refuses any that could leave its angle brackets. They come
    # back as their places: for each term in an answer the engine looks its text up, and a number has none.
    values = " ".join(f"({NamedNode(iri)} {place})" for place, iri in enumerate(portion))
    text = f"SELECT ?n {variables} WHERE {{ VALUES (?x ?n) {{ {values} }} {pattern} }}"
    return map(tuple, store.query(Vetted(text)))  # in this order; by their names they take half as long again


def find_values(store: "Queryable", iris: Sequence[str], properties: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Return the values of a few properties of many nodes, by node and property.

    Args:
        store: anything that answers SPARQL over the union of its named graphs.
        iris: of the nodes; those that have none of the properties are left out.
        properties: absolute IRIs.
    """
    found: dict[str, dict[str, list[str]]] = {}
    only = f"FILTER(?p IN ({', '.join(f'<{name}>' for name in properties)}))"
    for portion in portions(iris):
        for place, predicate, value in ask_about(store, portion, "?p ?o", f"?x ?p ?o {only}"):
            own = found.setdefault(portion[int(place.value)], {})
            own.setdefault(predicate.value, []).append(value.value)
    return found
