"""``kg view``: the network as one HTML file."""

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.iri import local_id
from kg.model import Statement
from kg.namespaces import expand
from kg.show.statements import distinct_quotations, reading_key, report_line, said_when, what_was_done

if TYPE_CHECKING:
    import networkx as nx

    from kg.show.page import StatementCard
    from kg.store import GraphStore

QUERY = "network-statements"


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    default="network.html",
    show_default=True,
    help="The HTML file to write; - for stdout.",
)
@click.option("--incident", help="Only statements about this incident and its parts: id, label or alias.")
@click.option("--title", default="", help="Heading of the page; default: the workspace's name and the incident.")
@click.option("--open", "open_it", is_flag=True, help="Open the page in the browser when it is written.")
def command(output: str, incident: str | None, title: str, open_it: bool) -> None:
    """Write the network of people, bodies and incidents as one HTML file that works offline.

    Every line of the network leads to what was said and where. Reads the graph; writes exactly the one file, and
    says so when it replaces one.

    \b
    Examples:
      kg view -o network.html
      kg view --incident foreign-prisoners-2006 -o prisoners.html --open
    """
    from kg.show.network import build_network, lay_out
    from kg.show.page import write_page
    from kg.store import open_store
    from kg.workspace import find_workspace

    workspace = find_workspace()
    with open_store(workspace) as store:
        rows = _rows(store, {"incident": incident} if incident else {})
        scope = _label(store, incident) if incident else ""
        shown = _statements(store, sorted({str(row["statement"]) for row in rows}))
    if not rows:
        click.echo("No statements fit; the page would be empty. Try `kg query incidents-list`.", err=True)
        sys.exit(1)
    network = build_network(rows)
    heading = title or workspace.name + (f": {scope}" if scope else "")
    cards = [_card(statement, iri) for statement, iri in shown]
    footer = f"Made by kg view; every passage names its source. {reading_key(statement for statement, _ in shown)}"
    page = write_page(network, lay_out(network), cards, heading, footer)
    _write(output, page)
    if output != "-":
        click.echo(f"Wrote {output}: {_counts(network)}.", err=True)
        if open_it:
            webbrowser.open(Path(output).resolve().as_uri())


def _counts(network: "nx.MultiDiGraph[str]") -> str:
    pairs = ((len(network), "node"), (network.number_of_edges(), "line"))
    return ", ".join(f"{number} {noun}{'s' * (number != 1)}" for number, noun in pairs)


def _rows(store: "GraphStore", arguments: dict[str, str]) -> list[dict[str, str | None]]:
    from kg.query.arguments import resolve_arguments
    from kg.query.catalogue import open_catalogue
    from kg.query.run import run

    query = open_catalogue(store)[QUERY]
    rows = run(query, resolve_arguments(query, arguments, store), store)
    return [{name: _plain(term) for name, term in zip(rows.columns, row, strict=True)} for row in rows]


def _label(store: "GraphStore", incident: str) -> str:
    found = store.names.lookup(incident, expand("kg:Incident"))
    return found[0].label if found else incident


def _plain(term: Any) -> str | None:
    return None if term is None else str(term.value)


def _statements(store: "GraphStore", iris: list[str]) -> list[tuple[Statement, str]]:
    from kg.query.records import load_statements

    pairs = zip(load_statements(store, iris), iris, strict=True)
    return sorted(pairs, key=lambda pair: (pair[0].earliest or pair[0].latest or "", pair[1]))


def _card(statement: Statement, iri: str) -> "StatementCard":
    from kg.show.page import StatementCard

    behalf = ", ".join(entity.label for entity in statement.on_behalf_of)
    return StatementCard(
        id=iri,
        anchor=local_id(iri),
        speaker=statement.speaker.label + (f", for {behalf}" if behalf else ""),
        post=statement.post or "",
        said_on=said_when(statement),
        acts=(what_was_done(statement),),
        polarity=statement.polarity,
        gist=statement.gist,
        quotations=distinct_quotations(statement),
        about=tuple(entity.label for entity in statement.about),
        reports=tuple(report_line(report) for report in statement.reports),
    )


def _write(output: str, page: str) -> None:
    from kg.cli.output import open_output

    with open_output(output) as opened:
        opened.stream.write(page.encode())
