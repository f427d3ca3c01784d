"""All that a review needs, together: the desk, the findings that are wanted, and the record to look them up in."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from kg.errors import ParameterError
from kg.model import Span
from kg.review.change import Mender
from kg.review.clerk import Clerk
from kg.review.desk import Desk
from kg.review.finding import Finding
from kg.review.judgement import tidy_name
from kg.review.known import Known
from kg.review.look import Look, Looker
from kg.review.queue import Filter, line_up
from kg.workspace import Workspace


class Room:
    """A desk with what waits on it."""

    def __init__(
        self,
        desk: Desk,
        known: Known,
        quoted: Callable[[str], Sequence[Span]],
        wanted: Filter,
        order: str,
        with_kept: bool,
    ) -> None:
        """Take the parts; the findings are read when they are asked for."""
        self.desk, self.known, self.wanted, self.order, self.with_kept = desk, known, wanted, order, with_kept
        self.mender = Mender(known, quoted, self._is_taken)
        self.clerk = Clerk(desk, known, self.mender)

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Return all findings that wait."""
        return self.desk.undecided()

    @property
    def kept(self) -> dict[str, Finding]:
        """Return the statements in the record by review."""
        return self.desk.kept()

    @cached_property
    def looker(self) -> Looker:
        """Return the one who looks at findings."""
        return Looker(self.clerk, self.findings.values())

    def queue(self) -> list[Finding]:
        """Return the findings that are wanted, in order."""
        found = [*self.findings.values(), *(self.kept.values() if self.with_kept else ())]
        return line_up(found, self.desk.state, self.wanted, self.order)

    def looks(self) -> Iterator[Look]:
        """Look at the findings that are wanted, in order."""
        return (self.looker.look(finding) for finding in self.queue())

    def forget(self) -> None:
        """Read the findings anew at the next question: something was decided."""
        for name in ("findings", "looker"):
            self.__dict__.pop(name, None)

    def drop(self, names: set[str]) -> None:
        """Take findings that were decided off the table, without reading all others anew."""
        for name in names:
            self.findings.pop(name, None)
        self.looker.findings = dict(self.findings)
        self.looker.forget()

    def reviewer(self, given: str | None) -> str:
        """Return the name under which decisions are taken."""
        return reviewer_of(self.desk.workspace, given)

    def _is_taken(self, name: str) -> bool:
        if name in self.desk.state.kept or name in self.findings or self.known.kinds(name):
            return True
        return any(name in nodes for nodes in self.desk.state.kept.values()) or any(
            name in finding.nodes for finding in self.findings.values()
        )


def reviewer_of(workspace: Workspace, given: str | None) -> str:
    """Return the name of whoever decides: as given, as git knows it, or the login name.

    Raises:
        ParameterError: nothing printable is left of it.
    """
    found = given if given is not None else _git_name(workspace) or _login()
    name = tidy_name(found)
    if not name:
        raise ParameterError("it is not known who decides", 'Say so: --by "Ann Archer".')
    return name


def _git_name(workspace: Workspace) -> str:
    try:
        asked = ["git", "config", "user.name"]
        done = subprocess.run(asked, cwd=workspace.root, capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout.strip()


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
