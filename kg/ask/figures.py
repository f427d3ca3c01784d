"""Answers with numbers: who asserts them, where, how exactly; conflicts side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from kg.ask.answer import Answer, figure_json, statement_json
from kg.ask.counting import Count, read_count
from kg.ask.extremes import choose_extreme
from kg.ask.figure_index import FigureCard, FigureIndex, open_figures
from kg.ask.matching import Wanted, find_figures, is_list, missing_words, nearest_figures, typed_as, uncovered, want
from kg.ask.numbers_told import answer_with_numbers_told, find_numbers_told
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import PREFIX_LINES, Record, terms
from kg.ask.respond import Options
from kg.ask.synonyms import read_words
from kg.ask.telling import tell_figures
from kg.ask.tokens import SAYING, content_stems
from kg.ask.wordbook import word_search
from kg.iri import local_id
from kg.model import Figure, Statement

# Acts by which somebody keeps a number back.
_WITHHOLDING = frozenset(("refuses", "declines-to-comment", "withholds-call"))
# What was kept back must be a number, not an opinion; and what is lacking must be said to be.
_OF_NUMBERS = Lazy(r"\bhow (?:many|much|long|often|old)\b|\b(?:numbers?|figures?|totals?|statistics|data)\b")
_LACKING = Lazy(
    r"\b(?:no|lacks?|without|not have|not keep|not kept) (?:\w+ )?(?:data|records?|figures?|numbers?|information)\b"
)
NEAREST = 4
MOST_SEARCHED = 40


def answer_with_figures(reading: Reading, record: Record, options: Options) -> Answer | None:
    """Answer a question for a number; None if it asks for none.

    A figure answers only if it counts just what is asked for; what comes near is offered as near, and as no more.

    Args:
        reading: of the question.
        record: the graph.
        options: what narrows the answer: where and when the figures are printed, and how many are given.
    """
    count = read_count(reading, record.outlets)
    if count is None or _asks_who_withheld(reading):
        return None
    settled = _settle_namesakes(count, reading, record)
    if isinstance(settled, Answer):
        return settled
    wanted, found, note = settled
    if not (wanted.words or wanted.count.said.denied or wanted.named or wanted.only is not None):
        return None
    kept = let_through(found, options, record)
    if found and not kept:
        return none_let_through(found)
    asks_whether = reading.aim == "yes-no"
    if asks_whether and is_list(wanted):
        # "Did they say they would publish the number": whether they did is told by words, not by all their numbers.
        return None
    if kept:
        kept, which = choose_extreme(kept, count.extreme)
        told = _told(kept, record, options.limit, "Yes. " if asks_whether else "", note + which)
        return replace(told, statements=_claims(told, record)) if _asks_what_was_said(reading) else told
    if count.is_of_speech:
        reading.aim = "who"
        return None
    return _refused(wanted, reading, record, asks_whether)


def _asks_what_was_said(reading: Reading) -> bool:
    """Say whether it is asked what somebody said of a number: his words answer it as the number does."""
    says = any(token.text in SAYING for token in reading.tokens)
    return reading.starts_with == "what" and reading.aim == "statements" and says and bool(reading.mentions("speaker"))


def _claims(answer: Answer, record: Record) -> tuple[Statement, ...]:
    """Return the statements by which the figures of an answer are given."""
    iris = [record.store.workspace.base + figure["id"] for figure in answer.figures]
    found = record.rows(f"VALUES ?figure {{ {terms(iris)} }} ?s kg:claims ?figure", "s") if iris else []
    return tuple(record.cards.load(list(dict.fromkeys(iri for (iri,) in found))))


def _asks_who_withheld(reading: Reading) -> bool:
    """Say whether it is asked who keeps a number back, and not for the number."""
    acts = {one.iri.rsplit("#", 1)[-1] for act in reading.acts for one in act.entities}
    return bool(acts & _WITHHOLDING) and reading.starts_with in ("who", "which", "did", "does", "has", "why", "who's")


def _settle_namesakes(count: Count, reading: Reading, record: Record) -> tuple[Wanted, list[FigureCard], str] | Answer:
    """Find the figures for every person whom a speaker's name may mean; ask back where several give some."""
    index = open_figures(record)
    doubtful = [mention for mention in count.speakers if len(mention.entities) > 1 and not mention.is_set]
    if not doubtful:
        wanted = want(count, reading, figures_of(count, record))
        return wanted, find_figures(wanted, index), ""
    mention = doubtful[0]
    tried = {}
    for entity in mention.entities:
        meant = replace(mention, entities=(entity,))
        one = replace(count, speakers=tuple(meant if each is mention else each for each in count.speakers))
        wanted = want(one, reading, figures_of(one, record))
        tried[entity] = (wanted, find_figures(wanted, index))
    givers = [entity for entity, (_, found) in tried.items() if found]
    if len(givers) != 1:
        choices = tuple(givers) or mention.entities
        names = " or ".join(entity.label for entity in choices)
        return Answer(
            "ambiguous", f"“{mention.said}” may mean {names}. Which one?", candidates=choices, unclear=mention.said
        )
    wanted, found = tried[givers[0]]
    return wanted, found, f" “{mention.said}” is read as {givers[0].label}, who alone gives such a number."


