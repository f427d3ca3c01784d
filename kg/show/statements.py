"""Statements as a person reads them in a terminal: grouped by speaker, each with its proof."""

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Entity, Report, Statement
from kg.show.plain import harmless, wrap

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


def _one(statement: Statement, width: int) -> Iterator[str]:
    inner = max(width - 4, 16)
    day = (statement.said_on or "undated") + (" (inferred)" if statement.date_inferred and statement.said_on else "")
    polarity = {"negated": " [not done: negated]", "withheld": " [expressly withheld]"}.get(statement.polarity, "")
    towards = f" (towards {_names(statement.towards)})" if statement.towards else ""
    head, *rest = wrap(f"{day} · {', '.join(statement.acts)}{towards}{polarity}", inner)
    yield f"  - {head}"
    yield from _indented(rest)
    words = list(dict.fromkeys(words for report in statement.reports for words in report.quotation))
    for spoken in words:
        yield from _indented(wrap(f"“{spoken}”", inner))
    yield from _indented(wrap(statement.gist if not words else f"({statement.gist})", inner))
    yield from _indented(wrap(f"about: {_names(statement.about)}", inner))
    for report in statement.reports:
        yield from _indented(wrap(report_line(report), inner))
    for standing in statement.standing:
        verb = _RELATIONS.get(standing.relation, (standing.relation, f"{standing.relation} of"))
        phrase = verb[0] if standing.direction == "to" else verb[1]
        yield from _indented(wrap(f"{phrase}: {standing.speaker} ({standing.statement}), says {standing.by}", inner))


def report_line(report: Report) -> str:
    """Return where a report stands: outlet, day, file and characters, wording, origin.

    >>> report_line(Report("r", "a.txt", "a", "", "BBC", "2006-04-25", "direct", ("x",), ((3, 4),), "curated"))
    'BBC, 2006-04-25, a.txt [3-4]; direct; curated'
    """
    spans = ", ".join(f"{start}-{end}" for start, end in report.spans)
    parts = [f"{report.outlet}, {report.published_on or 'undated'}, {report.source} [{spans}]", report.wording]
    parts += [f"hedged: {hedge}" for hedge in report.hedge]
    parts += [f"within {report.reported_in}"] if report.reported_in else []
    return "; ".join([*parts, report.origin, *report.reading])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _names(entities: Iterable[Entity]) -> str:
    return harmless(", ".join(entity.label for entity in entities)) or "not on record"
