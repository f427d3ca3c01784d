"""Where talk goes: never to stdout, which belongs to data."""

import sys


def say_on_stderr(text: str) -> None:
    """Print talk, its control characters spelled out: it may show names from files of others."""
    from kg.plain import harmless

    print("\n".join(map(harmless, text.split("\n"))), file=sys.stderr)
