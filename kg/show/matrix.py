"""Who criticises and who defends whom, as a table of speakers and those they speak of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.show.families import AGAINST, SUPPORT, family_of
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
    """Names of speakers and of those they speak of; ``rows`` hold one stance per target; the rest is counted."""

    speakers: Sequence[str]
    targets: Sequence[str]
    rows: Sequence[Sequence[Stance]]
    speakers_left_out: int
    targets_left_out: int


def make_matrix(picture: Picture) -> Matrix:
    """Make the matrix of a picture's statements; those who criticise most and are most criticised come first."""
    found: dict[tuple[str, str], dict[str, set[int]]] = {}
    names: dict[str, str] = {}
    for place, statement in enumerate(picture.statements):
        families = {family_of(act, picture.surroundings.broader) for act in statement.acts} & {AGAINST, SUPPORT}
        kinds = families if statement.polarity == "affirmed" else {"undone"} if families else set()
        for target in statement.towards if kinds else ():
            names |= {statement.speaker.iri: statement.speaker.label, target.iri: target.label}
            for kind in kinds:
                found.setdefault((statement.speaker.iri, target.iri), {}).setdefault(kind, set()).add(place)
    by_speaker: Counter[str] = Counter()
    by_target: Counter[str] = Counter()
    for (speaking, spoken_of), stances in found.items():
        weight = len(set().union(*stances.values()))
        by_speaker[speaking] += weight
        by_target[spoken_of] += weight
    columns = _most(by_target, MOST_COLUMNS)
    rows = [row for row in _most(by_speaker, MOST_ROWS) if any((row, column) in found for column in columns)]
    return Matrix(
        [names[row] for row in rows],
        [names[column] for column in columns],
        [[_stance(found.get((row, column), {})) for column in columns] for row in rows],
        len(by_speaker) - len(rows),
        len(by_target) - len(columns),
    )


def _most(count: Counter[str], most: int) -> list[str]:
    return sorted(count, key=lambda iri: (-count[iri], iri))[:most]


def _stance(kinds: dict[str, set[int]]) -> Stance:
    return Stance(*(tuple(sorted(kinds.get(kind, ()))) for kind in (AGAINST, SUPPORT, "undone")))
