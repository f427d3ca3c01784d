"""Questions of a kind of their own, each tried in turn; its module is loaded where the words may ask for it."""

from kg.ask.answer import Answer
from kg.ask.carriers import answer_with_carriers
from kg.ask.causes import answer_with_causes
from kg.ask.happenings import answer_with_days
from kg.ask.limits import answer_within_limits
from kg.ask.lineage import answer_with_lineage
from kg.ask.looks import (
    may_ask_for_numbers,
    may_ask_for_office,
    may_ask_for_ties,
    may_ask_when_published,
    may_ask_who_held,
    may_pair_numbers,
    may_write_number,
    names_person,
)
from kg.ask.premise import refuse_premise
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.respond import Options, Responder
from kg.query.catalogue import Catalogue


def answer_specially(
    question: str, reading: Reading, catalogue: Catalogue, record: Record, options: Options
) -> Answer | None:
    """Answer a question that statements alone do not answer; None for any other.

    Args:
        question: as typed.
        reading: of the question.
        catalogue: whose queries may be run.
        record: the graph.
        options: what narrows the answer besides the question.
    """

    def plain(asked: Reading) -> Answer:
        return Responder(asked, record, options).answer()

    return (
        answer_within_limits(reading, record, plain)
        or _of_offices(reading, record)
        or _of_posts(reading, record)
        or refuse_premise(reading, record)
        or _of_written_numbers(reading, catalogue, record, options)
        or answer_with_causes(reading, record, options)
        or answer_with_lineage(reading, record)
        or answer_with_days(reading, record)
        or _of_publishing(reading, record)
        or _of_numbers(reading, record, options)
        or answer_with_carriers(reading, catalogue, record, options)
        or _of_ties(reading, record, options)
    )


def _of_posts(reading: Reading, record: Record) -> Answer | None:
    """Answer which posts a person held, or who held a post."""
    if names_person(reading):
        from kg.ask.posts_held import answer_with_posts

        if answer := answer_with_posts(reading, record):
            return answer
    if may_ask_who_held(reading):
        from kg.ask.holders import answer_with_holders

        return answer_with_holders(reading, record)
    return None


def _of_offices(reading: Reading, record: Record) -> Answer | None:
    """Answer who is in an office that is not on record as a post."""
    if may_ask_for_office(reading):
        from kg.ask.offices import answer_with_offices

        return answer_with_offices(reading, record)
    return None


def _of_publishing(reading: Reading, record: Record) -> Answer | None:
    """Answer when something was published."""
    if may_ask_when_published(reading):
        from kg.ask.published import answer_with_publishing

        return answer_with_publishing(reading, record)
    return None


def _of_written_numbers(reading: Reading, catalogue: Catalogue, record: Record, options: Options) -> Answer | None:
    """Answer about a number that the question writes out, or about numbers beside numbers."""
    if may_write_number(reading):
        from kg.ask.written import answer_with_written

        if answer := answer_with_written(reading, record, options):
            return answer
    if may_pair_numbers(reading):
        from kg.ask.figure_pairs import answer_with_pairs

        return answer_with_pairs(reading, catalogue, record)
    return None


def _of_numbers(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a question for a number."""
    if may_ask_for_numbers(reading):
        from kg.ask.alternatives import answer_with_numbers

        return answer_with_numbers(reading, record, options)
    return None


def _of_ties(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a question for how statements stand to each other."""
    if may_ask_for_ties(reading):
        from kg.ask.tie_answers import answer_with_ties

        return answer_with_ties(reading, record, options)
    return None
