"""Questions that write a number out: who gives it, where it comes from, whether it is so, whether it is disputed."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer, Kind, figure_json
from kg.ask.counting import ASKING, FILLERS, Count, voices
from kg.ask.figure_index import FigureCard, open_figures
from kg.ask.figures import NEAREST, figures_of, figures_query, in_order, let_through, none_let_through
from kg.ask.matching import is_meant, uncovered, want
from kg.ask.mentions import Mention
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.respond import Options
from kg.ask.synonyms import Said, read_words
from kg.ask.telling import conflicting, listed, tell_figures
from kg.model import Figure

AT_ODDS = Lazy(
    r"\b(?:conflict\w*|contradict\w*|disagree\w*|differ\w*|inconsisten\w+|disput\w+|discrepan\w+|at odds|clash\w*|"
    r"contest\w*|challeng\w+|question(?:ed|s|ing)?|(?:not|don't|doesn't) (?:match|agree|tally|add up)|mismatch\w*|"
    r"vary|varies)\b"
)
AGREED = Lazy(r"\b(?:agree\w*|match\w*|consistent|tally|tallies|coincide\w*|the same)\b")
_ONE_NUMBER = Lazy(r"\d[\d,.]*\d|\d")
_COUNTS = (
    r"(?:says?|said|gives?|gave|given|puts?|counts?|counted|claims?|claimed|reports?|reported|prints?|printed|cites?|"
    r"cited|quotes?|quoted|estimates?|estimated|mentions?|mentioned|uses?|used|states?|stated|speaks of|spoke of)"
)
# "#" stands for the number: who gives it, and where it is from.
_GIVEN = Lazy(
    rf"\b{_COUNTS}(?: it| them)?(?: that| there (?:were|are|was|is)| at)?(?: the| a| an)?"
    rf"(?: (?:figure|number|total|count|estimate)(?: of| as| at)?)? #|\b{_COUNTS} .*\b(?:at|as|to|was|were) #"
)
_ASKED = Lazy(
    rf"^(?:who|whose|which \w+|what \w+)\b.*(?:{_GIVEN.pattern})"
    r"|^(?:where|what|which|whose|who)\b.*\b(?:source|origin|come from|comes from|came from|is behind)\b"
    r"|^(?:whose|what|which) (?:figure|number|total|count|estimate)\b"
    r"|^what (?:does|do|did) (?:the |that |this )?(?:(?:figure|number) )?(?:of )?# (?:figure |number |people |\w+ )?"
    r"(?:refer|stand|mean|represent|cover|measure|count|include)\b"
    r"|^what (?:is|are|was|were) (?:the |those |these )?(?:(?:figure|number) )?(?:of )?#(?: the)?"
    r"(?: (?:figure|number|count|total|people|about|for|of))*$"
    r"|^(?:over |for |in |during |across |since )?(?:what|which) (?:period|time|time ?span|years?|dates?|months?)\b.*#"
    r"|^#(?: (?:figure|number))? (?:of )?what$"
)
# Whether a number is exact, and over which days it counts, every answer tells.
_NATURE = Lazy(
    r"^(?:is|are|was|were) .*#.*\b(?:exact|precise|rounded|round|approximate|approximation|estimate|estimated|minimum|"
    r"maximum|firm|vague)\b"
)
# "Is the figure right": the record weighs no figures against the world, but tells who gives them.
_TRUTH = Lazy(r"\b(?:right|wrong|correct|incorrect|true|false|accurate|reliable|valid|confirmed|verified)\b")
_JUDGED = "The record weighs no figure; it tells who gives it. "
_WHETHER = Lazy(r"^(?:is|are|was|were|did|do|does|has|have|had)\b")
# What asks where a number is from counts nothing.
_ASIDE = Lazy(
    r"\b(?:figures?|numbers?|totals?|counts?|counted|estimates?|sources?|origins?|come|comes|came|behind|papers?|"
    r"newspapers?|outlets?|reports?|accounts?|they|everybody|anybody|all|quoted?|quotes|cites?|cited|uses?|used|"
    r"mentions?|mentioned|prints?|printed|puts?|gives?|gave|spoke|speaks|period|time ?span|refers?|stands?|means?|"
    r"represents?|covers?|measures?|includes?|exact|precise|rounded|round|approximate|approximation|minimum|maximum|firm|"
    r"vague|just)\b"
)


def answer_with_written(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a question about a number that it writes out; None if it asks no such thing.

    Args:
        reading: of the question.
        record: the graph.
        options: what narrows the answer.
    """
    # "Number 10" is no number.
    names = [one for one in reading.named if one.category == "agent" and not one.is_set]
    inside = {place for one in names for place in range(one.start, one.end)}
    tokens = ["_" if place in inside else token.text for place, token in enumerate(reading.tokens)]
    written = {word: number for word in tokens if (number := _number(word))}
    if not written or reading.quoted:
        return None
    numbers = set(written.values())
    text = " ".join("#" if word in written else word for word in tokens)
    if AT_ODDS.search(text) or AGREED.search(text):
        return _disputed(reading, numbers, is_agreed=not AT_ODDS.search(text), record=record)
    giving = bool(_GIVEN.search(text))
    is_whether = bool(_WHETHER.search(text)) and not reading.acts and (giving or not reading.mentions("speaker"))
    if not (is_whether or _ASKED.search(text)) or ASKING.search(text):
        return None
    is_nature = bool(_NATURE.search(text))
    found = _holding(reading, numbers, record)
    if not found:
        in_digits = any(word[0].isdigit() for word in written)
        return _without(reading, numbers, record) if is_whether and in_digits else None
    kept = let_through(found, options, record)
    if not kept:
        return none_let_through(found)
    figures = sorted((card.figure for card in kept), key=in_order)
    return _given(figures, _JUDGED if _TRUTH.search(text) else "Yes. " if is_whether and not is_nature else "", record)


