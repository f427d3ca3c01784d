"""Reading changed files: one pass that feeds the engine and the side tables, and collects what is wrong."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import StoreError, TurtleError
from kg.store.faults import Faults, add_duplicates, raise_broken
from kg.store.manifest import FileEntry, is_same_file
from kg.store.scan import Problem, scan_file
from kg.workspace import Workspace

if TYPE_CHECKING:
    from kg.store.side import SideWriter


class Former(NamedTuple):
    """The store that is built upon, None if all is loaded anew, and the IRIs of its graphs that do not stay."""

    store: ox.Store | None
    replaced: set[str]


class Reader:
    """Reads each file once: its triples go to the engine, and what names, words and checks need of them elsewhere.

    ``triples`` are the counts by path, repeated triples included.
    """

    def __init__(self, workspace: Workspace, entries: Sequence[FileEntry], former: Former) -> None:
        """Take the files that changed."""
        self.workspace, self.entries, self.former = workspace, entries, former
        self.paths = {file.name: Path(file.path) for file in workspace.list_turtle()}
        self.triples: dict[str, int] = {}
        self._typed: dict[Path, set[str]] = {}
        self._problems: dict[Path, list[Problem]] = {}
        self._broken: list[TurtleError] = []

    def quads(self, side: "SideWriter", say: Callable[[str], None]) -> Iterator[ox.Quad]:
        """Return the quads of all files, and write the rows of each into the tables as they are taken.

        Where one is wrong the others are still looked at, so that all faults are told at once.

        Raises:
            TurtleError: a file does not parse.
            GraphError: a file says what cannot be right, or two declare the same thing.
            StoreError: a file is gone.
        """
        return chain.from_iterable(self._batches(side, say))

    def _batches(self, side: "SideWriter", say: Callable[[str], None]) -> Iterator[list[ox.Quad]]:
        for entry in self.entries:
            say(f"Reading {entry.path}")
            try:
                yield from self._read(entry, side)
            except TurtleError as error:
                self._broken.append(error)
            except FileNotFoundError:
                raise _changed(entry.path) from None
        # From in here, so that the engine drops what it has sorted so far.
        raise_broken(self._broken)
        faults = Faults(self.workspace)
        for path, problems in self._problems.items():
            for problem in problems:
                faults.add(path, problem)
        add_duplicates(faults, self._typed, self.former.store, self.former.replaced)
        faults.raise_if_any()

    def check_unchanged(self) -> None:
        """Check that no file changed while it was read.

        Raises:
            StoreError: one did.
        """
        for entry in self.entries:
            if not is_same_file(self.paths[entry.path], entry):
                raise _changed(entry.path)

    def _read(self, entry: FileEntry, side: "SideWriter") -> Iterator[list[ox.Quad]]:
        path = self.paths[entry.path]
        batches = scan_file(path, entry.path, entry.graph)
        if self._broken:
            # Nothing will come of this build; what is still wanted is whether other files are broken, too.
            for _ in batches:
                pass
            return
        scan = yield from batches
        side.add_graph(entry.graph, scan)
        self.triples[entry.path] = scan.triples
        self._typed[path] = scan.typed
        if scan.problems:
            self._problems[path] = scan.problems


def _changed(name: str) -> StoreError:
    return StoreError(f"{name} changed while it was being read", "Run the command again.")
