"""Questions about how figures stand to each other: which conflict, which only look alike, which agree."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.ask.answer import Answer, Kind, figure_json
from kg.ask.counting import FILLERS
from kg.ask.figure_index import GENERIC, open_figures
from kg.ask.figures import answer_with_figures
from kg.ask.options import Options
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading, read_question
from kg.ask.record import Record
from kg.ask.runnable import with_values
from kg.ask.synonyms import read_words
from kg.ask.telling import counted, listed, tell_figures
from kg.ask.written import AGREED, AT_ODDS
from kg.iri import local_id
from kg.model import Figure
from kg.query.arguments import resolve_arguments
from kg.query.catalogue import Catalogue
from kg.query.definition import Query
from kg.query.run import run

_FIGURES = Lazy(r"\b(?:figures|numbers|statistics|stats|counts|totals|estimates)\b")
# "Do the papers agree on the number aboard" asks about all figures of one thing.
_A_FIGURE = Lazy(r"\b(?:figure|number|total|count|estimate|how (?:many|much|long))\b")
_TELLERS = Lazy(r"\b(?:papers?|newspapers?|sources?|outlets?|reports?|accounts?|they|everybody|all)\b")
_SELF = Lazy(r"\b(?:himself|herself|itself|themselves)\b")
_ALIKE = Lazy(r"\b(?:alike|look-?alikes?|confus\w+|mix(?:ed)? up|mistaken for|similar)\b")
_QUERIES = (
    (
        "figures-that-look-alike",
        re.compile(r"\b(?:alike|look-?alikes?|confus\w+|mix(?:ed)? up|mistaken for|similar)\b"),
    ),
    ("figures-that-conflict", AT_ODDS),
    ("figures-that-agree", AGREED),
)
_CONFLICT, _AGREE = "figures-that-conflict", "figures-that-agree"
Pair = tuple[Figure, Figure, str]
_SAID = {
    "figures-that-look-alike": ("look alike and count different things", "look alike"),
    "figures-that-conflict": ("cannot both be right", "conflict"),
    "figures-that-agree": ("agree", "agree"),
}


def answer_with_pairs(reading: Reading, catalogue: Catalogue, record: Record) -> Answer | None:
    """Answer a question about figures beside figures; None if it asks no such thing."""
    text = " ".join(token.text for token in reading.tokens)
    if _SELF.search(text):
        # "Does she contradict herself on the figures" asks about what she said.
        return None
    papers = _papers(reading, record)
    is_one = _A_FIGURE.search(text) and (papers or _TELLERS.search(text)) and not text.startswith("how")
    of_figures = is_one or _FIGURES.search(text)
    name = next((name for name, form in _QUERIES if of_figures and form.search(text)), None)
    if name is None or not all(one in catalogue for one, _ in _QUERIES):
        return None
    incidents = [one for mention in reading.named for one in mention.entities if mention.category == "incident"]
    about = f" of {listed(sorted(papers))}" if papers else ""
    about += f" about {incidents[0].label}" if incidents else ""

    def find(name: str) -> tuple[list[Pair], Mapping[str, Any]]:
        return _pairs(catalogue[name], incidents[0].iri if incidents else None, reading, record)

    if reading.aim == "yes-no" and name in (_CONFLICT, _AGREE):
        return _whether(name == _AGREE, about, find)
    pairs, shown = find(name)
    if not pairs:
        nothing = f"No two figures on record{about} {_SAID[name][1]}."
        counted_ones = _counted_ones(reading, text, record) if name == _CONFLICT else None
        return counted_ones or Answer("empty", nothing, query=shown)
    lead = "Yes: " if reading.aim == "yes-no" else ""
    return _told("answer", lead + _counted(pairs, name, about), pairs, shown)


def _counted_ones(reading: Reading, text: str, record: Record) -> Answer | None:
    """Answer "which differ on how many" by the figures for it, where no two of them conflict."""
    asked = re.search(r"\bhow (?:many|much|long)\b.*|\b(?:number|total|figure)s? (?:of|for)\b.*", text)
    if not asked:
        return None
    found = answer_with_figures(read_question(asked[0], record), record, Options())
    if not found or found.kind != "answer":
        return None
    return replace(found, summary=f"No two of these figures conflict. {found.summary}")


def _whether(is_agreed: bool, about: str, find: Callable[[str], tuple[list[Pair], Mapping[str, Any]]]) -> Answer:
    """Answer whether figures agree, or conflict, by those that do not agree, and without any by those that do."""
    odd, shown_odd = find(_CONFLICT)
    if odd:
        lead = "No" if is_agreed else "Yes"
        return _told(
            "answer-no" if is_agreed else "answer", f"{lead}: {_counted(odd, _CONFLICT, about)}", odd, shown_odd
        )
    pairs, shown = find(_AGREE)
    if not pairs:
        said = _SAID[_AGREE if is_agreed else _CONFLICT][1]
        return Answer("empty", f"No two figures on record{about} {said}.", query=shown)
    lead = f"{'Yes' if is_agreed else 'No'}, as far as the record goes: no two figures{about} conflict, and "
    return _told("answer" if is_agreed else "answer-no", lead + _counted(pairs, _AGREE, ""), pairs, shown)


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
    papers = _papers(reading, record)
    cards = [card for card in open_figures(record).cards if asked <= card.words]
    # Whose own label says it is meant before whatever is only described so.
    known = {card.figure.id: card for card in [card for card in cards if asked <= card.label_words] or cards}
    found = []
    for values in rows:
        row = dict(zip(rows.columns, values, strict=True))
        one, other = (known.get(local_id(str(getattr(row[name], "value", "")))) for name in ("figure", "other"))
        if one and other and _are_of(one.figure, other.figure, papers):
            found.append((one.figure, other.figure, str(getattr(row.get("reason"), "value", ""))))
    return found, {"name": query.name, "arguments": arguments, "sparql": with_values(query, arguments)}


def _papers(reading: Reading, record: Record) -> frozenset[str]:
    """Return the names of the outlets that a question names, not as a set: "the papers" are all."""
    named = (mention for mention in reading.named if not mention.is_set)
    return frozenset(one.label for mention in named for one in mention.entities if one.iri in record.outlets)


def _are_of(one: Figure, other: Figure, papers: Collection[str]) -> bool:
    """Say whether figures are those of the outlets that a question names: one of both kinds, or both of two."""
    given = {label for figure in (one, other) for label in (figure.outlet, figure.copied_from) if label}
    return not papers or len(given & set(papers)) == min(len(papers), 2)


def _other_words(reading: Reading) -> frozenset[str]:
    """Return the words of a question that name neither a matter nor how figures stand to each other."""
    named = {place for mention in reading.named for place in range(mention.start, mention.end)}
    text = " ".join(token.text for place, token in enumerate(reading.tokens) if place not in named)
    for _, form in _QUERIES:
        text = form.sub(" ", text)
    for spoken in (_FIGURES, _A_FIGURE, _TELLERS):
        text = spoken.sub(" ", text)
    return read_words(text, FILLERS).affirmed - GENERIC


def _row(pair: Pair) -> dict[str, str | None]:
    one, other, reason = pair
    return {"figure": _called(one), "beside": _called(other), "why": reason or None}


def _called(figure: Figure) -> str:
    """Return the label of a figure with its outlet, unless the label tells that itself."""
    told = figure.label.endswith(")") and set(figure.label.rsplit("(", 1)[-1][:-1].split()) & set(figure.outlet.split())
    return figure.label if told else f"{figure.label} ({figure.outlet})"
