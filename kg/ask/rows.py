"""Rows of graph patterns: how they are called, and what is made of pairs."""

from collections.abc import Iterable, Mapping, Sequence

# Rows by the variables and the pattern that gave them.
Rows = Mapping[str, Sequence[Sequence[str]]]
# Under this the acts are kept, with their names and classes.
ACTS = "acts"


def row_key(pattern: str, variables: Sequence[str]) -> str:
    """Return under what the rows of a graph pattern are kept.

    >>> row_key("?a kg:partOf ?b", ["a", "b"])
    'a b: ?a kg:partOf ?b'
    """
    return f"{' '.join(variables)}: {pattern}"


def name_key(kind: str) -> str:
    """Return under what the names of the things of a class are kept.

    >>> name_key("kg:Post")
    'names: kg:Post'
    """
    return f"names: {kind}"


def grouped(pairs: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    """Return the second of each pair by the first.

    >>> grouped([("a", "b"), ("a", "c")])
    {'a': ['b', 'c']}
    """
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def closure(iris: Iterable[str], below: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return some things with all that is below them, in one step or in many.

    >>> closure(["a"], {"a": ["b"], "b": ["c"]})
    ('a', 'b', 'c')
    """
    found = set(iris)
    waiting = list(found)
    while waiting:
        for lower in below.get(waiting.pop(), []):
            if lower not in found:
                found.add(lower)
                waiting.append(lower)
    return tuple(sorted(found))
