"""Questions of a kind of their own, each kind tried in turn."""

from kg.ask.answer import Answer
from kg.ask.carriers import answer_with_carriers
from kg.ask.causes import answer_with_causes
from kg.ask.figure_pairs import answer_with_pairs
from kg.ask.figures import answer_with_figures
from kg.ask.happenings import answer_with_days
from kg.ask.holders import answer_with_holders
from kg.ask.limits import answer_within_limits
from kg.ask.lineage import answer_with_lineage
from kg.ask.posts_held import answer_with_posts
from kg.ask.premise import refuse_premise
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.respond import Options, Responder
from kg.ask.tie_answers import answer_with_ties
from kg.ask.written import answer_with_written
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
        or answer_with_posts(reading, record)
        or answer_with_holders(reading, record)
        or refuse_premise(reading, record)
        or answer_with_written(reading, record, options)
        or answer_with_pairs(reading, catalogue, record)
        or answer_with_causes(reading, record, options)
        or answer_with_lineage(reading, record)
        or answer_with_days(reading, record)
        or answer_with_figures(reading, record, options)
        or answer_with_carriers(reading, catalogue, record, options)
        or answer_with_ties(reading, record, options)
    )
