"""The gist that a statement gets where nobody writes one: made of facts on record, never of the reporter's prose."""

from collections.abc import Callable

from kg.plain import clip
from kg.review.finding import Finding
from kg.review.names import name_in
from kg.review.nodes import every, one

_LONGEST = 300
# An incident that is only proposed is called as its headline, which may be long.
_LONGEST_NAME = 80
_POLARITIES = {"kg:negated": "reported as not done", "kg:withheld": "expressly withheld"}


def gist_of_facts(finding: Finding, label: Callable[[str], str], text: str = "") -> str:
    """Return who does what by saying it, towards whom, about what; and the words that stand in quotation marks.

    Args:
        finding: a statement with its reports.
        label: what a thing is called.
        text: of the source, by which quoted pieces are put in their order; empty where it is not at hand.
    """
    node, report = finding.statement, finding.report

    def names(predicate: str) -> str:
        labels = (name_in(label(name)) for name in every(node, predicate))
        return " and ".join(dict.fromkeys(clip(words, _LONGEST_NAME, at_word=True) for words in labels))

    hedges = ", ".join(f"“{words}”" for words in every(report, "kg:hedge"))
    behalf = names("kg:onBehalfOf")
    told = [
        names("kg:speaker") + (f", for {behalf}," if behalf else ""),
        names("kg:act") + (f" ({hedges})" if hedges else ""),
    ]
    if polarity := _POLARITIES.get(one(node, "kg:polarity")):
        told.append(f"[{polarity}]")
    sides = (("towards", names("kg:towards")), ("about", names("kg:about")))
    if any(found for _, found in sides):
        told.append(f"({'; '.join(f'{word}: {found}' for word, found in sides if found)})")
    line = clip(" ".join(told), _LONGEST, at_word=True)
    quoted = " … ".join(_quotations(finding, text))
    if not quoted or len(line) >= _LONGEST - 40:
        return line
    return f"{line}: “{clip(quoted, _LONGEST - len(line) - 4, at_word=True)}”"


def _quotations(finding: Finding, text: str) -> list[str]:
    """Return the pieces in quotation marks of the chief report, in the order of the text."""
    start = min((span[0] for span in finding.spans(next(iter(finding.reports)))), default=0)
    pieces = every(finding.report, "kg:quotation")
    places = {piece: text.find(piece, start) if text else -1 for piece in pieces}
    return [" ".join(piece.split()) for piece in sorted(pieces, key=lambda piece: (places[piece], piece))]
