"""Whose fault it was: the record judges nobody, and tells who blamed whom."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.ask.answer import Answer, statement_json
from kg.ask.find import Scope, find_iris, statements_query
from kg.ask.mentions import Mention
from kg.ask.namesakes import choose_namesakes
from kg.ask.patterns import Hinted
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.replies import empty_reply
from kg.ask.telling import count_statements, listed
from kg.ask.tokens import content_stems
from kg.model import Entity
from kg.namespaces import expand

NEAREST = 5
_BLAMING = (("blames",), ("accuses", "criticises"))
_BE = "(?:is|are|was|were|isn't|wasn't|aren't|weren't)"
_OPEN = Hinted(
    "fault|blame|wrong",
    r"\b(?:whose fault|who (?:is|was|were|are) at fault|where does the blame lie|who got it wrong)\b",
)
_WHETHER = Hinted(
    "blame|fault|culprit",
    rf"^{_BE} [\w' ]+ (?:to blame|at fault|the culprit|to be blamed)(?: (?:for|over|in|at|that|when)\b|$)"
    rf"|^{_BE} (?:it|this|that) [\w' ]+'s fault\b",
)
_STEMS = content_stems("fault blame lie wrong culprit")
_LEAD = "The record does not judge, it holds who blamed whom."


def asks_for_blame(text: str) -> bool:
    """Say whether a question asks whose fault something was.

    >>> [asks_for_blame(one) for one in ("whose fault was it", "is the minister to blame", "who blamed her")]
    [True, True, False]
    """
    return bool(_OPEN.search(text) or _WHETHER.search(text))


def answer_with_blame(reading: Reading, record: Record, plain: Callable[[Reading], Answer]) -> Answer:
    """Answer whose fault it was by who blamed whom; and whether it was somebody's by who blamed him.

    Args:
        reading: of the question.
        record: the graph.
        plain: gives the reply to a reading.
    """
    reading.topic = [word for word in reading.topic if word not in _STEMS]
    reading.unknown = [word for word in reading.unknown if not content_stems(word) & _STEMS]
    accused = [one for one in reading.named if one.category in ("agent", "post")]
    if reading.aim == "yes-no" and accused and not reading.unknown:
        return _of(accused, reading, record)
    reading.aim = "who"
    answer = plain(reading)
    for names in _BLAMING:
        reading.acts = [Mention(0, 0, names[0], "act", tuple(_acts(names, record)))]
        answer = plain(reading)
        if answer.kind == "answer":
            break
    return replace(answer, summary=f"{_LEAD} {answer.summary}")


def _of(accused: list[Mention], reading: Reading, record: Record) -> Answer:
    """Answer whether somebody is to blame by what was said against him, blame before any other charge."""
    matters = _iris(reading.mentions("about"), "incident")
    reading.roles = {"target": accused}
    notes: list[str] = []
    if ambiguous := choose_namesakes(reading, record, (reading.period.since, reading.period.until), notes):
        return ambiguous
    meant = reading.mentions("target")
    scope = Scope(
        targets=_iris(meant, "agent"),
        target_posts=_iris(meant, "post"),
        incidents=record.incidents(matters),
        since=reading.period.since,
        until=reading.period.until,
    )
    for names in _BLAMING:
        within = scope._replace(acts=record.acts(one.iri for one in _acts(names, record)))
        told = tuple(one for one in record.cards.load(find_iris(within, record)) if one.polarity == "affirmed")
        if told:
            people = tuple(dict.fromkeys(one.speaker for one in told))
            query = {"name": "statements", "arguments": {}, "sparql": statements_query(within)}
            summary = " ".join([_LEAD, f"{count_statements(told)}.", *notes])
            return Answer("answer", summary, told, entities=people, query=query)
    # Of many, the word of the question says it.
    called = [f"the {one.said}" if one.is_set else entity.label for one in meant for entity in one.entities]
    who = listed(list(dict.fromkeys(called)))
    near = record.cards.load(find_iris(scope, record)[:NEAREST])
    shown = tuple({"kind": "statement", **statement_json(one)} for one in near)
    summary = f"The record does not judge, and nobody on record blames {who}."
    return Answer("empty", summary, nearest=shown or empty_reply(reading, record, None).nearest)


def _acts(names: Iterable[str], record: Record) -> list[Entity]:
    return [one for name in names for one in record.names.lookup(name, expand("kg:Act"))]


def _iris(mentions: Iterable[Mention], category: str) -> tuple[str, ...]:
    return tuple(one.iri for mention in mentions if mention.category == category for one in mention.entities)
