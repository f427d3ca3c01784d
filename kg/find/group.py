"""Spans put together into attributions: each cue with its contents and its source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.find.decode import ScoredSpan
from kg.find.labels import CONTENT, CUE, SOURCE


@dataclass
class Group:
    """One attribution in words: a cue (None: a bare quotation), its source, its contents, and the chances of links."""

    cue: ScoredSpan | None
    source: ScoredSpan | None = None
    contents: list[ScoredSpan] = field(default_factory=list)
    source_link: float = 0.0
    content_link: float = 0.0


def group(spans: Sequence[ScoredSpan], chances: Mapping[int, Mapping[int, float]]) -> list[Group]:
    """Give every content the cue it most likely hangs on, and every cue its most likely source.

    Args:
        spans: of all roles, in the order of the text.
        chances: for the index of each source and content in ``spans``, {index of a cue among the cues: probability}.

    Returns:
        The attributions that have a content, in the order of their first content.
    """
    groups = [Group(span) for span in spans if span.role == CUE]
    loose: list[Group] = []
    for index, span in enumerate(spans):
        if span.role != CONTENT:
            continue
        cue, chance = max(chances[index].items(), key=lambda pair: pair[1], default=(-1, 0.0))
        if chance > 1 - sum(chances[index].values()):
            groups[cue].content_link = min(chance, groups[cue].content_link or 1.0)
            groups[cue].contents.append(span)
        else:
            loose.append(Group(None, contents=[span]))
    held: dict[int, dict[int, float]] = {}
    for index, span in enumerate(spans):
        if span.role == SOURCE:
            for cue, chance in chances[index].items():
                held.setdefault(cue, {})[index] = chance
    for cue, one in enumerate(groups):
        source, chance = _source(held.get(cue, {}))
        if source is not None:
            one.source, one.source_link = spans[source], chance
    found = [one for one in [*groups, *loose] if one.contents]
    return sorted(found, key=lambda one: one.contents[0].start)


def _source(held: Mapping[int, float]) -> tuple[int | None, float]:
    """Choose the source of a cue, or none; a source may serve several cues ("he pledged this and said that").

    Args:
        held: for the index of each source near the cue, the probability that it is the cue's.
    """
    index, chance = max(held.items(), key=lambda pair: pair[1], default=(None, 0.0))
    return (index, chance) if chance > 1 - sum(held.values()) else (None, 0.0)
