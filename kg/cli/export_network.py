"""``kg export network`` and ``kg export metrics``: the network for other programs."""

from typing import Any

import click

from kg.cli.options import format_option, output_option
from kg.cli.scope import Drawn, draw_scope, measure, no_collector, say, scope_options
from kg.errors import ParameterError
from kg.export.network import FORMATS, format_of

# Where `kg export network.gexf` leaves the format that it names.
DOTTED = "kg.export.dotted"


@click.command(name="network", short_help="Write the network for Gephi and others.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    metavar="FORMAT",
    help=f"One of: {', '.join(FORMATS)}; default: what the file's name ends in.",
)
@output_option()
@scope_options()
@click.option("--metrics", is_flag=True, help="Give every node its metrics; `kg export metrics --help` explains them.")
@click.option(
    "--table", type=click.Choice(("edges", "nodes")), default="edges", show_default=True, help="Which table of csv."
)
@click.pass_context
@no_collector()
def export_network(
    ctx: click.Context, /, format_: str | None, output: str, metrics: bool, table: str, **options: Any
) -> None:
    """Write the network for Gephi, yEd, networkx, a spreadsheet, or Aleph.

    Reads the graph and writes nothing but --output. `kg export network.gexf` is short for --format gexf. An edge
    bundles what one does to another by saying it, with the ids of its statements (`kg show ID`) and their days.

    \b
    Formats:
      gexf     GEXF 1.3 for Gephi; every edge has its days as spells, so that
               Gephi's timeline shows the record growing. What has no first day
               counts from the last on which it may have been said.
      graphml  for Gephi, yEd, Cytoscape, igraph; networkx.read_graphml
      json     node-link: networkx.node_link_graph(data, edges="edges"), d3
      csv      --table edges or nodes, with the headings that Gephi wants. A
               text that a spreadsheet would compute (it begins with = + - @)
               has an apostrophe before it.
      ftm      FollowTheMoney entities, one a line: Person, Organization, Event,
               Article, and an UnknownLink per statement, act and target with
               gist, days and sources; ftm has no word for an utterance

    \b
    Examples:
      kg export network --incident foreign-prisoners-2006 --metrics -o prisoners.gexf
      kg export network.csv --table nodes --since 2025 > nodes.csv
    """
    from kg.cli.output import open_output

    chosen = format_of(output, format_ or ctx.meta.get(DOTTED))
    if chosen == "ftm" and (options["edges"] or metrics):
        named = "--edges" if options["edges"] else "--metrics"
        raise ParameterError(f"ftm cannot hold {named}", "Leave it out, or take gexf, graphml, json or csv.")
    drawn = _draw(options)
    if metrics:
        measure(drawn)
    with open_output(output) as opened:
        _write(drawn, chosen, table, opened.stream)
    if output != "-":
        say(f"Wrote {output}: {len(drawn.network):,} nodes, {drawn.network.number_of_edges():,} edges.")


@click.command(name="metrics", short_help="Print who stands between whom.")
@format_option()
@output_option()
@scope_options()
@no_collector()
def export_metrics(format_: str, output: str, **options: Any) -> None:
    """Print who stands between whom in the network, a row per node.

    Reads the graph and writes nothing but --output. The table for people has the first columns; json, jsonl and csv
    also count what each has said and received of each act (said_blames, received_blames), and what was reported as not
    done or expressly withheld (said_not_blames).

    \b
    Columns:
      betweenness  the share of the shortest ways between two other nodes that
                   lead through this one, 0 to 1. Ways follow edges in either
                   direction, each pair counts once, held posts do not count.
                   Exact up to 1,000 nodes; above, estimated from a sample of
                   200 nodes with a fixed seed, and said so.
      degree       how many other nodes this one is bound to
      statements   in how many statements of this network it takes part
      said         statements it made
      received     statements aimed at it, or about it if it is an incident

    It tells how a record of quoted speech is knit, no more. Whoever is quoted often, or is asked about everything,
    stands in the middle; an incident may, too. It is no measure of power, guilt or importance, and it changes with the
    documents that were read.

    \b
    Examples:
      kg export metrics --incident foreign-prisoners-2006
      kg export metrics --edges agencies --format csv -o agencies.csv
    """
    from kg.cli.metrics import write_metrics
    from kg.cli.output import open_output

    drawn = _draw(options)
    how = measure(drawn)
    with open_output(output) as opened:
        write_metrics(drawn.network, format_, opened.stream)
    say(f"{how[0].upper()}{how[1:]}.")


def _draw(options: dict[str, Any]) -> Drawn:
    from kg.store import open_store
    from kg.workspace import find_workspace

    with open_store(find_workspace()) as store:
        return draw_scope(store, options)


def _write(drawn: Drawn, format_: str, table: str, stream: Any) -> None:
    if format_ == "csv":
        from kg.export.network_csv import write_table

        write_table(drawn.network, table, stream)
    elif format_ == "ftm":
        from kg.export import network_ftm

        part = drawn.part
        network_ftm.write(part.statements, part.ties, part.involved, part.acts, stream)
    else:
        from kg.export.network import write_network

        write_network(drawn.network, format_, stream)
