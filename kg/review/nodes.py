"""Nodes of the graph as plain values: what a judgement keeps of the things it judged."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import pyoxigraph as ox

from kg.errors import GraphError
from kg.namespaces import DATA, expand, shrink

# An IRI is its prefixed name, or stands in angle brackets where no prefix fits; a literal is its text with "@" and its
# language, or with the prefixed name of its datatype, or with nothing for a plain string.
Value = str | tuple[str, str]
Node = dict[str, tuple[Value, ...]]
Nodes = dict[str, Node]
_STRING = expand("xsd:string")


def read_nodes(triples: Iterable[ox.Triple], base: str = DATA) -> Nodes:
    """Gather triples by subject.

    >>> a, p = ox.NamedNode(DATA + "a"), ox.NamedNode(expand("kg:length"))
    >>> read_nodes([ox.Triple(a, p, ox.Literal(3))])
    {'id:a': {'kg:length': (('3', 'xsd:integer'),)}}
    """
    found: dict[str, dict[str, list[Value]]] = {}
    names = _Names(base)
    for triple in triples:
        subject = names[triple.subject.value]  # type: ignore[union-attr]
        predicate = names[triple.predicate.value]
        found.setdefault(subject, {}).setdefault(predicate, []).append(_value(triple.object, names))
    return {
        subject: {predicate: _in_order(values) for predicate, values in sorted(node.items())}
        for subject, node in sorted(found.items())
    }


def triples_of(nodes: Mapping[str, Node], base: str = DATA) -> Iterator[ox.Triple]:
    """Yield the triples of nodes."""
    for subject, node in nodes.items():
        for predicate, values in node.items():
            for value in values:
                yield ox.Triple(_iri(subject, base), _iri(predicate, base), _term(value, base))


def to_json(value: Any) -> str:
    """Write a record as one line of JSON, the same for the same record."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(nodes: Any) -> Nodes:
    """Read nodes out of parsed JSON, in which the pairs of literals have become lists.

    Raises:
        TypeError, ValueError, AttributeError: they are not of that form.

    >>> from_json({"id:a": {"rdfs:label": [["A", "@en"]]}})
    {'id:a': {'rdfs:label': (('A', '@en'),)}}
    """
    return {
        subject: {predicate: tuple(map(_read_value, values)) for predicate, values in node.items()}
        for subject, node in nodes.items()
    }


def digest(nodes: Mapping[str, Node]) -> str:
    """Return a short digest of nodes: another one tells that something changed."""
    return sha256(to_json(nodes).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def one(node: Mapping[str, tuple[Value, ...]], predicate: str) -> str:
    """Return the first value of a property as text, empty where there is none.

    >>> one({"rdfs:label": (("A", "@en"),)}, "rdfs:label")
    'A'
    """
    values = node.get(predicate)
    return text_of(values[0]) if values else ""


def every(node: Mapping[str, tuple[Value, ...]], predicate: str) -> list[str]:
    """Return all values of a property as text."""
    return [text_of(value) for value in node.get(predicate, ())]


def text_of(value: Value) -> str:
    """Return a literal's text, or the name of a thing."""
    return value if isinstance(value, str) else value[0]


def text(words: str, language: str = "en") -> tuple[str, str]:
    """Return a literal with a language."""
    return words, f"@{language}"


def is_a(node: Mapping[str, tuple[Value, ...]], *classes: str) -> bool:
    """Say whether a node is of one of some classes."""
    types = node.get("rdf:type", ())
    return not frozenset(classes).isdisjoint(types)


def renamed(nodes: Mapping[str, Node], name_of: Callable[[str], str]) -> Nodes:
    """Return nodes in which every thing of the workspace goes by another name, as subject and as value."""

    def value_of(value: Value) -> Value:
        return name_of(value) if isinstance(value, str) and value.startswith("id:") else value

    return {
        name_of(subject): {
            predicate: tuple(sorted(set(map(value_of, values)), key=_order)) for predicate, values in node.items()
        }
        for subject, node in nodes.items()
    }


def merge_into(target: Nodes, nodes: Mapping[str, Node]) -> None:
    """Add the values of nodes to others, each value once."""
    for subject, node in nodes.items():
        there = target.setdefault(subject, {})
        for predicate, values in node.items():
            known = there.get(predicate, ())
            there[predicate] = tuple(sorted({*known, *values}, key=_order)) if known != values else known


def _order(value: Value) -> tuple[int, str, str]:
    return (0, value, "") if isinstance(value, str) else (1, *value)


def _read_value(value: Any) -> Value:
    if isinstance(value, str):
        return value
    words, kind = value
    return str(words), str(kind)


def _in_order(values: list[Value]) -> tuple[Value, ...]:
    return tuple(values) if len(values) == 1 else tuple(sorted(set(values), key=_order))


class _Names(dict[str, str]):
    """The names of IRIs, of which the same few come back in thousands of triples."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, iri: str) -> str:
        short = shrink(iri, self.base)
        name = self[iri] = f"<{iri}>" if short == iri else short
        return name


def _value(term: Any, names: _Names) -> Value:
    if isinstance(term, ox.NamedNode):
        return names[term.value]
    if not isinstance(term, ox.Literal):
        raise TypeError(f"{term} is neither an IRI nor a literal")
    if language := term.language:
        return term.value, f"@{language}"
    kind = term.datatype.value
    return term.value, "" if kind == _STRING else names[kind]


def _iri(name: str, base: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(name[1:-1] if name.startswith("<") else expand(name, base))
    except (KeyError, ValueError):
        raise GraphError(
            f"{name!r} in the record of a judgement is no name of a thing", "Bring the file back from version control."
        ) from None


def _term(value: Value, base: str) -> ox.NamedNode | ox.Literal:
    if isinstance(value, str):
        return _iri(value, base)
    words, kind = value
    if kind.startswith("@"):
        return ox.Literal(words, language=kind[1:])
    return ox.Literal(words, datatype=_iri(kind or "xsd:string", base))
