"""What can be chosen in each filter of the page, with how many statements each choice leaves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Statement
from kg.show.picture import Picture
from kg.show.timeline import act_label, incident_label
from kg.surroundings import Surroundings


@dataclass(frozen=True)
class Choice:
    """One entry of a filter: the value, its words, and how many statements it leaves."""

    value: str
    words: str
    count: int
    depth: int = 0


@dataclass(frozen=True)
class Choices:
    """The entries of each filter, in the order to show; statements name them by their place."""

    incidents: Sequence[Choice]
    kinds: Sequence[Choice]
    outlets: Sequence[Choice]
    origins: Sequence[Choice]
    acts: Sequence[Choice]


def make_choices(picture: Picture) -> Choices:
    """Return what can be chosen in each filter."""
    statements, surroundings = picture.statements, picture.surroundings
    return Choices(
        incidents=_incident_choices(statements, surroundings),
        kinds=_counted(kinds_of(statement, surroundings) for statement in statements),
        outlets=_counted({report.outlet for report in statement.reports} for statement in statements),
        origins=_counted({report.origin for report in statement.reports} for statement in statements),
        acts=[
            Choice(choice.value, act_label(choice.value, surroundings.act_labels), choice.count)
            for choice in _counted(statement.acts for statement in statements)
        ],
    )


def _counted(values: Iterable[Iterable[str]]) -> list[Choice]:
    count: dict[str, int] = {}
    for group in values:
        for value in group:
            count[value] = count.get(value, 0) + 1
    return [Choice(value, value, count[value]) for value in sorted(count)]


def kinds_of(statement: Statement, surroundings: Surroundings) -> set[str]:
    """Return the labels of the kinds of the incidents that a statement is about."""
    return {kind for entity in statement.about for kind in surroundings.kinds.get(entity.iri, ())}


def with_wholes(statement: Statement, surroundings: Surroundings) -> set[str]:
    """Return the incidents that a statement is about, and those which they are part of."""
    found: set[str] = set()
    waiting = [entity.iri for entity in statement.about]
    while waiting:
        incident = waiting.pop()
        if incident not in found:
            found.add(incident)
            waiting += [surroundings.wholes[incident]] if incident in surroundings.wholes else []
    return found


def _incident_choices(statements: Sequence[Statement], surroundings: Surroundings) -> list[Choice]:
    """Return the incidents as a tree: each whole before its parts, those spoken of most first."""
    count: dict[str, int] = {}
    for statement in statements:
        for incident in with_wholes(statement, surroundings):
            count[incident] = count.get(incident, 0) + 1
    labels = {incident: incident_label(incident, (), surroundings) for incident in count}
    labels |= {entity.iri: entity.label for statement in statements for entity in statement.about}
    parts: dict[str, list[str]] = {}
    for incident in sorted(count, key=lambda one: (-count[one], one)):
        parts.setdefault(surroundings.wholes.get(incident, ""), []).append(incident)
    chosen: list[Choice] = []
    waiting = [(incident, 0) for incident in reversed(parts.get("", []))]
    while waiting:
        incident, depth = waiting.pop()
        chosen.append(Choice(incident, labels[incident], count[incident], depth))
        waiting += [(part, depth + 1) for part in reversed(parts.pop(incident, []))]
    return chosen
