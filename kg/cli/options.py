"""Options that recur: defined once, so that they mean the same everywhere."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from kg.origin import CHOICES

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
MEGABYTE = 1 << 20
RECORD_FORMATS = ("table", "json", "jsonl", "csv", "md")


def format_option(names: Iterable[str] = RECORD_FORMATS, default: str = "table") -> Callable[[Decorated], Decorated]:
    """Return the option ``--format``."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(list(names)),
        default=default,
        show_default=True,
        metavar="FORMAT",
        help=f"One of: {', '.join(names)}.",
    )


def output_option() -> Callable[[Decorated], Decorated]:
    """Return the option ``--output``."""
    return click.option(
        "-o",
        "--output",
        default="-",
        show_default=True,
        metavar="FILE",
        help="Where the data goes; - is stdout. A file is replaced only when all is written.",
    )


def reading_options(function: Decorated) -> Decorated:
    """Add the options of commands that read documents; the size is told in units of ``MEGABYTE``."""
    jobs, size, seconds = click.IntRange(1, 64), click.FloatRange(0.001, 1024), click.FloatRange(1, 3600)
    private = "Also fetch addresses of this machine and of private networks."
    options = (
        click.option("--jobs", type=jobs, default=1, show_default=True, help="Processes that read at a time."),
        click.option("--max-size", type=size, default=64, show_default=True, help="Largest document, in MB."),
        click.option(
            "--timeout", type=seconds, default=60, show_default=True, help="Longest time for one document, in seconds."
        ),
        click.option("--private", is_flag=True, help=private),
    )
    for option in reversed(options):
        function = option(function)
    return function


def prose_option() -> Callable[[Decorated], Decorated]:
    """Return the option ``--format`` of commands that answer in sentences."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="text for a person, json for a program.",
    )


def origin_option() -> Callable[[Decorated], Decorated]:
    """Return the option ``--origin`` of commands that answer from statements."""
    return click.option(
        "--origin",
        type=click.Choice(list(CHOICES)),
        default="all",
        show_default=True,
        help="Whose reading of the sources to answer from: curated (entered by hand), reviewed (found by machine and "
        "accepted by a person), machine (found by machine, judged by nobody), confirmed (curated or reviewed), all.",
    )
