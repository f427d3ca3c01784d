"""When a question is looked at a second time, by meaning: where its words found nothing and not all could be placed."""

import re
from collections.abc import Sequence
from os import environ

from kg.ask.answer import Answer
from kg.ask.common import is_common
from kg.ask.leftovers import is_near
from kg.ask.lexicon import ADVERBS, DETERMINERS, HARMLESS
from kg.ask.mentions import TITLES
from kg.ask.options import Options
from kg.ask.reading import Reading, read_question
from kg.ask.record import Record
from kg.ask.stems import stem
from kg.ask.tokens import FUNCTION_WORDS, SAYING

LEAST_WORDS = 3
# A reason or a name that is not given is not to be found in other words, nor what somebody knew in his words, nor how
# things are today in what was said of them.
_SETTLED = re.compile(
    r"\b(?:today|tomorrow|nowadays)\b|\bwhy\b|\breasons?\b|\bcaused?\b|\bsurname\b|\bfirst names?\b"
    r"|^(?:did|does|has|had|have)\b.*\b(?:know|known|knew|meet|met|visit|visited|lie|lied)\b"
)
# So likely must it be that anything on record answers; and so likely where the words leave less of it open.
LEAST, SURER = 0.8, 0.9
# With more statements than these, of which not all can be compared, less is left open to a second look.
LARGE = 600
_ASKING = frozenset("who whom whose what which".split())
_LEARNING = frozenset("read hear see learn find know listen watch collect gather list record records".split())
_ABOUT = frozenset("about on over regarding concerning re to".split())
_COUNTS = re.compile(
    r"\bhow (?:many|much|long|often)\b|\b(?:amount|number|figure|total|percent|percentage|proportion|share)s?\b"
)


def answer_by_meaning(question: str, plain: str, answer: Answer, record: Record, options: Options) -> Answer:
    """Answer by meaning what words left open; see ``kg.ask.meaning.second``, loaded only then.

    Args:
        question: as typed.
        plain: the same as it is read.
        answer: what its words found.
        record: the graph.
        options: what narrows the answer.
    """
    if answer.kind not in ("empty", "refused") or not (answer.lacks or answer.kind == "empty"):
        return answer
    reading = read_question(plain, record)
    strange = [word for word in left_words(reading) if not is_near(word, record)]
    least = least_chance(answer, question, reading, strange)
    if least is None or (least == SURER and record.words.utterances > LARGE):
        return answer
    # The arrays are small: threads cost ten times what they save. Read once, when numpy is first loaded.
    environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from kg.ask.meaning.second import look_again

    return look_again(question, reading, answer, record, options, least=least)


def least_chance(answer: Answer, question: str, reading: Reading, strange: Sequence[str] = ()) -> float | None:
    """Return how likely it must be that the record holds what is asked, in other words; None where that is settled.

    A name that nobody bears, a day after the end of the record, a forecast or a false premise settles a question, and
    so do names, acts and days alone that nothing fits. It must be surer for a number that no source gives, and for a
    topic that nothing tells of.

    Args:
        answer: what the words found.
        question: as typed.
        reading: of its words.
        strange: those of its words that the record does not use, nor any of the same meaning.
    """
    if not _is_language(reading) or (answer.kind != "empty" and answer.lacks not in ("words", "number")):
        return None
    asked = question.lower()
    if settled := _SETTLED.search(asked):
        # "Who wrote the letter that tells why it sank" asks for no reason.
        is_inner = settled[0] == "why" and reading.starts_with in _ASKING and answer.kind == "empty"
        return SURER if is_inner and not _SETTLED.search(asked.replace("why", "", 1)) else None
    if _is_topic([*reading.unknown, *strange], reading):
        # Where a question names nothing that is on record, only its frame is like what was said.
        told = set(reading.topic) - {stem(word.lower()) for word in (*reading.unknown, *strange, *_LEARNING)}
        return SURER if reading.named or told else None
    if answer.lacks == "number":
        return SURER if _COUNTS.search(asked) else LEAST
    return LEAST if answer.lacks == "words" or left_words(reading) else None


def _is_language(reading: Reading) -> bool:
    """Say whether a question is made of some different words of English: marks, code and stammering mean nothing."""
    words = {token.text for token in reading.tokens}
    known = {word for word in words if word in FUNCTION_WORDS or is_common(word)}
    return len(known) >= LEAST_WORDS and 2 * len(known) >= len(words)


def _is_topic(unknown: Sequence[str], reading: Reading) -> bool:
    """Say whether what is asked about is among the words that nothing on record explains."""
    words = {word for one in unknown for word in one.lower().split()}
    before: list[str] = []
    for token in reading.tokens:
        # "About nuclear submarines": what stands between tells of the topic as well.
        if token.text in words and _ABOUT & set(before[-2:]):
            return True
        before += [] if token.text in DETERMINERS else [token.text]
    return False


def left_words(reading: Reading) -> list[str]:
    """Return the words of a question that name nothing and may carry content."""
    inside = {place for mention in reading.named for place in mention.covered}
    plain = FUNCTION_WORDS | HARMLESS | SAYING | ADVERBS | DETERMINERS | TITLES
    return [one.text for place, one in enumerate(reading.tokens) if place not in inside and one.text not in plain]