def _given(figures: Sequence[Figure], lead: str, record: Record) -> Answer:
    people = tuple(dict.fromkeys(figure.asserted_by for figure in figures if figure.asserted_by))
    return Answer(
        "answer",
        f"{lead}{tell_figures(figures)}.",
        figures=tuple(map(figure_json, figures)),
        entities=people,
        query=figures_query(figures, record),
    )


def _number(word: str) -> str:
    """Return a number as figures hold it, empty for any other word.

    >>> _number("1,023"), _number("three"), _number("men")
    ('1023', '3', '')
    """
    (*rest, last) = read_words(word).affirmed or ("",)
    return "" if rest or not _ONE_NUMBER.fullmatch(last) else last


def _disputed(reading: Reading, numbers: set[str], is_agreed: bool, record: Record) -> Answer | None:
    """Answer whether a number is disputed or agreed on, by all figures of its measure."""
    measures = {card.figure.measure.iri for card in _holding(reading, numbers, record)}
    figures = [card.figure for card in open_figures(record).cards if card.figure.measure.iri in measures]
    if not figures:
        return None
    at_odds = [one for one in figures if any(conflicting(one, other) for other in figures)]
    yes = bool(at_odds) != is_agreed
    lead = ("Yes: " if yes else "No: ") if reading.aim == "yes-no" else ""
    told = "figures conflict" if at_odds else "no figure on record contradicts it"
    given = tuple(map(figure_json, at_odds or figures))
    query = figures_query(at_odds or figures, record)
    kind: Kind = "answer" if yes or not lead else "answer-no"
    return Answer(kind, f"{lead}{told}. {tell_figures(at_odds or figures)}.", figures=given, query=query)


def _holding(reading: Reading, numbers: set[str], record: Record) -> list[FigureCard]:
    """Return the figures of some values that count what else a question says."""
    return [card for card in _fitting(reading, record) if card.figure.value in numbers]


def _fitting(reading: Reading, record: Record) -> list[FigureCard]:
    """Return the figures that bear out every word of a question but its numbers."""
    index = open_figures(record)
    text = " ".join(token.text for token in reading.tokens)
    # "Which papers": any of them, whatever the set is called.
    named = tuple(mention for mention in reading.named if not mention.is_set)
    reading = replace(reading, named=named)
    speakers, papers = voices(reading, text, record.outlets)
    count = Count("any", _said(reading, (*speakers, *papers)), frozenset(), speakers, papers)
    wanted = want(count, reading, figures_of(count, record))
    is_bare = not (wanted.words or wanted.named or wanted.count.said.denied)
    given = (card for card in index.cards if wanted.only is None or card.figure.id in wanted.only)
    return [card for card in given if not uncovered(card, wanted) and (is_bare or is_meant(card, wanted, index))]


def _said(reading: Reading, giving: Sequence[Mention] = ()) -> Said:
    """Return the words of what a question's number is said to count, less the names of those who give it."""
    inside = {place for one in giving for place in range(one.start, one.end)}
    text = " ".join(token.text for place, token in enumerate(reading.tokens) if place not in inside)
    for form in (AT_ODDS, AGREED, _TRUTH, _ASIDE):
        text = form.sub(" ", text)
    said = read_words(text, FILLERS)
    return Said(*(frozenset(word for word in words if not word.isdigit()) for words in said))


def _without(reading: Reading, numbers: set[str], record: Record) -> Answer | None:
    """Refuse a number that nobody gives for what others give another for; None where nobody gives any."""
    rest = _fitting(reading, record) if any(_said(reading)) else []
    if not rest:
        return None
    near = tuple({"kind": "figure", **figure_json(card.figure)} for card in rest[:NEAREST])
    return Answer("refused", f"No figure on record gives {listed(sorted(numbers))} for this.", nearest=near)
