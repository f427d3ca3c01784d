"""Numbers of two things asked for at once: "how many were murderers or rapists" has a figure for either."""

from collections.abc import Iterator

from kg.ask.answer import Answer
from kg.ask.figure_index import open_figures
from kg.ask.figures import answer_with_figures, figures_query
from kg.ask.options import Options
from kg.ask.reading import Reading, read_question
from kg.ask.record import Record
from kg.ask.tokens import FUNCTION_WORDS

_JOINING = frozenset(("or", "and"))
_ARTICLES = frozenset(("the", "a", "an"))


def answer_with_numbers(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a question for a number, or for the numbers of two things of which none is counted with the other.

    Args:
        reading: of the question.
        record: the graph.
        options: what narrows the answer.
    """
    whole = answer_with_figures(reading, record, options)
    if whole is None or whole.lacks != "number":
        return whole
    for one, other in _alternatives(reading):
        found = [answer_with_figures(read_question(asked, record), record, options) for asked in (one, other)]
        told = [answer for answer in found if answer and answer.kind == "answer"]
        if len(told) == len(found):
            return _joined(told[0], told[1], record)
    return whole


def _alternatives(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield the question with the first, and with the second, of two words that are joined in it."""
    typed = [token.typed for token in reading.tokens]
    for place in range(1, len(typed) - 1):
        if reading.tokens[place].text not in _JOINING:
            continue
        begin, end = place - 1, place + 1
        if reading.tokens[end].text in _ARTICLES and end + 1 < len(typed):
            end += 1
        if not {reading.tokens[begin].text, reading.tokens[end].text} & FUNCTION_WORDS:
            before, after = typed[:begin], typed[end + 1 :]
            yield " ".join([*before, typed[begin], *after]), " ".join([*before, typed[end], *after])


def _joined(one: Answer, other: Answer, record: Record) -> Answer:
    """Join the figures of two things; what is told of both stands once."""
    known = {figure["id"] for figure in one.figures}
    figures = (*one.figures, *(figure for figure in other.figures if figure["id"] not in known))
    people = tuple(dict.fromkeys((*one.entities, *other.entities)))
    summary = f"{one.summary} {other.summary} No figure on record counts them together."
    ids = {figure["id"] for figure in figures}
    shown = [card.figure for card in open_figures(record).cards if card.figure.id in ids]
    return Answer("answer", summary, figures=figures, entities=people, query=figures_query(shown, record))
