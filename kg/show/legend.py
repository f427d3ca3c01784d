"""The signs of the page: a shape for each kind of node, an end for each family of lines, and what they mean."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.show.choices import Choice
from kg.show.families import ABOUT, AGAINST, ASKS, FAMILIES, OTHER, SUPPORT, TIE, family_of
from kg.show.picture import Picture
from kg.show.timeline import act_label
from kg.surroundings import Surroundings


@dataclass(frozen=True)
class Key:
    """One sign: ``path`` is an SVG path, in a box of 16 units around 0 for nodes, of 30 by 12 for lines."""

    name: str
    words: str
    path: str


@dataclass(frozen=True)
class ActGroup:
    """The acts of one family, as a filter offers them."""

    family: str
    name: str
    choices: Sequence[Choice]


_KINDS = {
    "person": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "organisation": "M-5.5-5.5h11v11h-11z",
    "unnamed speaker": "M0-6.5L6.5 5.5h-13z",
    "incident": "M0-7.5L7.5 0L0 7.5L-7.5 0z",
}
# The ends say what the colours say: a bar stops, a full arrow backs, an open one asks.
_ENDS = {
    AGAINST: "M1 6H26M26 1V11",
    SUPPORT: "M1 6H22M21 1.5L29 6L21 10.5z",
    ASKS: "M1 6H28M21 1L28 6L21 11",
    OTHER: "M1 6H24M24 3.5L28 6L24 8.5z",
    ABOUT: "M1 6H25M25 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
    TIE: "M1 6H23M23 3h6v6h-6z",
}
_PLAIN_END = "M1 6H29"
_NAMES = {
    AGAINST: "criticism and blame",
    SUPPORT: "defence and praise",
    ASKS: "demands and questions",
    OTHER: "other acts",
}
_MOST_NAMED = 2


def kind_keys(picture: Picture) -> list[Key]:
    """Return the signs of the kinds of node that a picture has."""
    found = {node.kind for node in picture.nodes}
    return [Key(kind, kind, path) for kind, path in _KINDS.items() if kind in found]


def family_keys(picture: Picture) -> list[Key]:
    """Return the signs of the families of lines that a picture has, each with its most frequent acts."""
    acts: dict[str, Counter[str]] = {family: Counter() for family in FAMILIES}
    drawn = {line.family for line in picture.lines}
    undirected = set()
    for line in picture.lines:
        # What is said about an incident is drawn in the colour of the acts, but its own act is but speaking.
        acts[line.family].update([line.act] if line.act != "speaks-about" or line.family == ABOUT else [])
        undirected |= set() if line.is_directed else {line.family}
    return [
        Key(family, _words(family, count, picture), _PLAIN_END if family in undirected else _ENDS[family])
        for family, count in acts.items()
        if family in drawn
    ]


def _words(family: str, count: Counter[str], picture: Picture) -> str:
    if family == OTHER or not count:
        return _NAMES.get(family, family)
    labels = picture.surroundings.act_labels
    ordered = sorted(count, key=lambda act: (-count[act], act))
    return ", ".join(act_label(act, labels) for act in ordered[:_MOST_NAMED])


def act_groups(acts: Sequence[Choice], surroundings: Surroundings) -> list[ActGroup]:
    """Group the acts of a filter by family, leaving out families without any."""
    families = {choice.value: family_of(choice.value, surroundings.broader) for choice in acts}
    return [
        ActGroup(family, _NAMES[family], [choice for choice in acts if families[choice.value] == family])
        for family in FAMILIES
        if family in _NAMES and family in families.values()
    ]
