"""Questions of a kind of their own: who held a post, and how many."""

from typing import Any

from kg.ask.answer import Answer
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.respond import Options
from kg.ask.tokens import content_stems
from kg.model import Entity, Figure
from kg.query.arguments import resolve_arguments
from kg.query.catalogue import Catalogue
from kg.query.figures import load_figures
from kg.query.run import run

# A figure must carry this share of a question's words to answer it.
LEAST_WORDS = 0.6
# More figures than these are a table, not a sentence.
MOST_TOLD = 4
SHARES = ("per cent", "percent", "%")


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
    if reading.aim == "figures":
        return which_figures(reading, record)
    return None


def who_held(reading: Reading, catalogue: Catalogue, record: Record) -> Answer:
    """Say who held a post, on a day, in a period or ever."""
    posts = [
        entity
        for mentions in reading.roles.values()
        for mention in mentions
        if mention.category == "post"
        for entity in mention.entities
    ]
    query = catalogue["who-held-post"]
    found: list[dict[str, Any]] = []
    for post in posts:
        arguments = {"post": post.iri}
        if reading.period.since and reading.period.since == reading.period.until:
            arguments["on"] = reading.period.since
        rows = run(query, resolve_arguments(query, arguments, record.store), record.store)
        found += [dict(zip(rows.columns, row, strict=True)) for row in rows]
    held = [row for row in found if _overlaps(row, reading)]
    people = tuple(dict.fromkeys(Entity(row["person"].value, row["person_name"].value) for row in held))
    shown = {"name": query.name, "arguments": {"post": [post.iri for post in posts]}, "sparql": query.text}
    label = ", ".join(dict.fromkeys(post.label for post in posts))
    if not people:
        return Answer("empty", f"{label}: nobody on record held it then.", query=shown)
    plain = tuple(
        {name: None if term is None else str(term.value) for name, term in row.items() if not name.startswith("_")}
        for row in held
    )
    names = ", ".join(person.label for person in people)
    return Answer("answer", f"{label}: {names}.", entities=people, rows=plain, query=shown)


def _overlaps(row: dict[str, Any], reading: Reading) -> bool:
    start, end = row["start"].value, row["end"].value if row["end"] else "9999"
    return (not reading.period.until or start <= reading.period.until) and (
        not reading.period.since or end >= reading.period.since
    )


def which_figures(reading: Reading, record: Record) -> Answer | None:
    """Find the figures that a question counts, conflicting ones side by side; None if no figure fits."""
    stems = set(reading.topic)
    for role in ("about", "topic", "target"):
        for mention in reading.mentions(role):
            stems |= content_stems(mention.said)
    figures = [figure for figure in load_figures(record.store) if _may_answer(figure, reading, record)]
    everything = figures if reading.mentions("speaker") else []
    chosen = _best(figures, stems, reading, record) if stems else everything
    if not chosen:
        return None
    # Wholes before their parts, then what fits the words best, then the greatest.
    chosen.sort(key=lambda one: (one.part_of_whole is not None, -_score(one, stems, set()), -float(one.value)))
    said = list(dict.fromkeys(_said(figure) for figure in chosen))
    summary = "; ".join(said) if len(said) <= MOST_TOLD else f"{len(said)} figures, those nearest to the question first"
    return Answer("answer", f"{summary}.", figures=tuple(figure_json(figure) for figure in chosen))


def _may_answer(figure: Figure, reading: Reading, record: Record) -> bool:
    """Check who asserts a figure, where and for which days, and whether it counts or shares."""
    # "How many" asks for a count; a share answers only who asks for one.
    if figure.unit in SHARES and not reading.asks_share:
        return False
    speakers = [one.iri for mention in reading.mentions("speaker") for one in mention.entities]
    if speakers and (figure.asserted_by is None or figure.asserted_by.iri not in speakers):
        return False
    outlets = [one.iri for mention in reading.mentions("outlet") for one in mention.entities]
    if outlets and record.publisher_of(figure.source_id) not in outlets:
        return False
    period = reading.period
    first, last = figure.earliest or figure.as_of, figure.latest or figure.as_of
    # A figure without days of its own says nothing about the days asked for.
    if period.since and (last is None or last < period.since):
        return False
    return not (period.until and (first is None or first > period.until))


def _best(figures: list[Figure], stems: set[str], reading: Reading, record: Record) -> list[Figure]:
    named = [
        one.iri for mention in reading.mentions("about") for one in mention.entities if mention.category == "incident"
    ]
    about = set(record.incidents(named))
    scored = [(_score(figure, stems, about), figure) for figure in figures]
    best = max((score for score, _ in scored), default=0.0)
    if best < LEAST_WORDS:
        return []
    measures = {figure.measure.iri for score, figure in scored if score >= best - 0.001 and figure.measure}
    return [figure for score, figure in scored if figure.measure and figure.measure.iri in measures and score > 0]


def _score(figure: Figure, stems: set[str], about: set[str]) -> float:
    own = content_stems(f"{figure.label} {figure.measure.label if figure.measure else ''} {figure.unit or ''}")
    around = content_stems(" ".join(entity.label for entity in figure.about))
    if about and not about & {entity.iri for entity in figure.about}:
        return 0.0
    # What surrounds a figure only helps one that says itself what it counts.
    if sum(stem in own for stem in stems) < len(stems) / 2:
        return 0.0
    return sum(1.0 if stem in own else 0.5 if stem in around else 0.0 for stem in stems) / len(stems)


def _said(figure: Figure) -> str:
    by = figure.asserted_by.label if figure.asserted_by else "the article itself"
    bound = "" if figure.bound == "exactly" else f"{figure.bound.replace('-', ' ')} "
    return f"{bound}{figure.as_printed or figure.value} ({figure.label}), says {by}"


def figure_json(figure: Figure) -> dict[str, Any]:
    """Return a figure as plain values, with who asserts it."""
    number = float(figure.value)
    return {
        "id": figure.id,
        "label": figure.label,
        "value": int(number) if number.is_integer() else number,
        "bound": figure.bound,
        "unit": figure.unit,
        "period": figure.period,
        "as_printed": figure.as_printed,
        "asserted_by": {"id": figure.asserted_by.iri.rsplit("/", 1)[-1], "label": figure.asserted_by.label}
        if figure.asserted_by
        else None,
        "source": figure.source_id,
        "spans": [list(span) for span in figure.spans],
    }
