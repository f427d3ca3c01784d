"""Spans put together into attributions: each cue with its contents and its source."""

from collections.abc import Iterator, Mapping, Sequence
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
    """Give every content the cue it most likely hangs on, and every cue the source most likely its own.

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
    for cue, index, chance in _sources(spans, chances, groups):
        groups[cue].source, groups[cue].source_link = spans[index], chance
    found = [one for one in [*groups, *loose] if one.contents]
    return sorted(found, key=lambda one: one.contents[0].start)


def _sources(
    spans: Sequence[ScoredSpan], chances: Mapping[int, Mapping[int, float]], groups: Sequence[Group]
) -> Iterator[tuple[int, int, float]]:
    """Pair sources and cues, the surest pair first, no cue and no source twice."""
    pairs = [
        (chance, cue, index)
        for index, span in enumerate(spans)
        if span.role == SOURCE
        for cue, chance in chances[index].items()
        if chance > 0.02 and groups[cue].contents
    ]
    taken_cues: set[int] = set()
    taken_spans: set[int] = set()
    for chance, cue, index in sorted(pairs, key=lambda pair: -pair[0]):
        if cue not in taken_cues and index not in taken_spans:
            taken_cues.add(cue)
            taken_spans.add(index)
            yield cue, index, chance
