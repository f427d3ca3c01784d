"""Statements as a person reads them in a terminal: grouped by speaker, each with its proof."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.model import Entity, Report, Standing, Statement
from kg.plain import clip, harmless, wrap

_RELATIONS = {
    "agreesWith": ("agrees with", "agreed with by"),
    "disagreesWith": ("disagrees with", "contradicted by"),
    "disputes": ("disputes", "disputed by"),
    "refutes": ("refutes", "refuted by"),
    "confirms": ("confirms", "confirmed by"),
    "corrects": ("corrects", "corrected by"),
    "qualifies": ("qualifies", "qualified by"),
    "repliesTo": ("replies to", "answered by"),
    "inTensionWith": ("is in tension with", "is in tension with"),
    "repeats": ("repeats", "repeated by"),
}
_MONTHS = "January February March April May June July August September October November December".split()
# A gist that is made of the facts which the other lines tell, and perhaps of the words in quotation marks.
_FACTS = re.compile(r".+\((?:towards|about): .+\)(?:: “(?P<quoted>.+)”)?")
_LONGEST_TOLD = 400
_TOLD = "as reported: the source's words for what was said, not the speaker's."
_WORDINGS = "direct, mixed and indirect tell whether all, part or none of the words are the speaker's own."
_ORIGINS = {
    "curated": "curated: a person wrote it down from the source.",
    "reviewed": "reviewed: a program found it and a person accepted it.",
    "machine": "machine: a program found it and nobody has judged it yet.",
}


def write_statements(statements: Sequence[Statement], width: int) -> Iterator[str]:
    """Yield the lines that show statements, grouped by speaker and post.

    Args:
        statements: in the order to show; speakers come in the order of their first statement.
        width: of the terminal in columns.
    """
    groups: dict[tuple[str, str | None, tuple[Entity, ...]], list[Statement]] = {}
    for statement in statements:
        groups.setdefault((statement.speaker.label, statement.post, statement.on_behalf_of), []).append(statement)
    for (speaker, post, behalf), group in groups.items():
        speaks_for = f", for {_names(behalf)}" if behalf else ""
        yield from wrap(f"{speaker}{f', {post}' if post else ''}{speaks_for}", width)
        for statement in group:
            yield from _one(statement, width)
        yield ""


def said_when(statement: Statement) -> str:
    """Return the day of a statement, and whether it is inferred; of an undated one, the day by which it was said."""
    if not statement.said_on:
        return _by_when(statement) or "undated"
    return f"{statement.said_on} (inferred)" if statement.date_inferred else statement.said_on


def _by_when(statement: Statement) -> str:
    """Return the last day on which an undated statement can have been said: it was published then, or else known."""
    if not statement.latest:
        return ""
    is_published = any(report.published_on == statement.latest for report in statement.reports)
    if statement.reports and not any(report.published_on for report in statement.reports):
        # The document bears no day: that of its bytes or its adding is no day of publication.
        return f"undated, on file by {_long_date(statement.latest)}"
    return f"by {_long_date(statement.latest)}{' (published)' if is_published else ''}"


def near_when(near: Mapping[str, Any]) -> str:
    """Return the day of a statement given as plain values; of an undated one, the day by which it was published.

    >>> near_when({"said_on": None, "reports": [{"published_on": "2025-01-05"}]}), near_when({"said_on": "2006-04-25"})
    ('by 5 January 2025 (published)', '2006-04-25')
    """
    if near["said_on"]:
        return str(near["said_on"])
    published = [report["published_on"] for report in near.get("reports", ()) if report["published_on"]]
    return f"by {_long_date(min(published))} (published)" if published else "undated"


def _long_date(text: str) -> str:
    """Return a day in words, as a reader says it; what is no day stays as it is.

    >>> _long_date("2024-03-12"), _long_date("2024-03")
    ('12 March 2024', '2024-03')
    """
    from datetime import date

    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def what_was_done(statement: Statement) -> str:
    """Return the acts of a statement and towards whom they were done."""
    towards = f" (towards {_names(statement.towards)})" if statement.towards else ""
    return ", ".join(act.replace("-", " ") for act in statement.acts) + towards


def reading_key(statements: Iterable[Statement]) -> str:
    """Return what the marks in shown statements mean; nothing where no statement is shown.

    >>> reading_key([])
    ''
    """
    shown = list(statements)
    if not shown:
        return ""
    origins = {report.origin for statement in shown for report in statement.reports}
    inferred = any(statement.date_inferred and statement.said_on for statement in shown)
    parts = [
        f"Key: `kg show {shown[0].id}` shows that statement alone.",
        "(inferred) marks a day that is worked out from the source; the statement's card says how." if inferred else "",
        "[start-end] counts the characters of the text from 0.",
        _WORDINGS,
        _TOLD if any(report.told for statement in shown for report in statement.reports) else "",
        *(meaning for origin, meaning in _ORIGINS.items() if origin in origins),
    ]
    return " ".join(filter(None, parts))


def distinct_quotations(statement: Statement) -> tuple[str, ...]:
    """Return the speaker's own words as the reports give them, each wording once.

    Outlets that differ only in the case of a letter or in the mark at the end give one wording, the longest.
    """
    chosen: dict[str, str] = {}
    for words in (words for report in statement.reports for words in report.quotation):
        bare = words.casefold().rstrip(".,;:!? ")
        chosen[bare] = max(chosen.get(bare, ""), words, key=len)
    return tuple(chosen.values())


def _one(statement: Statement, width: int) -> Iterator[str]:
    inner = max(width - 4, 16)
    polarity = {"negated": " [reported as not done]", "withheld": " [expressly withheld]"}.get(statement.polarity, "")
    head, *rest = wrap(f"{said_when(statement)} · {what_was_done(statement)}{polarity} · {statement.id}", inner)
    yield f"  - {head}"
    yield from _indented(rest)
    words = distinct_quotations(statement)
    for spoken in words:
        yield from _indented(wrap(f"“{spoken}”", inner))
    told = _as_reported(statement.reports)
    if not _tells_no_more(statement.gist, words, is_told=bool(told)):
        yield from _indented(wrap(statement.gist if not words else f"({statement.gist})", inner))
    for line in told:
        yield from _indented(wrap(line, inner))
    yield from _indented(wrap(f"about: {_names(statement.about)}", inner))
    for report in statement.reports:
        yield from _indented(wrap(report_line(report), inner))
    for standing in statement.standing:
        line = f"{relation_phrase(standing)}: {standing.speaker} ({standing.statement}), according to {standing.by}"
        yield from _indented(wrap(line, inner))


def _as_reported(reports: Iterable[Report]) -> list[str]:
    """Return what a statement's sources say in their own words, each wording once, and where it stands.

    >>> from dataclasses import replace
    >>> report = Report("r", "a.txt", "a", "", "BBC", None, "indirect", (), ((3, 21),), "reviewed")
    >>> _as_reported([replace(report, told="that he had called")])
    ['as reported: that he had called [3-21]']
    """
    places: dict[str, str] = {}
    for report in reports:
        if report.told:
            places.setdefault(report.told, ", ".join(f"{start}-{end}" for start, end in report.spans))
    return [f"as reported: {clip(told, _LONGEST_TOLD, at_word=True)} [{place}]" for told, place in places.items()]


def _tells_no_more(gist: str, words: tuple[str, ...], *, is_told: bool = False) -> bool:
    """Say whether a gist is the quotation above it once more, bare or behind facts that the other lines tell.

    Args:
        gist: of a statement.
        words: what is quoted of it.
        is_told: what its source says is shown, too, so that facts alone add nothing.

    >>> _tells_no_more("We are sorry.", ("We are sorry",)), _tells_no_more("She is sorry.", ("We are sorry",))
    (True, False)
    >>> _tells_no_more("Ann Lee regrets (towards: Bo; about: The flood): “We are … so sorry”", ("so sorry", "We are"))
    True
    """
    bare = {_bare(spoken) for spoken in words}
    facts = _FACTS.fullmatch(gist)
    if facts is None:
        return _bare(gist) in bare
    if not facts["quoted"]:
        return is_told
    # A long one is cut at its end.
    whole, cut = facts["quoted"].removesuffix("…"), facts["quoted"].endswith("…")
    *pieces, last = [_bare(piece) for piece in whole.split(" … ")]
    return bare.issuperset(pieces) and (last in bare or (cut and any(spoken.startswith(last) for spoken in bare)))


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).strip('“”".,;:!? ')


def relation_phrase(standing: Standing) -> str:
    """Return how a statement stands to another one, in words.

    >>> relation_phrase(Standing("disputes", "from", "s-1", "Ann", "the editors"))
    'disputed by'
    """
    verb = _RELATIONS.get(standing.relation, (standing.relation, f"{standing.relation} of"))
    return verb[0] if standing.direction == "to" else verb[1]


def report_line(report: Report) -> str:
    """Return where a report stands: outlet, day, file and characters, wording, origin.

    >>> report_line(Report("r", "a.txt", "a", "", "BBC", "2006-04-25", "direct", ("x",), ((3, 4),), "curated"))
    'BBC, 2006-04-25, a.txt [3-4]; direct; curated'
    """
    spans = ", ".join(f"{start}-{end}" for start, end in report.spans)
    stands = f"{report.outlet}, {report.published_on or 'undated'}, {report.source}"
    if report.outlet.startswith(f"{report.source}, "):
        # Without an outlet the source stands by its own label, which tells name and day.
        stands = report.outlet
    parts = [f"{stands} [{spans}]", report.wording]
    parts += [f"a copy of {report.copied_from}"] if report.copied_from else []
    parts += [f"hedged: {hedge}" for hedge in report.hedge]
    parts += [f"told in {report.reported_in}"] if report.reported_in else []
    return "; ".join([*parts, report.origin, *(f"note: {note}" for note in report.reading)])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _names(entities: Iterable[Entity]) -> str:
    return harmless(", ".join(entity.label for entity in entities)) or "not on record"
