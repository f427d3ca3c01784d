"""What the page says about each statement, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Report, Statement
from kg.show.families import family_of_all
from kg.show.periods import first_day, last_day, plain_date, when_said
from kg.show.picture import Picture
from kg.show.statements import distinct_quotations, relation_phrase
from kg.show.timeline import act_label

POLARITIES = {"negated": "reported as not done", "withheld": "expressly withheld"}


@dataclass(frozen=True)
class Named:
    """A name, and the number of its node where the page draws one."""

    name: str
    node: int | None = None


@dataclass(frozen=True)
class Place:
    """Where a statement is reported; ``passage`` names the file and the characters of its text."""

    outlet: str
    published: str
    day: str
    passage: str
    wording: str
    origin: str
    remarks: Sequence[str]


@dataclass(frozen=True)
class Standing:
    """How another statement stands to one: ``phrase`` such as "contradicted by", ``id`` that of the other."""

    phrase: str
    speaker: str
    id: str
    by: str
    reason: str


@dataclass(frozen=True)
class Card:
    """One statement; every text is plain. ``polarity`` is "" where what it says was done was done."""

    id: str
    speaker: Named
    behalf: Sequence[Named]
    post: str
    said: str
    is_inferred: bool
    since: str
    until: str
    acts: Sequence[str]
    act_words: Sequence[str]
    family: str
    towards: Sequence[Named]
    polarity: str
    gist: str
    quotations: Sequence[str]
    about: Sequence[Named]
    places: Sequence[Place]
    standing: Sequence[Standing]


def make_cards(picture: Picture) -> list[Card]:
    """Return one card per statement of a picture, in the same order."""
    numbers = {node.iri: number for number, node in enumerate(picture.nodes)}
    return [_card(statement, picture, numbers) for statement in picture.statements]


def _card(statement: Statement, picture: Picture, numbers: Mapping[str, int]) -> Card:
    surroundings = picture.surroundings
    return Card(
        id=statement.id,
        speaker=_named(statement.speaker, numbers),
        behalf=[_named(entity, numbers) for entity in statement.on_behalf_of],
        post=statement.post or "",
        said=when_said(statement),
        is_inferred=statement.date_inferred and bool(statement.said_on),
        since=first_day(statement),
        until=last_day(statement),
        acts=statement.acts,
        act_words=[act_label(act, surroundings.act_labels) for act in statement.acts],
        family=family_of_all(statement.acts, surroundings.broader),
        towards=[_named(entity, numbers) for entity in statement.towards],
        polarity=POLARITIES.get(statement.polarity, "" if statement.polarity == "affirmed" else statement.polarity),
        gist=statement.gist,
        quotations=distinct_quotations(statement),
        about=[_named(entity, numbers) for entity in statement.about],
        places=[_place(report) for report in statement.reports],
        standing=[
            Standing(relation_phrase(one), one.speaker, one.statement, one.by, one.reason or "")
            for one in statement.standing
        ],
    )


def _named(entity: Entity, numbers: Mapping[str, int]) -> Named:
    return Named(entity.label, numbers.get(entity.iri))


def _place(report: Report) -> Place:
    spans = ", ".join(f"{start}–{end}" for start, end in report.spans)
    remarks = [f"named as “{report.attributed_as}”"] if report.attributed_as else []
    remarks += [f"hedged: {hedge}" for hedge in report.hedge]
    remarks += [f"told in {report.reported_in}"] if report.reported_in else []
    remarks += [f"note: {note}" for note in report.reading]
    return Place(
        report.outlet,
        report.published_on or "",
        plain_date(report.published_on) if report.published_on else "undated",
        f"{report.source}, characters {spans}" if spans else report.source,
        report.wording,
        report.origin,
        remarks,
    )
