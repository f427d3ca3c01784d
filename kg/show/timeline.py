"""What was done by saying it, and when: a table of acts and dates for each main incident."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Statement
from kg.show.families import FAMILIES, family_of
from kg.show.grouping import main_incident
from kg.show.periods import gather
from kg.show.picture import Picture
from kg.surroundings import Surroundings

# More columns than these no longer fit a page's width.
MOST_COLUMNS = 12
MOST_TIMELINES = 12


@dataclass(frozen=True)
class Track:
    """One act over time: ``cells`` hold places of statements, one cell per column of the timeline."""

    act: str
    family: str
    cells: Sequence[Sequence[int]]

    @property
    def count(self) -> int:
        """How many statements perform the act."""
        return sum(map(len, self.cells))


@dataclass(frozen=True)
class Timeline:
    """What was said about an incident and its parts."""

    incident: str
    title: str
    columns: Sequence[str]
    tracks: Sequence[Track]
    statements: Sequence[int]


def make_timelines(picture: Picture) -> tuple[list[Timeline], int]:
    """Make the timelines of the main incidents, the most spoken of first.

    Returns:
        The timelines, and how many incidents were left out for their number. A statement with several acts stands in
        several tracks.
    """
    places: dict[str, list[int]] = {}
    for place, statement in enumerate(picture.statements):
        for incident in main_incidents(statement, picture.surroundings):
            places.setdefault(incident, []).append(place)
    order = sorted(places, key=lambda incident: (-len(places[incident]), incident))
    timelines = [_timeline(picture, incident, places[incident]) for incident in order[:MOST_TIMELINES]]
    return timelines, len(order) - len(timelines)


def main_incidents(statement: Statement, surroundings: Surroundings) -> list[str]:
    """Return the IRIs of the main incidents that a statement is about."""
    return sorted({main_incident(entity.iri, surroundings.wholes) for entity in statement.about})


def incident_label(incident: str, statements: Sequence[Statement], surroundings: Surroundings) -> str:
    """Return an incident's label, from the record or else from a statement about it."""
    if incident in surroundings.incidents:
        return surroundings.incidents[incident]
    named = (entity.label for one in statements for entity in one.about if entity.iri == incident)
    return next(named, incident)


def _timeline(picture: Picture, incident: str, places: Sequence[int]) -> Timeline:
    periods = gather(picture.statements, places, MOST_COLUMNS)
    broader = picture.surroundings.broader
    acts = {act for place in places for act in picture.statements[place].acts}
    tracks = [
        Track(act, family_of(act, broader), [_doing(act, period.statements, picture) for period in periods])
        for act in acts
    ]
    return Timeline(
        incident,
        incident_label(incident, picture.statements, picture.surroundings),
        [period.label for period in periods],
        sorted(tracks, key=lambda track: (FAMILIES.index(track.family), -track.count, track.act)),
        places,
    )


def _doing(act: str, places: Sequence[int], picture: Picture) -> list[int]:
    return [place for place in places if act in picture.statements[place].acts]


def act_label(act: str, labels: Mapping[str, str]) -> str:
    """Return an act in words.

    >>> act_label("calls-for", {})
    'calls for'
    """
    return labels.get(act) or act.replace("-", " ")