def let_through(found: Sequence[FigureCard], options: Options, record: Record) -> list[FigureCard]:
    """Return the figures that are printed where and when the options ask.

    Args:
        found: by the question.
        options: what narrows the answer.
        record: the graph.
    """
    printed = _of(options.outlets, _PRINTING, record) if options.outlets else None
    return [
        card
        for card in found
        if (printed is None or card.figure.id in printed)
        and (not options.since or (card.figure.published_on or "") >= options.since)
        and (not options.until or (card.figure.published_on or "") <= options.until)
    ]


def none_let_through(found: Sequence[FigureCard]) -> Answer:
    """Say that the options leave nothing of the figures found."""
    near = tuple({"kind": "figure", **figure_json(card.figure)} for card in found[:NEAREST])
    return Answer("empty", "There are figures, but none that the options let through.", nearest=near)


def _told(found: Sequence[FigureCard], record: Record, limit: int | None, lead: str, note: str) -> Answer:
    # Wholes before their parts; what counts the same stands side by side, the greatest first.
    ordered = sorted((card.figure for card in found), key=in_order)[:limit]
    people = tuple(dict.fromkeys(figure.asserted_by for figure in ordered if figure.asserted_by))
    shown = tuple(figure_json(figure) for figure in ordered)
    return Answer(
        "answer",
        f"{lead}{tell_figures(ordered)}.{note}",
        figures=shown,
        entities=people,
        query=figures_query(ordered, record),
    )


def in_order(figure: Figure) -> tuple[bool, str, float, str, str]:
    """Return what figures are ordered by: wholes before their parts, then by what they count, the greatest first."""
    is_part = figure.part_of_whole is not None
    return is_part, figure.measure.label, -float(figure.value), figure.published_on or "", figure.id


def _refused(wanted: Wanted, reading: Reading, record: Record, asks_whether: bool) -> Answer:
    near = nearest_figures(wanted, open_figures(record), NEAREST)
    told, spoken = find_numbers_told(reading, wanted.count, record)
    if told and not asks_whether and wanted.count.sort != "list":
        return answer_with_numbers_told(told, spoken, record)
    withheld = _withheld(reading, missing_words(wanted, near), record)
    if withheld and asks_whether:
        # "Did they say how many?" has an answer: they said that they would not.
        return Answer("answer-no", f"No, by the record: {_held_back(withheld[0])}.", tuple(withheld))
    shown: list[Mapping[str, Any]] = [{"kind": "statement", **statement_json(one)} for one in withheld]
    shown += [{"kind": "figure", **figure_json(card.figure)} for card in near]
    beside = record.cards.load([card.iri for card in spoken]) if not (near or withheld) else []
    shown += [{"kind": "statement", **statement_json(one)} for one in beside]
    lacks: Literal["", "number"] = "" if withheld else "number"
    why = _why_not(wanted, reading, near, withheld, open_figures(record))
    return Answer("refused", why, nearest=tuple(shown[:NEAREST]), lacks=lacks)


