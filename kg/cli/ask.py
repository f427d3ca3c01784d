"""``kg ask``: a question in plain words."""

import gc
import json
import re
import sys
from collections.abc import Mapping
from io import StringIO
from os import get_terminal_size
from typing import Any

import click

from kg.ask.answer import Answer, answer_json, entity_json
from kg.cli.options import origin_option, prose_option
from kg.plain import harmless, terminal_width, wrap
from kg.show.figures import figure_line, write_figures
from kg.show.statements import near_when, reading_key, write_statements

# More statements than these are too many to read one after the other.
MANY = 20
# A terminal that does not tell its size has as many lines.
USUAL_LINES = 24


@click.command()
@click.argument("question", nargs=-1, required=True)
@prose_option()
@click.option("--explain", is_flag=True, help="Also show the query that gave the answer.")
@click.option("--since", metavar="DATE", help="Only what was said on this day or later: 2006-04-25, 2006-04 or 2006.")
@click.option("--until", metavar="DATE", help="Only what was said on this day or before.")
@click.option("--outlet", metavar="NAME", help="Only what this outlet reports.")
@origin_option()
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N statements.")
def command(question: tuple[str, ...], form: str, explain: bool, **options: Any) -> None:
    """Answer a QUESTION in plain words from the record, with proof.

    Reads the graph of the workspace at hand and writes nothing. An ambiguous name is asked back, and what the
    record does not hold is said, never guessed. What the words of a question do not find is looked for by meaning,
    and the reply says so. Exit code 0 for every reply.

    \b
    Examples:
      kg ask "who said what about the freed foreign prisoners?"
      kg ask "what did David Davis say?" --format json
      kg ask "who held the post of home secretary on 25 April 2006?" --explain
      kg ask "what was said about Dartmoor" --outlet "The Independent" --limit 3
    """
    # One answer makes little garbage, and looking for it takes a twentieth of the time.
    gc.set_threshold(1_000_000)
    from kg.query import open_catalogue
    from kg.store import open_store
    from kg.workspace import find_workspace

    with open_store(find_workspace()) as store:
        answer = _answer(" ".join(question), open_catalogue(store), store, options, form == "text")
    if form == "json":
        json.dump(answer_json(answer), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    _write(answer, explain)


def _answer(question: str, catalogue: Any, store: Any, options: dict[str, Any], may_ask: bool) -> Answer:
    from kg.ask.record import open_record

    # Before all else of its kind: what is imported next cuts words into stems, which are kept beside the store.
    open_record(store)
    from kg.ask.understand import answer_question

    given = {name: value for name, value in options.items() if value is not None}
    answer = answer_question(question, catalogue, store, given)
    if answer.kind != "ambiguous" or not (may_ask and sys.stdin.isatty() and sys.stdout.isatty()):
        return answer
    # Somebody sits there: let them choose, and ask again with the full name.
    click.echo(answer.summary, err=True)
    for number, candidate in enumerate(answer.candidates, start=1):
        click.echo(f"  {number}  {harmless(candidate.label)}", err=True)
    number = click.prompt("Number", type=click.IntRange(1, len(answer.candidates)), err=True)
    label = answer.candidates[number - 1].label
    clear = re.sub(re.escape(answer.unclear), lambda _: label, question, count=1, flags=re.IGNORECASE)
    return answer_question(clear, catalogue, store, given)


def _write(answer: Answer, explain: bool) -> None:
    text = StringIO()
    _write_to(text, answer, explain)
    lines = text.getvalue().count("\n")
    # More than a screen scrolls away before anybody can read the summary on top.
    if sys.stdout.isatty() and lines >= (get_terminal_size().lines or USUAL_LINES):
        click.echo_via_pager(text.getvalue())
        return
    click.echo(text.getvalue(), nl=False)
    if len(answer.statements) > MANY and not sys.stdout.isatty():
        click.echo(f"{len(answer.statements)} statements; --limit {MANY // 2} gives the first of them.", err=True)


def _write_to(out: StringIO, answer: Answer, explain: bool) -> None:
    from kg.show.table import write_table

    width = terminal_width()
    for line in wrap(answer.summary, width):
        click.echo(line, out)
    if len(answer.statements) > MANY and sys.stdout.isatty():
        for line in wrap(f"For fewer: --limit {MANY // 2}, --since, --until or --outlet.", width):
            click.echo(line, out)
    click.echo("", out)
    if answer.rows:
        # An identifier goes where its name stands beside it; --format json keeps both.
        columns = [name for name in answer.rows[0] if f"{name}_name" not in answer.rows[0] and _is_used(name, answer)]
        if answer.statements and len({row[columns[0]] for row in answer.rows}) == 1:
            # The card of one thing: the summary names it.
            columns = columns[1:]
        heads = [name.removesuffix("_name").replace("_", " ") for name in columns]
        write_table(heads, ([row[name] or "" for name in columns] for row in answer.rows), out, width)
        click.echo("", out)
    for line in write_statements(answer.statements, width):
        click.echo(line, out)
    if key := reading_key(answer.statements):
        click.echo("\n".join(wrap(key, width)), out)
    for line in write_figures(answer.figures, width):
        click.echo(line, out)
    for candidate in map(entity_json, answer.candidates):
        click.echo(f"  {harmless(candidate['label'])}  ({candidate['id']})", out)
    if answer.nearest:
        can_ask = all(near["kind"] == "question" for near in answer.nearest)
        click.echo("It can be asked, for instance:" if can_ask else "Not an answer, but near it:", out)
        for near in answer.nearest:
            for line in wrap(_near_line(near), width - 2):
                click.echo(f"  {line}", out)
    if explain and answer.query:
        # As it stands, so that it can be copied and run again.
        click.echo(f"\nThe query that gave the answer; `kg query -` runs it:\n\n{answer.query['sparql']}", out)


def _is_used(name: str, answer: Answer) -> bool:
    return any(row[name] for row in answer.rows) and not (answer.rows[0][name] or "").startswith("http")


def _near_line(near: Mapping[str, Any]) -> str:
    """Return one line for a statement, a figure, a name or a question that stands near."""
    if near["kind"] == "figure":
        return f"{near['label']}: {figure_line(near)} ({near['outlet']}, {near['published_on'] or 'undated'})"
    if near["kind"] != "statement":
        return f"{near['label']}  ({near['id']})"
    return f"{near['speaker']['label']}, {near_when(near)}: {near['gist']}  ({near['id']})"
