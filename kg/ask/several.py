"""Two questions asked at once: parting them, and giving both answers in one reply."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.courtesy import split_questions
from kg.ask.mentions import Mention
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading, read_question
from kg.ask.record import Record
from kg.ask.tokens import SAYING
from kg.namespaces import expand

_HIM = Lazy(r"\b(?:him|he|she|her|himself|herself)\b", re.I)
_HIS = Lazy(r"\b(?:his|hers)\b", re.I)
_IT = Lazy(r"\b(?:it|this|that affair|that failure|them|they|there)\b", re.I)


def part_questions(question: str, record: Record) -> list[str]:
    """Part a text into the questions that it asks, each of which can be answered by itself.

    Args:
        question: as typed, less courtesies.
        record: against which it is read: "and who says so?" asks nothing of its own.
    """
    parts = split_questions(question)
    if len(parts) == 1:
        return [question]
    first = read_question(parts[0], record)
    found = [parts[0]]
    for part in parts[1:]:
        part = _with_names(part, first)
        reading = read_question(part, record)
        if not _stands_alone(reading) or not _stands_alone(first):
            return [question]
        found.append(part)
    return found


def _stands_alone(reading: Reading) -> bool:
    said = bool(SAYING & {token.text for token in reading.tokens})
    named = bool(reading.named or reading.topic or reading.quoted)
    return reading.aim in ("figures", "holder") or (named and (said or bool(reading.acts)))


def _with_names(part: str, first: Reading) -> str:
    """Put the names of a first question for the pronouns of a second, where only one can be meant."""
    people = [mention for mention in first.named if _is_one(mention, "kg:Person") or mention.category == "post"]
    people = people[:1] if all(one.category == "post" and one.start == people[0].start for one in people) else people
    matters = [mention for mention in first.named if mention.category == "incident"]
    if len(people) == 1:
        said = people[0].said if people[0].category == "agent" else f"the {people[0].said}"
        named = _HIS.sub(f"{said}'s", _HIM.sub(said, part))
        # "What did he praise about the prison and what did he criticise": about the prison again.
        bare = named != part and len(named.split()) <= len(said.split()) + 3
        about = [one for one in first.mentions("about") if one.category in ("incident", "agent")]
        part = f"{named} about {about[0].said}" if bare and len(about) == 1 else named
    return _IT.sub(matters[0].said, part) if len(matters) == 1 else part


def _is_one(mention: Mention, kind: str) -> bool:
    return not mention.is_set and all(expand(kind) in entity.types for entity in mention.entities)


def join_answers(answers: Sequence[Answer]) -> Answer:
    """Give several answers in one; what is asked back is asked first.

    Args:
        answers: at least one, in the order of their questions.
    """
    unclear = next((answer for answer in answers if answer.kind == "ambiguous"), None)
    if unclear or len(answers) == 1:
        return unclear or answers[0]
    told = [answer for answer in answers if answer.kind in ("answer", "answer-no")]
    if not told:
        return replace(answers[0], summary=" ".join(answer.summary for answer in answers))
    first = next((answer for answer in told if answer.kind == "answer"), told[0])
    return replace(
        first,
        summary=" ".join(answer.summary for answer in answers),
        statements=tuple(dict.fromkeys(one for answer in told for one in answer.statements)),
        figures=tuple(figure for answer in told for figure in answer.figures),
        entities=tuple(dict.fromkeys(one for answer in told for one in answer.entities)),
        rows=tuple(row for answer in told for row in answer.rows),
        nearest=tuple(near for answer in answers if answer not in told for near in answer.nearest),
    )
