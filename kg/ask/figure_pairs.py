"""Questions about how figures stand to each other: which conflict, which only look alike, which agree."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kg.ask.answer import Answer, Kind, figure_json
from kg.ask.counting import FILLERS
from kg.ask.figure_index import GENERIC, open_figures
from kg.ask.figures import figures_query
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.runnable import with_values
from kg.ask.synonyms import read_words
from kg.ask.telling import conflicting, counted, tell_figures
from kg.iri import local_id
from kg.model import Figure
from kg.query.arguments import resolve_arguments
from kg.query.catalogue import Catalogue
from kg.query.definition import Query
from kg.query.run import run

_FIGURES = re.compile(r"\b(?:figures|numbers|statistics|stats|counts|totals|estimates)\b")
# "Do the papers agree on the number aboard" asks about all figures of one thing.
_A_FIGURE = re.compile(r"\b(?:figure|number|total|count|estimate|how (?:many|much|long))\b")
_TELLERS = re.compile(r"\b(?:papers?|newspapers?|sources?|outlets?|reports?|accounts?|they|everybody|all)\b")
_QUERIES = (
    ("figures-that-look-alike", r"\b(?:alike|look-?alikes?|confus\w+|mix(?:ed)? up|mistaken for|similar)\b"),
    (
        "figures-that-conflict",
        r"\b(?:conflict\w*|contradict\w*|disagree\w*|differ\w*|inconsisten\w+|disput\w+|discrepan\w+|at odds|clash\w*|"
        r"(?:not|don't|doesn't) (?:match|agree|tally|add up)|mismatch\w*|vary|varies)\b",
    ),
    ("figures-that-agree", r"\b(?:agree\w*|match\w*|consistent|tally|tallies|coincide\w*|the same)\b"),
)
_CONFLICT = "figures-that-conflict"
Pair = tuple[Figure, Figure, str]
_SAID = {
    "figures-that-look-alike": ("look alike and count different things", "look alike"),
    "figures-that-conflict": ("cannot both be right", "conflict"),
    "figures-that-agree": ("agree", "agree"),
}


_ONE_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


def answer_with_pairs(reading: Reading, catalogue: Catalogue, record: Record) -> Answer | None:
    """Answer a question about figures beside figures; None if it asks no such thing."""
    text = " ".join(token.text for token in reading.tokens)
    is_one = bool(_A_FIGURE.search(text) and _TELLERS.search(text)) and not text.startswith("how")
    of_figures = is_one or bool(_FIGURES.search(text))
    name = next((name for name, form in _QUERIES if of_figures and re.search(form, text)), None)
    if name is None or name not in catalogue:
        return _about_number(reading, text, record)
    incidents = [one for mention in reading.named for one in mention.entities if mention.category == "incident"]
    about = f" about {incidents[0].label}" if incidents else ""
    pairs, shown = _pairs(catalogue[name], incidents[0].iri if incidents else None, reading, record)
    if reading.aim == "yes-no" and name == "figures-that-agree":
        # "Do the figures agree?" is answered by those that do not.
        odd, shown_odd = _pairs(catalogue[_CONFLICT], incidents[0].iri if incidents else None, reading, record)
        if odd:
            return _told("answer-no", f"No: {_counted(odd, _CONFLICT, about)}", odd, shown_odd)
        if pairs:
            lead = f"Yes, as far as the record goes: no two figures{about} conflict, and "
            return _told("answer", lead + _counted(pairs, name, about), pairs, shown)
    if not pairs:
        return Answer("empty", f"No two figures on record{about} {_SAID[name][1]}.", query=shown)
    lead = "Yes: " if reading.aim == "yes-no" else ""
    return _told("answer", lead + _counted(pairs, name, about), pairs, shown)


def _about_number(reading: Reading, text: str, record: Record) -> Answer | None:
    """Answer whether a number that the question writes out is disputed or agreed on."""
    kinds = {name for name, form in _QUERIES[1:] if re.search(form, text)}
    numbers = {token.text.replace(",", "") for token in reading.tokens if _ONE_NUMBER.fullmatch(token.text)}
    if not kinds or not numbers:
        return None
    asked = _other_words(reading) - numbers
    cards = [card for card in open_figures(record).cards if card.figure.value in numbers and asked <= card.words]
    measures = {card.figure.measure.iri for card in cards}
    figures = [card.figure for card in open_figures(record).cards if card.figure.measure.iri in measures]
    if not cards:
        return None
    at_odds = [one for one in figures if any(conflicting(one, other) for other in figures)]
    is_agreed = _CONFLICT not in kinds
    yes = bool(at_odds) != is_agreed
    lead = ("Yes: " if yes else "No: ") if reading.aim == "yes-no" else ""
    told = "figures conflict" if at_odds else "no figure on record contradicts it"
    given = tuple(map(figure_json, at_odds or figures))
    query = figures_query(at_odds or figures, record)
    kind: Kind = "answer" if yes or not lead else "answer-no"
    return Answer(kind, f"{lead}{told}. {tell_figures(at_odds or figures)}.", figures=given, query=query)


def _counted(pairs: Sequence[Pair], name: str, about: str) -> str:
    return f"{counted(len(pairs), 'pair')} of figures{about} {_SAID[name][0]}"


def _told(kind: Kind, summary: str, pairs: Sequence[Pair], shown: Mapping[str, Any]) -> Answer:
    figures = tuple({figure.id: figure for pair in pairs for figure in pair[:2]}.values())
    more = f" {tell_figures(figures)}." if len(pairs) == 1 else ""
    given, rows = tuple(map(figure_json, figures)), tuple(map(_row, pairs))
    return Answer(kind, f"{summary}.{more}", figures=given, rows=rows, query=shown)


def _pairs(
    query: Query, incident: str | None, reading: Reading, record: Record
) -> tuple[list[Pair], Mapping[str, Any]]:
    arguments = {"incident": incident} if incident else {}
    rows = run(query, resolve_arguments(query, arguments, record.store), record.store)
    asked = _other_words(reading)
    known = {card.figure.id: card for card in open_figures(record).cards if asked <= card.words}
    found = []
    for values in rows:
        row = dict(zip(rows.columns, values, strict=True))
        one, other = (known.get(local_id(str(getattr(row[name], "value", "")))) for name in ("figure", "other"))
        if one and other:
            found.append((one.figure, other.figure, str(getattr(row.get("reason"), "value", ""))))
    return found, {"name": query.name, "arguments": arguments, "sparql": with_values(query, arguments)}


def _other_words(reading: Reading) -> frozenset[str]:
    """Return the words of a question that name neither a matter nor how figures stand to each other."""
    named = {place for mention in reading.named for place in range(mention.start, mention.end)}
    text = " ".join(token.text for place, token in enumerate(reading.tokens) if place not in named)
    for _, form in _QUERIES:
        text = re.sub(form, " ", text)
    for spoken in (_FIGURES, _A_FIGURE, _TELLERS):
        text = spoken.sub(" ", text)
    return read_words(text, FILLERS).affirmed - GENERIC


def _row(pair: Pair) -> dict[str, str | None]:
    one, other, reason = pair
    return {"figure": f"{one.label} ({one.outlet})", "beside": f"{other.label} ({other.outlet})", "why": reason or None}
