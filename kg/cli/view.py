"""``kg view``: the network as one HTML file."""

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.scope import Drawn, draw_scope, measure, no_collector, say, scope_options
from kg.show.statements import reading_key

if TYPE_CHECKING:
    from kg.show.page import Page

# Below, laying out takes no time in which a person would wonder.
_TOLD = 2000


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False),
    default="network.html",
    show_default=True,
    help="The HTML file to write; - for stdout.",
)
@scope_options()
@click.option("--metrics", is_flag=True, help="Add who stands between whom: on the page, and as a table on stdout.")
@click.option("--title", default="", help="Heading of the page; default: the workspace's name and the scope.")
@click.option("--open", "open_it", is_flag=True, help="Open the page in the browser when it is written.")
@no_collector()
def command(output: str, metrics: bool, title: str, open_it: bool, **options: Any) -> None:
    """Write the network of people, bodies and incidents as one HTML file that works offline.

    Every line of the network leads to what was said and where. Without options, the whole record is drawn; each option
    narrows it, and a name may be an id, a label or an alias, as in `kg query`. Reads the graph; writes exactly the one
    file, and says so when it replaces one.

    \b
    With --metrics, on the page and as a table (more: kg export metrics --help):
      betweenness  the share of the shortest ways between two others that lead
                   through somebody, 0 to 1; above 1,000 nodes estimated
      degree       how many others somebody is bound to
      said, received: statements made; statements aimed at or about them
    They tell how a record of quoted speech is knit. They are no measure of
    power, guilt or importance, and change with the documents that were read.

    \b
    Examples:
      kg view -o network.html
      kg view --incident foreign-prisoners-2006 -o prisoners.html --open
      kg view --person "David Davis" --act blames --act criticises --depth 2
      kg view --edges agencies --since 2006 --until 2006-05 --metrics
    """
    # Bytes that are no text are refused as everywhere, not shown as something else.
    title.encode()
    drawn, page, how = _draw(title, metrics, options)
    _write(output, page.html)
    if output != "-":
        say(f"Wrote {output}: {_counts(drawn)}; {_size(page.size_bytes)}.")
    for note in page.notes:
        say(note)
    if metrics:
        _tell_metrics(drawn, output, how)
    if open_it:
        _open(output)


def _draw(title: str, metrics: bool, options: dict[str, Any]) -> tuple[Drawn, "Page", str]:
    """Return what is drawn, its page, and how the metrics were computed."""
    from kg.query.surroundings import load_surroundings
    from kg.show.page import write_page
    from kg.store import open_store
    from kg.workspace import find_workspace

    workspace = find_workspace()
    with open_store(workspace) as store:
        drawn = draw_scope(store, options)
        surroundings = load_surroundings(store)
    how = measure(drawn) if metrics else ""
    heading = title or workspace.name + (f": {drawn.part.words}" if drawn.part.words else "")
    footer = f"Made by kg view; every passage names its source. {reading_key(drawn.part.statements)}"
    if len(drawn.network) > _TOLD:
        say(f"Laying out {len(drawn.network):,} nodes ...")
    page = write_page(drawn.network, drawn.part.statements, heading, footer, surroundings=surroundings)
    return drawn, page, how


def _open(output: str) -> None:
    if output == "-":
        say("The page went to stdout; to open it, give -o FILE.")
    elif not webbrowser.open(Path(output).resolve().as_uri()):
        say(f"No browser could be started; open {output} in one yourself, or name one: BROWSER=firefox kg view --open")


def _tell_metrics(drawn: Drawn, output: str, how: str) -> None:
    from kg.cli.metrics import write_metrics
    from kg.cli.output import open_output

    if output == "-":
        say("The page went to stdout; `kg export metrics` prints the table.")
        return
    with open_output("-") as opened:
        write_metrics(drawn.network, "table", opened.stream)
    say(f"{how[0].upper()}{how[1:]}. What the numbers mean: kg view --help.")


def _counts(drawn: Drawn) -> str:
    network, statements = drawn.network, drawn.part.statements
    pairs = ((len(network), "node"), (len(statements), "statement"))
    return ", ".join(f"{number:,} {noun}{'s' * (number != 1)}" for number, noun in pairs)


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 100_000 else f"{size_bytes / 1e3:.0f} kB"


def _write(output: str, page: str) -> None:
    from kg.cli.output import open_output

    with open_output(output) as opened:
        opened.stream.write(page.encode())