def _why_not(
    wanted: Wanted,
    reading: Reading,
    near: Sequence[FigureCard],
    withheld: Sequence[Statement],
    index: FigureIndex,
) -> str:
    if withheld:
        return f"This number is not on record: {_held_back(withheld[0])}."
    only = wanted.only
    if only is not None and any(not uncovered(card, wanted) for card in near):
        asked = ", ".join(mention.said for mention in (*wanted.count.speakers, *wanted.count.outlets))
        return f"{asked} is on record with no such number; others are."
    # Of which some figure is, whatever else that counts, it cannot be said that none is about it.
    lost = typed_as((word for word in missing_words(wanted, near) if not index.holding([word])), reading)
    which = f": none is about “{' '.join(lost)}”" if lost and len(lost) < len(reading.tokens) else ""
    return f"No figure on record gives this number{which}."


def _held_back(statement: Statement) -> str:
    if set(statement.acts) & _WITHHOLDING:
        what = "would not give it" if "refuses" in statement.acts else "would not comment on it"
        return f"{statement.speaker.label} {what}"
    return f"{statement.speaker.label} speaks of its lack"


def _withheld(reading: Reading, lost: frozenset[str], record: Record) -> list[Statement]:
    """Return the statement by which somebody keeps back what is asked for, or says that it is lacking."""
    asked = content_stems(" ".join(token.text for token in reading.tokens))
    hits = record.words.search(word_search(sorted(asked)), MOST_SEARCHED) if asked else []
    for card in record.cards.get(list(dict.fromkeys(hits))):
        acts = {local_id(iri) for iri in card.acts}
        # What no figure bears out must be what is kept back: how many of them, not what became of them.
        is_it = bool(lost & read_words(card.gist).affirmed) or len(asked & card.stems) >= max(2, len(asked) / 2)
        if is_it and ((acts & _WITHHOLDING and _OF_NUMBERS.search(card.gist)) or _LACKING.search(card.gist)):
            return record.cards.load([card.iri])
    return []


def figures_of(count: Count, record: Record) -> frozenset[str] | None:
    """Return the figures that the speakers and outlets asked for give; None where nobody is asked for."""
    if not (count.speakers or count.outlets):
        return None
    given: frozenset[str] | None = None
    for mentions, ways in ((count.speakers, _SPEAKING), (count.outlets, _PRINTING)):
        iris = [entity.iri for mention in mentions for entity in mention.entities]
        if iris:
            found = _of(iris, ways, record)
            given = found if given is None else given & found
    return given or frozenset()


def _of(whom: Sequence[str], ways: str, record: Record) -> frozenset[str]:
    """Return the local ids of the figures that some speakers assert or some outlets print."""
    base = len(record.store.workspace.base)
    rows = record.rows(f"VALUES ?who {{ {terms(whom)} }} {ways}", "figure")
    return frozenset(figure[base:] for (figure,) in rows)


# A person asserts a figure; a body does so too through those who speak for it and through people in its posts.
_SPEAKING = (
    "{ ?figure kg:assertedBy ?who } UNION { ?figure kg:assertedBy ?voice . ?voice kg:speaksFor ?who } UNION "
    "{ ?s kg:claims ?figure . ?s kg:spokeAs ?role . ?role kg:post ?who } UNION "
    "{ ?s kg:claims ?figure . ?s kg:spokeAs ?role . ?role kg:post ?office . ?office org:postIn ?who } UNION "
    "{ ?s kg:claims ?figure . ?s kg:onBehalfOf ?who }"
)
_PRINTING = (
    "{ ?figure a kg:Figure . ?figure kg:source ?who } UNION "
    "{ ?figure kg:source/(dcterms:publisher|kg:originalPublisher) ?who } UNION { ?figure kg:assertedBy ?who }"
)


def figures_query(figures: Sequence[Figure], record: Record) -> Mapping[str, Any]:
    """Return the query that reads the figures of an answer, as it can be run again."""
    iris = terms(record.store.workspace.base + figure.id for figure in figures)
    text = (
        f"{PREFIX_LINES}SELECT ?figure ?of_what ?value ?bound ?says ?source WHERE {{\n"
        f"  VALUES ?figure {{ {iris} }}\n"
        "  ?figure rdfs:label ?of_what ; kg:value ?value .\n"
        "  ?figure kg:bound/skos:notation ?bound ; kg:source/rdfs:label ?source .\n"
        "  OPTIONAL { ?figure kg:assertedBy/rdfs:label ?says }\n}\nORDER BY ?figure"
    )
    return {"name": "figures", "arguments": {}, "sparql": text}
