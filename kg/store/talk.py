"""Where talk goes: never to stdout, which belongs to data."""

import sys


def say_on_stderr(text: str) -> None:
    """Print a line of talk."""
    print(text, file=sys.stderr)
