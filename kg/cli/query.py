"""The command ``kg query``."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import format_option, origin_option, output_option
from kg.errors import KgError
from kg.query.catalogue import Catalogue, load_catalogue, read_query, read_text
from kg.query.definition import Param, Query
from kg.workspace import Workspace, find_workspace, shipped_root

if TYPE_CHECKING:
    from kg.query.run import Rows

FORMATS = ("table", "json", "jsonl", "csv", "md", "ttl", "nt", "srj", "srx", "sparql-csv", "tsv")
LIMIT_S = 60.0
_TARGET = "kg.query.target"
_BEGUN = "kg.query.begun"


class QueryCommand(click.Command):
    """A command whose options depend on the query that is named: its parameters are options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the query first, then parse with its options."""
        output, limit_s = _value_of(args, "-o", "--output") or "-", _as_limit(_value_of(args, "--timeout"))
        ctx.meta[_TARGET] = _find_query(self._target_of(args), lambda: _begin_parsing(ctx, output, limit_s))
        query = ctx.meta[_TARGET]
        ctx.meta[_TARGET + ".options"] = [_option(param) for param in query.params.values()] if query else []
        return super().parse_args(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters of the query before those of the command."""
        return [*ctx.meta.get(_TARGET + ".options", []), *super().get_params(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name the query in the usage line."""
        query = ctx.meta.get(_TARGET)
        formatter.write_usage(f"{ctx.command_path} {query.name if query else '[NAME | FILE | -]'}", "[OPTIONS]")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Describe the query where one is named, else the command."""
        query = ctx.meta.get(_TARGET)
        if query is None:
            super().format_help_text(ctx, formatter)
            return
        from kg.query.arguments import example_call

        questions = [f"Answers: {'; '.join(query.questions)}"] if query.questions else []
        for text in (query.summary, query.description, *questions):
            if text:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(text)
        with formatter.section("Example"):
            formatter.write_text(example_call(query))

    def _target_of(self, args: Sequence[str]) -> str | None:
        """Return the first argument that is neither an option nor the value of one."""
        flags = {name for param in self.params if getattr(param, "is_flag", False) for name in param.opts}
        flags |= {"-h", "--help"}
        place = 0
        while place < len(args):
            arg = args[place]
            if arg == "--":
                return args[place + 1] if place + 1 < len(args) else None
            if arg == "-" or not arg.startswith("-"):
                return arg
            # An option that is not known here is the query's own, and takes a value.
            has_value = "=" in arg or (len(arg) > 2 and arg[1] != "-")
            place += 1 if arg in flags or has_value else 2
        return None


def _find_query(target: str | None, begin: Callable[[], None]) -> Query | None:
    if target is None:
        return None
    if not _is_path(target):
        catalogue = _load(find_workspace())
        if target in catalogue or not _is_file(target):
            return catalogue[target]
    where = "stdin" if target == "-" else target
    text = _read_stdin() if target == "-" else read_text(Path(target), target)
    # Not before: who types a query into stdin takes the time that it takes.
    begin()
    return _read_typed(text, where)


def _is_path(target: str) -> bool:
    return target == "-" or os.sep in target or target.endswith((".rq", ".sparql"))


def _value_of(args: Sequence[str], *names: str) -> str:
    """Return the value of an option that click has not parsed yet, nothing where it is not there."""
    for place, arg in enumerate(args):
        if arg in names and place + 1 < len(args):
            return args[place + 1]
        for name in names:
            if arg.startswith(f"{name}=") or (arg.startswith(name) and len(name) == 2 < len(arg)):
                return arg[len(name) :].removeprefix("=")
    return ""


def _as_limit(text: str) -> float:
    try:
        return float(text)
    except ValueError:  # not given, or refused later
        return LIMIT_S


def _begin_parsing(ctx: click.Context, output: str, limit_s: float) -> None:
    # A stranger's text may bring the engine's parser down, or busy it for long: in a process of its own, by the clock.
    from kg.cli.worker import go_on_in_worker, set_alarm

    go_on_in_worker(output, limit_s or None)
    ctx.meta[_BEGUN] = monotonic()
    set_alarm(limit_s if limit_s > 0 else None)


def _end_parsing(ctx: click.Context) -> float:
    """Take the alarm back; return how much of the time limit is spent."""
    if _BEGUN not in ctx.meta:
        return 0.0
    from kg.cli.worker import set_alarm

    set_alarm(None)
    begun: float = ctx.meta[_BEGUN]
    return monotonic() - begun


def _is_file(target: str) -> bool:
    try:
        return Path(target).is_file()
    except OSError:  # a name longer than any file's
        return False


def _read_typed(text: str, where: str) -> Query:
    from kg.namespaces import PREFIXES

    return read_query(text, Path(where), where, prefixes=PREFIXES | {"id": find_workspace().base})


def _read_stdin() -> str:
    if sys.stdin is None:
        raise KgError("stdin is closed", "Name a file, or pipe a query in.")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KgError("stdin is not UTF-8 text", "Convert it to UTF-8.") from None


def _load(workspace: Workspace) -> Catalogue:
    from kg.store.layout import CATALOGUE, Layout

    generation = Layout(workspace.derived_dir).current()
    cache = generation / CATALOGUE if generation else None
    return load_catalogue(workspace.query_dirs(), cache=cache, strict=False)


def _option(param: Param) -> click.Option:
    from kg.query.arguments import describe_type

    needed = "required" if param.required and param.default is None else "optional"
    default = f"; default: {param.default}" if param.default else ""
    # Missing values are not click's affair: a name may be missing because another is wrong, and says so better.
    return click.Option(
        [f"--{param.name}", f"param_{param.name}"],
        metavar=param.type.partition(":")[2].upper(),
        help=f"{param.description or describe_type(param.type).capitalize()} ({needed}{default}).",
    )


def _require_number(ctx: click.Context, param: click.Parameter, value: float) -> float:
    # click takes "nan" for a number in every range; no clock would ever run out.
    if value != value:
        raise click.BadParameter("'nan' is no number of seconds.", ctx, param)
    return value


@click.command(cls=QueryCommand)
@click.argument("target", required=False, metavar="[NAME | FILE | -]")
@click.option("--list", "is_list", is_flag=True, help="List the queries there are, with their parameters.")
@click.option("-q", "--query", "text", metavar="SPARQL", help="A query typed here; known prefixes need no declaration.")
@format_option(FORMATS)
@output_option()
@origin_option()
@click.option("--wide", is_flag=True, help="Show every column: parameters, and IRIs that have their name beside them.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    callback=_require_number,
    default=LIMIT_S,
    show_default=False,
    metavar="SECONDS",
    help=f"End the query after so many seconds, with exit code 124 (default: {LIMIT_S:g}; 0 for no limit).",
)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:
    """Run a query of the catalogue, of a file, or from stdin (-).

    Reads the graph of the workspace at hand; writes nothing but --output. A query reads only: updates, SERVICE and
    FROM are refused. `kg query NAME --help` shows what a query answers and its parameters; a value may be an id, a
    label or an alias. A query typed here, in a file or on stdin is SPARQL 1.1, with or without a header.

    \b
    Formats:
      table       for people, fitted to the terminal (COLUMNS)
      json        a list of objects with plain values; jsonl: an object per line
      csv         a heading, then a line per row; IRIs in full; ' before what a spreadsheet would compute
      md          a Markdown table
      ttl, nt     Turtle (rows as a W3C result set) and N-Triples (graphs alone)
      srj, srx    SPARQL Results JSON and XML; sparql-csv, tsv: CSV and TSV

    \b
    Exit codes: 0 done (also without rows), 1 --list found faulty files,
    2 could not run, 124 out of time, 130 interrupted.

    \b
    Examples:
      kg query --list
      kg query who-said-what --incident foreign-prisoners-2006
      kg query who-said-what --incident "foreign prisoners" --format json
      kg query -q 'SELECT ?name { ?person a kg:Person ; rdfs:label ?name } ORDER BY ?name'
      kg query people-by-statements --origin confirmed
      kg query - --format csv -o rows.csv < my.rq
    """
    query: Query | None = ctx.meta[_TARGET]
    if sum((query is not None, options["is_list"], options["text"] is not None)) != 1:
        raise click.UsageError("Name a query, a file or - for stdin; or use --list, or --query SPARQL.", ctx)
    if options["is_list"]:
        _list(options)
        return
    if query is None:
        _begin_parsing(ctx, options["output"], options["timeout"])
        query = _read_typed(options["text"], "--query")
    spent_s = _end_parsing(ctx)
    typed = {name: options[f"param_{name}"] for name in query.params if options.get(f"param_{name}") is not None}
    _run(query, typed, options, spent_s)


def _run(query: Query, typed: dict[str, str], options: dict[str, Any], spent_s: float) -> None:
    from kg.cli.limit import Limit
    from kg.cli.origin import narrowed
    from kg.cli.output import open_output
    from kg.query.arguments import resolve_arguments
    from kg.query.run import run
    from kg.store import open_store

    if not query.path.is_relative_to(shipped_root()):
        from kg.cli.worker import go_on_in_worker

        go_on_in_worker(options["output"], options["timeout"] or None)
    workspace = find_workspace()
    with (
        open_store(workspace) as store,
        open_output(options["output"]) as output,
        Limit(options["timeout"] or None, output.discard, spent_s) as limit,
    ):
        arguments = resolve_arguments(query, typed, store)
        rows = run(query, arguments, narrowed(store, options["origin"], query.text))
        count = _write(rows, limit.patient(output.stream), options, workspace.base)
    if count == 0:
        click.echo("No rows.", err=True)


def _write(rows: "Rows", stream: Any, options: dict[str, Any], base: str) -> int | None:
    from kg.plain import terminal_width
    from kg.show.rows import write_rows

    return write_rows(rows, options["format_"], stream, terminal_width(), wide=options["wide"], base=base)


def _list(options: dict[str, Any]) -> None:
    from kg.cli.catalogue import write_list
    from kg.cli.output import open_output
    from kg.plain import terminal_width

    catalogue = _load(find_workspace())
    with open_output(options["output"]) as output:
        write_list(catalogue, options["format_"], output.stream, terminal_width())
    for fault in catalogue.faults.values():
        click.echo(f"Warning: {fault}", err=True)
    if catalogue.faults:
        sys.exit(1)
