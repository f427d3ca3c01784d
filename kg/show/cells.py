"""Terms as the cells of a table, and as the values that a program wants."""

from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.namespaces import DATA, PREFIXES, shrink

_XSD = PREFIXES["xsd"]
_INTEGERS = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_NUMBERS = _INTEGERS | {_XSD + name for name in ("decimal", "double", "float")}
_BOOLEAN = _XSD + "boolean"
_BY_SPACE = {space: prefix for prefix, space in PREFIXES.items() if prefix != "id"}


def cell_text(term: Any, base: str = DATA) -> str:
    """Return a term as a person reads it: a literal's text, an IRI shortened by its prefix; nothing for None.

    >>> cell_text(NamedNode("https://w3id.org/on-record/act#blames"))
    'act:blames'
    """
    if term is None:
        return ""
    return _shrink(term.value, base) if isinstance(term, NamedNode) else full_text(term)


def full_text(term: Any) -> str:
    """Return a term as text for a program: a literal's text, the full IRI; nothing for None."""
    if term is None:
        return ""
    return term.value if isinstance(term, (Literal, NamedNode)) else str(term)


def plain_value(term: Any) -> str | int | float | bool | None:
    """Return a term as a JSON value: numbers and booleans as such, IRIs in full, the rest as text.

    >>> plain_value(Literal(20)), plain_value(Literal("a", language="en")), plain_value(None)
    (20, 'a', None)
    """
    if not isinstance(term, Literal):
        return None if term is None else full_text(term)
    kind = term.datatype.value
    if kind in _NUMBERS:
        return _number(term.value, kind)
    return term.value in ("true", "1") if kind == _BOOLEAN else term.value


def is_number(term: Any) -> bool:
    """Say whether a term is a number, which a table sets flush right."""
    return isinstance(term, Literal) and term.datatype.value in _NUMBERS


def is_name(term: Any) -> bool:
    """Say whether a term is an IRI or a blank node."""
    return isinstance(term, (NamedNode, BlankNode))


def _shrink(iri: str, base: str) -> str:
    # Nearly every IRI ends in a name behind its namespace: one look in a table in place of one per prefix.
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = "id" if iri[:cut] == base else _BY_SPACE.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and cut < len(iri) else shrink(iri, base)


def _number(text: str, kind: str) -> str | int | float:
    try:
        number = int(text) if kind in _INTEGERS else float(text)
    except ValueError:
        return text
    # JSON has no word for these.
    return number if abs(number) < float("inf") else text
