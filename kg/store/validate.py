"""Checking a graph: files that do not parse, SHACL shapes, and queries whose every row is a fault."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.store.validate_checks import Check, load_checks, run_check
from kg.store.validate_files import ReadFiles, read_files
from kg.store.validate_places import Places
from kg.store.validate_shapes import run_shapes
from kg.store.validate_types import VIOLATION, Fault, Finding
from kg.workspace import Workspace

__all__ = ["Fault", "Finding", "ValidationReport", "validate"]

Progress = Callable[[str], None]
# Measured: pySHACL takes 25 s for the 66,684 triples of 3,000 generated statements, and grows in proportion.
_TRIPLES_A_MINUTE = 150_000


@dataclass(frozen=True)
class ValidationReport:
    """What was checked and what was found.

    Faults are sorted by file, line and subject; ``places`` locates what else somebody finds in the same files.
    """

    faults: tuple[Fault, ...]
    files: int
    triples: int
    shapes: int
    checks: int
    places: Places = field(repr=False, compare=False)

    @property
    def violations(self) -> int:
        """Count the faults that must be mended."""
        return sum(fault.severity == VIOLATION for fault in self.faults)

    @property
    def warnings(self) -> int:
        """Count the faults that a person should look at."""
        return len(self.faults) - self.violations


def validate(workspace: Workspace, *, progress: Progress | None = None) -> ValidationReport:
    """Check everything that the Turtle files of a workspace say.

    A file that does not parse is a fault like any other, and the rest goes on being checked.

    Args:
        workspace: whose files; shapes are those of its ontology files, checks the ``checks`` folders of its queries.
        progress: called with a line of talk at each step.

    Raises:
        StoreError: a folder with queries cannot be read.
    """
    say = progress or (lambda text: None)
    read = read_files(workspace, say)
    minutes = read.triples // _TRIPLES_A_MINUTE
    patience = f" (about {minutes} minutes)" if minutes > 1 else ""
    say(f"Checking {read.triples} triples of {len(read.by_file)} files against their shapes{patience}")
    shapes, found = run_shapes(read)
    checks, broken = load_checks(workspace.query_dirs())
    say(f"Running {len(checks)} checks")
    found = [*broken, *found, *_without_echoes(found, _rows_of(checks, read))]
    places = Places(workspace, read)
    known = [places.locate(finding) for finding in found if not _follows_from_unread(finding, read)]
    faults = sorted({*read.faults, *known}, key=Fault.sort_key)
    return ValidationReport(
        tuple(faults), len(read.by_file) + len(read.faults), read.triples, shapes, len(checks), places
    )


def _rows_of(checks: Iterable[Check], read: ReadFiles) -> list[Finding]:
    return [finding for check in checks for finding in run_check(check, read.store)]


def _without_echoes(found: Iterable[Finding], rows: Iterable[Finding]) -> list[Finding]:
    # A shape that refuses a value says better what should stand there than the check that it is defined nowhere.
    refused = {(finding.subject, finding.value) for finding in found if finding.value}
    return [row for row in rows if row.check != "dangling-references" or (row.subject, row.value) not in refused]


def _follows_from_unread(finding: Finding, read: ReadFiles) -> bool:
    # What a broken file defines looks undefined to everybody else: one cause, one fault.
    return finding.value in read.unread
