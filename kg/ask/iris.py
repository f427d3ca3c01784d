"""IRIs in the text of a query."""

from collections.abc import Iterable


def terms(iris: Iterable[str]) -> str:
    """Write IRIs as SPARQL terms; the engine's own writer refuses any that could leave its brackets.

    >>> terms(["https://example.org/a"])
    '<https://example.org/a>'
    """
    from pyoxigraph import NamedNode

    return " ".join(str(NamedNode(iri)) for iri in iris)
