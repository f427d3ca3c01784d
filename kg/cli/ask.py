"""``kg ask``: a question in plain words."""

import json
import sys

import click

from kg.ask.answer import Answer, answer_json, entity_json
from kg.show.plain import terminal_width, wrap
from kg.show.statements import write_statements


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for a person, json for a program.",
)
@click.option("--explain", is_flag=True, help="Also show the query that gave the answer.")
def command(question: tuple[str, ...], form: str, explain: bool) -> None:
    """Answer a QUESTION in plain words from the record, with proof.

    Reads the graph of the workspace at hand and writes nothing. An ambiguous name is asked back, and what the
    record does not hold is said, never guessed. Exit code 0 for every reply.

    \b
    Examples:
      kg ask "who said what about the freed foreign prisoners?"
      kg ask "what did David Davis say?" --format json
      kg ask "who held the post of home secretary on 25 April 2006?" --explain
    """
    from kg.ask.understand import answer_question
    from kg.query.catalogue import open_catalogue
    from kg.store import open_store
    from kg.workspace import find_workspace

    with open_store(find_workspace()) as store:
        answer = answer_question(" ".join(question), open_catalogue(store), store)
    if form == "json":
        json.dump(answer_json(answer), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    _write(answer, explain)


def _write(answer: Answer, explain: bool) -> None:
    from kg.show.table import write_table

    width = terminal_width()
    for line in wrap(answer.summary, width):
        click.echo(line)
    click.echo("")
    for line in write_statements(answer.statements, width):
        click.echo(line)
    if answer.rows:
        columns = list(answer.rows[0])
        write_table(columns, ([row[column] or "" for column in columns] for row in answer.rows), sys.stdout, width)
    for candidate in map(entity_json, answer.candidates):
        click.echo(f"  {candidate['label']}  ({candidate['id']})")
    if answer.nearest:
        click.echo("Near it stand:" if answer.kind != "refused" else "What can be asked, or stands nearest:")
        for near in answer.nearest:
            click.echo(f"  {near['label']}  ({near['id']})")
    if explain and answer.query:
        click.echo(f"\nQuery: {answer.query['name']} {answer.query['arguments']}\n\n{answer.query['sparql']}")
