"""Progress on stderr: a line that is written over on a terminal, now and then a new one elsewhere."""

import sys
import time

import click


class Progress:
    """Tells how far a run is, how fast, and how long it will take."""

    def __init__(self, things: str, *, quiet: bool) -> None:
        """Begin; ``things`` is what is counted."""
        self.quiet = quiet
        self.is_terminal = sys.stderr is not None and sys.stderr.isatty()
        self.begin(things)

    def begin(self, things: str) -> None:
        """Begin anew with another step of the work."""
        self.things = things
        self.started = self.told = time.monotonic()

    def tell(self, done: int, total: int, refused: int) -> None:
        """Tell how far the run is."""
        now = time.monotonic()
        if self.quiet or total < 2 or now - self.told < (0.2 if self.is_terminal else 5):
            return
        self.told = now
        rate = done / (now - self.started)
        faults = f", {refused} refused" if refused else ""
        line = f"{done} of {total} {self.things}, {spell_rate(rate)}, {spell((total - done) / rate)} left{faults}"
        click.echo(f"\r\x1b[K{line}" if self.is_terminal else line, err=True, nl=not self.is_terminal)

    def end(self) -> None:
        """Clear the line."""
        if self.is_terminal and not self.quiet:
            click.echo("\r\x1b[K", err=True, nl=False)


def spell(seconds: float) -> str:
    """Write a time in the unit that fits it.

    >>> spell(75), spell(600), spell(7200)
    ('75 s', '10 min', '2.0 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def spell_rate(rate: float) -> str:
    """Write how many a second, with a decimal where they are few; where they are fewest, how many a minute.

    >>> spell_rate(0.75), spell_rate(140), spell_rate(0.05)
    ('0.8/s', '140/s', '3.0/min')
    """
    if rate < 0.1:
        return f"{60 * rate:.1f}/min"
    return f"{rate:.1f}/s" if rate < 3 else f"{rate:.0f}/s"
