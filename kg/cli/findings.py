"""What ``kg add`` does with each source beyond reading it."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from kg.cli.proposing import KEPT, MADE, PASSED, REFUSED, Outcome, Proposer
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.read.adding import Row

_READ = ("added", "version", "copy", "same")
_MOST_TOLD = 20
_NEEDED = ("numpy", "onnxruntime", "tokenizers")


def _say(text: str) -> None:
    click.echo(text, err=True)


class Findings:
    """Finds and resolves what is said in the sources that were added.

    All are read before: what is known of the record is then the same for each, whenever a run was stopped and begun
    again.
    """

    def __init__(self, workspace: Workspace, *, is_on: bool) -> None:
        """Begin; switched off, or without the libraries that find, sources are only read."""
        self.missing = [name for name in _NEEDED if find_spec(name) is None] if is_on else []
        self.proposer = Proposer(workspace, _say) if is_on and not self.missing else None
        self.waiting: list[str] = []
        self.done: list[Outcome] = []

    @property
    def has_refused(self) -> bool:
        """Say whether a source could not be worked on."""
        return any(one.status == REFUSED for one in self.done)

    def take(self, row: "Row") -> None:
        """Note a source that was added, or was there and may have no findings."""
        if row.id and row.status in _READ:
            self.waiting.append(row.id)

    def find(self, progress: Callable[[int, int, int], None]) -> None:
        """Make the findings of the sources that have none, and bring the store up to date.

        Args:
            progress: called after each source with how many are done, how many there are, how many were refused.
        """
        if self.proposer is None or not self.waiting:
            return
        with self.proposer.alone():
            self._find(self.proposer, progress)

    def _find(self, proposer: Proposer, progress: Callable[[int, int, int], None]) -> None:
        sources, refused = list(dict.fromkeys(self.waiting)), 0
        for number, source in enumerate(sources, 1):
            self.done.append(proposer.propose(source))
            refused += self.done[-1].status == REFUSED
            progress(number, len(sources), refused)
        # Also where all were there: a run that was stopped may have found them all and joined a part.
        if proposer.join() or any(one.status == MADE for one in self.done):
            proposer.build()

    def tell(self, *, quiet: bool) -> None:
        """Tell what was found, and name what could not be worked on."""
        from kg.plain import harmless

        for one in [one for one in self.done if one.status in (REFUSED, PASSED)][:_MOST_TOLD]:
            click.echo(harmless(f"{one.source}: nothing found, {one.reason}"), err=True)
        if quiet:
            return
        if self.missing:
            click.echo(
                f'Only read: to find who says what needs the extra "find" ({", ".join(self.missing)}).', err=True
            )
        made = [one for one in self.done if one.status == MADE]
        if made:
            unknown = sum(one.unresolved for one in made)
            told = f"{sum(one.statements for one in made)} statements found in {len(made)} of them"
            click.echo(f"{told}; of {unknown} the text does not tell the speaker for sure.", err=True)
            click.echo("Next: kg review decides on them. kg ask and kg view show them already, as found.", err=True)
        stale = (
            sum(one.status == KEPT and self.proposer.is_stale(one.source) for one in self.done) if self.proposer else 0
        )
        if stale:
            were = "were" if stale > 1 else "was"
            again = "kg resolve --stale makes the findings again."
            click.echo(f"{stale} {were} resolved against an older record: {again}", err=True)
