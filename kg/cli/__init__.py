"""The command ``kg``: each subcommand is a file of this folder, loaded only when it is called."""
# ruff: noqa: E402  the first import comes with a setting that the others profit from

import gc

# To look for garbage after every 700 objects, most of them made by imports, costs a twentieth of a small query.
gc.set_threshold(50_000, 10, 10)

import importlib
import keyword
import os
import sys
from contextlib import suppress
from typing import Any

import click

from kg.cli.nearest import NearestGroup
from kg.errors import KgError

# name -> one line of help, so that `kg --help` need not import the commands to list them.
COMMANDS: dict[str, str] = {
    "init": "Make a workspace of your own in a folder.",
    "find": "Find who says what in documents; needs the extra find.",
    "add": "Add documents to the workspace as sources.",
    "import": "Import an outside data set: who held which post when.",
    "read": "Show what would be read of documents, writing nothing.",
    "resolve": "Make the findings of sources again: who is meant, in which post, about what.",
    "review": "Decide on what was found: accept, mend, reject, merge, undo.",
    "train": "Learn from decisions how sure a finding is, and find better.",
    "build": "Load ontology, seeds and findings into the store.",
    "check": "Validate the graph: shapes, and the queries whose every row is a fault.",
    "query": "Run a query of the catalogue, of a file, or from stdin.",
    "ask": "Answer a question in plain words from the record.",
    "show": "Show the card of a person, organisation, post, incident or source.",
    "view": "Write an interactive network page (one HTML file).",
    "verify": "Prove every quotation against the text of its source.",
    "fmt": "Write Turtle files in the one canonical layout.",
    "export": "Print reports and figures as JSON Lines, the network for Gephi and others.",
}


class ReaderGoneError(Exception):
    """The reader of our output went away (`kg query ... | head`), which is no error of ours."""


class LazyGroup(NearestGroup):
    """A group whose subcommands are imported when they are called."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; click would turn a broken pipe into exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderGoneError from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        # A module cannot bear a keyword's name.
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"kg.cli.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="on-record", prog_name="kg")
def group() -> None:
    """Answer who said what about which failure, with proof.

    \b
    Examples:
      kg ask "who said what about the freed foreign prisoners?"
      kg query who-said-what --incident foreign-prisoners-2006
      kg show "Charles Clarke"
      kg view -o network.html
    """


def main() -> None:
    """Run ``kg``; print what a user can act on, never a traceback.

    Exit codes: 0 done, 1 faults in the data, 2 could not run, 124 out of time, 130 interrupted.
    """
    try:
        _run()
    except KgError as error:
        click.echo(f"Error: {_spelled_out(str(error))}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except (BrokenPipeError, ReaderGoneError):
        _drop_output()
        sys.exit(0)
    except UnicodeEncodeError as error:
        # Bytes of the command line that are no UTF-8 reach us as surrogates: good for a path, and for nothing else.
        shown = ascii(error.object[error.start : error.end])
        click.echo(f"Error: what was typed is not UTF-8 text: {shown}\nType it in UTF-8; see `locale`.", err=True)
        sys.exit(2)
    except OSError as error:
        # What a command opens by name it answers for itself; what comes here is stdout, on a full disk for one.
        _drop_output()
        where = _spelled_out(str(error.filename or "the output"))
        click.echo(f"Error: {where}: {error.strerror or error}\nFree some space, or send it elsewhere.", err=True)
        sys.exit(2)


def _spelled_out(message: str) -> str:
    # Messages show labels and what was typed: no terminal may obey what stands in them.
    from kg.plain import harmless

    return "\n".join(map(harmless, message.split("\n")))


def _run() -> None:
    try:
        # Named here: under `python -m` click would print the name of the module that runs.
        group(prog_name="kg", standalone_mode=False)
    finally:
        # Here and not at the end of the process, where a failure could not be told in our words.
        if sys.stdout is not None:
            sys.stdout.flush()
        # What is left goes with the process: looking through it for garbage costs a tenth of a small query.
        # Not where torch has been at work: its libraries complain of what they were not given back.
        if "torch" not in sys.modules:
            gc.freeze()


def _drop_output() -> None:
    # Else Python tries once more to write what is still waiting, complains, and exits 120.
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
