"""Readings turned about: what is asked of somebody's silence, and of those who disagree with somebody."""

import re
from typing import TYPE_CHECKING

from kg.ask.mentions import Mention
from kg.ask.patterns import Hinted, Lazy
from kg.ask.service import Service, days_of_service, is_office, is_post, people_of
from kg.model import Entity
from kg.namespaces import expand

if TYPE_CHECKING:
    from kg.ask.reading import Reading
    from kg.ask.record import Record

AGAINST = Hinted(
    "disagree|contradict|disput|tension|conflict|rebut|clash|differ",
    r"\b(?:disagree|contradict|disput|tension|conflict|rebut|clash|differ(?!ent\b))\w*\b",
)
_RELATING = Lazy(rf"{AGAINST.pattern}|\b(?:agree|echo|concur)")
_COMMENTING = frozenset("comment comments commented commenting spoken responded replied".split())
# How something came out is a matter of its own; when it came out is a day.
COMING_OUT = Lazy(
    r"(\bhow\b.*?)(?:\b(?:come|came|coming|brought) (?:to light|out(?! of| with| in| against))|\bbecame? public"
    r"|\bemerged?)\b",
    re.I,
)
# A day that somebody speaks of is not the day of the speaking.
CONTENT_DAY = Lazy(
    r"(?:did|does|do|has|have|had) .*\b(?:sa(?:y|id)|find|found|claim(?:ed)?|den(?:y|ied)|admit(?:ted)?|conclude[d]?|"
    r"state[d]?|know) that .*(?:19|20)\d\d$",
    re.I,
)


def turn_silence(reading: "Reading", record: "Record") -> None:
    """Read "who has not commented" as asking who would not: of all the others nothing is on record."""
    words = {token.text for token in reading.tokens}
    if reading.aim == "who" and reading.negated and not reading.acts and words & _COMMENTING:
        declined = record.names.lookup("declines to comment", expand("kg:Act"))
        reading.acts = [Mention(0, 0, "declined to comment", "act", tuple(declined))] if declined else []
        reading.negated = not declined


def turn_relation(reading: "Reading") -> None:
    """Read "who disagreed with Clarke" as asking for answers to what he said, not to what was said to him."""
    if reading.relation and reading.mentions("target") and not reading.mentions("speaker"):
        reading.roles["speaker"] = reading.roles.pop("target")
        # The disagreeing is not what he did.
        reading.acts = [act for act in reading.acts if not _RELATING.match(act.said.lower())]


def turn_service(reading: "Reading", service: Service, record: "Record") -> None:
    """Bound the days by somebody's time in a post; where nobody's is on record, the question cannot be answered."""
    person = expand("kg:Person")
    named = [one.iri for mention in reading.named for one in mention.entities if person in one.types]
    for people in (people_of(service, record), [one.iri for one in _people(reading)], named):
        if days := days_of_service(service, people, record):
            reading.period = days
            return
    if is_office(service) or is_post(service, record):
        reading.unknown.append(service.said)


def _people(reading: "Reading") -> list[Entity]:
    """Return the people who speak; else all whom the question names."""
    person = expand("kg:Person")
    speakers = [one for mention in reading.mentions("speaker") for one in mention.entities if person in one.types]
    return speakers or [one for mention in reading.named for one in mention.entities if person in one.types]
