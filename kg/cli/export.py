"""``kg export``: the record as JSON Lines, and its network in the formats of other programs."""

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from kg.cli.export_network import DOTTED, export_metrics, export_network
from kg.cli.options import origin_option
from kg.export.network import FORMATS

if TYPE_CHECKING:
    from kg.store import GraphStore

_Document = tuple[str, str, str]

source_option = click.option(
    "--source", "name", metavar="NAME", help="Only this source: its id, file name or label; default: all."
)
schema_option = click.option("--schema", "is_schema", is_flag=True, help="Print the JSON Schema of a line instead.")


class ExportGroup(click.Group):
    """The exports; ``network.gexf`` is ``network --format gexf``."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, or None if there is none of that name."""
        stem, dot, suffix = cmd_name.partition(".")
        if not dot:
            return super().get_command(ctx, cmd_name)
        if stem != "network" or suffix.removesuffix(".json") not in FORMATS:
            ctx.fail(
                f"No such export: {cmd_name!r}. A network may be {', '.join(f'network.{name}' for name in FORMATS)}."
            )
        ctx.meta[DOTTED] = suffix.removesuffix(".json")
        return super().get_command(ctx, stem)


@click.group(name="export", cls=ExportGroup, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Print reports or figures as JSON Lines, or the network for other programs.

    \b
    Examples:
      kg export attributions > attributions.jsonl
      kg export figures --source bbc-clarke-2006
      kg export network -o network.gexf
      kg export metrics --incident foreign-prisoners-2006
    """


command.add_command(export_network)
command.add_command(export_metrics)


@command.command(name="attributions")
@source_option
@origin_option()
@schema_option
def export_attributions(name: str | None, origin: str, is_schema: bool) -> None:
    """Print the reports of each source, one JSON object a source.

    Reads the graph and writes nothing. An object has `doc` (file name as received), `sha256`, `id` and
    `attributions`, each with the spans `source`, `cue` and `content` ([start, end) in Unicode code points), and
    `id`, `statement`, `speaker`, `spoke_as`, `on_behalf_of`, `on_behalf_of_all`, `attributed_as`, `acts`,
    `polarity`, `towards`, `about`, `wording`, `quotation`, `gist`, `hedge`, `said_on`, `figures`, `repeats`,
    `reported_in` and `origin`; --schema says what each holds.

    \b
    Examples:
      kg export attributions --source guardian-clarke-2006
      kg export attributions --origin confirmed
    """
    if is_schema:
        _print_schema("attributions")
        return
    _print_lines(name, origin, _attributions)


@command.command(name="figures")
@source_option
@origin_option()
@schema_option
def export_figures(name: str | None, origin: str, is_schema: bool) -> None:
    """Print the figures, one JSON object a figure and source.

    Reads the graph and writes nothing. An object has `doc` (file name as received), `spans` ([start, end) in Unicode
    code points), `id`, `label`, `measure`, `measure_id`, `value`, `as_printed`, `bound`, `unit`, `period`, `earliest`,
    `latest`, `as_of`, `asserted_by` (null for the article's own voice), `about` and `part_of_whole`; --schema says what
    each holds.

    \b
    Examples:
      kg export figures --source mail-resolutions-2025
    """
    if is_schema:
        _print_schema("figures")
        return
    _print_lines(name, origin, _figures)


def _attributions(store: "GraphStore", documents: list[_Document]) -> Iterable[dict[str, Any]]:
    from kg.export import attributions
    from kg.namespaces import expand
    from kg.query.figures import load_parents
    from kg.query.records import load_statements

    rows: Any = store.query(f"SELECT DISTINCT ?statement WHERE {{ ?report <{expand('kg:reports')}> ?statement }}")
    found = sorted(row["statement"].value for row in rows)
    return attributions(documents, load_statements(store, found), load_parents(store))


def _figures(store: "GraphStore", documents: list[_Document]) -> Iterable[dict[str, Any]]:
    from kg.export import figures
    from kg.query.figures import load_figures, load_parents

    return figures(documents, load_figures(store), load_parents(store))


def _print_lines(
    name: str | None, origin: str, export: Callable[["GraphStore", list[_Document]], Iterable[dict[str, Any]]]
) -> None:
    from kg.store import open_store
    from kg.workspace import find_workspace

    with open_store(find_workspace()) as store:
        if origin != "all":
            from kg.store.origins import keep_origin

            keep_origin(store, origin)
        for line in export(store, _documents(store, name)):
            click.echo(json.dumps(line, ensure_ascii=False))


def _print_schema(name: str) -> None:
    from kg.export import schema

    click.echo(json.dumps(schema(name), ensure_ascii=False, indent=2))


def _documents(store: "GraphStore", name: str | None) -> list[_Document]:
    """List the sources asked for: local id, file name, SHA-256; sorted by file name."""
    from kg.errors import ParameterError
    from kg.iri import local_id
    from kg.namespaces import expand
    from kg.query.records import Neighbourhood

    graph = Neighbourhood(store)
    found = graph.load_instances("kg:Source")
    by_iri = {
        iri: (local_id(iri), graph.one(iri, "kg:fileName") or local_id(iri), graph.one(iri, "kg:sha256") or "")
        for iri in found
    }
    chosen = list(by_iri.values())
    if name is not None:
        chosen = [document for document in chosen if name in document]
        if not chosen:
            entities = store.names.lookup(name, expand("kg:Source"))
            chosen = [by_iri[entity.iri] for entity in entities if entity.iri in by_iri]
        if not chosen:
            listed = "\n".join(f"  {source}  {graph.label(iri)}" for iri, (source, _, _) in by_iri.items())
            raise ParameterError(f"no source on record is called {name!r}", f"Sources:\n{listed}")
    return sorted(chosen, key=lambda document: (document[1], document[0]))
