"""The signs of the page: a shape for each kind of node, an end for each family of lines, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Surroundings
from kg.show.choices import Choice
from kg.show.families import ABOUT, AGAINST, ASKS, FAMILIES, OTHER, SUPPORT, TIE, family_of


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


KIND_KEYS = (
    Key("person", "person", "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"),
    Key("organisation", "organisation", "M-5.5-5.5h11v11h-11z"),
    Key("unnamed speaker", "unnamed speaker", "M0-6.5L6.5 5.5h-13z"),
    Key("incident", "incident", "M0-7.5L7.5 0L0 7.5L-7.5 0z"),
)
# The ends say what the colours say: a bar stops, a full arrow backs, an open one asks.
FAMILY_KEYS = (
    Key(AGAINST, "criticises, blames", "M1 6H26M26 1V11"),
    Key(SUPPORT, "defends, supports", "M1 6H22M21 1.5L29 6L21 10.5z"),
    Key(ASKS, "demands of, asks", "M1 6H28M21 1L28 6L21 11"),
    Key(OTHER, "other acts", "M1 6H24M24 3.5L28 6L24 8.5z"),
    Key(ABOUT, "speaks about", "M1 6H25M25 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0"),
    Key(TIE, "speaks for, held post in", "M1 6H23M23 3h6v6h-6z"),
)
_NAMES = {
    AGAINST: "criticism and blame",
    SUPPORT: "defence and praise",
    ASKS: "demands and questions",
    OTHER: "other acts",
}


def act_groups(acts: Sequence[Choice], surroundings: Surroundings) -> list[ActGroup]:
    """Group the acts of a filter by family, leaving out families without any."""
    families = {choice.value: family_of(choice.value, surroundings.broader) for choice in acts}
    return [
        ActGroup(family, _NAMES[family], [choice for choice in acts if families[choice.value] == family])
        for family in FAMILIES
        if family in _NAMES and family in families.values()
    ]
