"""Who criticises and who defends whom, as a table of speakers and those they speak of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.show.families import AGAINST, SUPPORT
from kg.show.picture import Picture

# A table of more rows or columns can no longer be read; the rest is counted.
MOST_ROWS, MOST_COLUMNS = 30, 16


@dataclass(frozen=True)
class Stance:
    """What one says of another: places of statements that criticise, that defend, and that expressly do neither."""

    against: tuple[int, ...] = ()
    support: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """Speakers and targets are numbers of nodes; ``rows`` hold one stance per target. What was left out is counted."""

    speakers: Sequence[int]
    targets: Sequence[int]
    rows: Sequence[Sequence[Stance]]
    speakers_left_out: int
    targets_left_out: int


def make_matrix(picture: Picture) -> Matrix:
    """Make the matrix of a picture; those who criticise most and are most criticised come first."""
    found: dict[tuple[int, int], dict[str, set[int]]] = {}
    for line in picture.lines:
        if line.family not in (AGAINST, SUPPORT) or picture.nodes[line.end].kind == "incident" or not line.is_directed:
            continue
        kind = line.family if line.polarity == "affirmed" else "undone"
        found.setdefault((line.start, line.end), {}).setdefault(kind, set()).update(line.statements)
    by_speaker: Counter[int] = Counter()
    by_target: Counter[int] = Counter()
    for (speaker, target), kinds in found.items():
        weight = len(set().union(*kinds.values()))
        by_speaker[speaker] += weight
        by_target[target] += weight
    targets = _most(by_target, MOST_COLUMNS)
    speakers = [
        speaker for speaker in _most(by_speaker, MOST_ROWS) if any((speaker, target) in found for target in targets)
    ]
    rows = [[_stance(found.get((speaker, target), {})) for target in targets] for speaker in speakers]
    return Matrix(speakers, targets, rows, len(by_speaker) - len(speakers), len(by_target) - len(targets))


def _most(count: Counter[int], most: int) -> list[int]:
    return sorted(count, key=lambda number: (-count[number], number))[:most]


def _stance(kinds: dict[str, set[int]]) -> Stance:
    return Stance(*(tuple(sorted(kinds.get(kind, ()))) for kind in (AGAINST, SUPPORT, "undone")))
