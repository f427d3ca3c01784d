"""What options do to an answer: say that they left nothing of it, and cut it to the number asked for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kg.ask.answer import Answer, statement_json
from kg.ask.options import PAGE
from kg.ask.record import Record
from kg.ask.retrieve import Options
from kg.iri import local_id
from kg.model import Statement

NEAREST = 5
BARE = ("empty", "refused")


def narrow_answer(ask: Callable[[Options], Answer], options: Options, record: Record) -> Answer:
    """Answer under options, and tell what they did.

    Args:
        ask: answers the question under some options.
        options: those asked for.
        record: the graph, for the names of outlets.
    """
    wanted = replace(options, limit=None, page=options.limit or PAGE)
    answer = _kept(ask(wanted), wanted, record)
    if answer.kind in BARE and wanted != Options():
        whole = ask(Options())
        if whole.kind == "answer":
            near = tuple({"kind": "statement", **statement_json(one)} for one in whole.statements[:NEAREST])
            told = f"Nothing that {_told(wanted, record)} lets through. Without it: {whole.summary}"
            return Answer("empty", told, nearest=near or _figures(whole), query=answer.query)
    return _cut(answer, options.limit)


def _kept(answer: Answer, options: Options, record: Record) -> Answer:
    """Leave out what the options do not let through, though it came with something that they do."""
    labels = {entity.label for iri in options.outlets if (entity := record.names.entity(iri))}
    origins = {local_id(iri) for iri in options.origins}

    def passes(statement: Statement) -> bool:
        return (
            (not options.since or (statement.earliest or "") >= options.since)
            and (not options.until or (statement.latest or "") <= options.until)
            and any(
                (not labels or labels & {report.outlet, report.copied_from})
                and (not origins or report.origin in origins)
                for report in statement.reports
            )
        )

    kept = tuple(one for one in answer.statements if passes(one))
    if len(kept) == len(answer.statements):
        return answer
    if not kept:
        return Answer("empty", "Nothing on record answers this.", query=answer.query)
    summary = f"{answer.summary} Of {len(answer.statements)}, the options let {len(kept)} through."
    people = tuple(dict.fromkeys(one.speaker for one in kept))
    return replace(answer, summary=summary, statements=kept, entities=people)


def _told(options: Options, record: Record) -> str:
    """Return options as they are typed."""
    parts = [f"--{name} {day}" for name, day in (("since", options.since), ("until", options.until)) if day]
    for name, iris in (("outlet", options.outlets), ("origin", options.origins)):
        labels = [entity.label for iri in iris if (entity := record.names.entity(iri))]
        parts += [f"--{name} {' or '.join(labels)}"] if labels else []
    return " ".join(parts)


def _figures(answer: Answer) -> tuple[Mapping[str, Any], ...]:
    return tuple({"kind": "figure", **figure} for figure in answer.figures[:NEAREST])


def _cut(answer: Answer, limit: int | None) -> Answer:
    """Give no more statements or figures than asked for, and say how many there are."""
    most = max(len(answer.statements), len(answer.figures))
    if limit is None or most <= limit:
        return answer
    summary = f"{answer.summary} Of {most}, the first {limit} {'is' if limit == 1 else 'are'} shown."
    return replace(answer, summary=summary, statements=answer.statements[:limit], figures=answer.figures[:limit])
