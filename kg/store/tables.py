"""The side tables as readers open them; ``kg.store.side`` writes them."""

import sqlite3
import stat
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.errors import StoreError

_PAGE_SIZE = slice(16, 18)
_PAGES = slice(28, 32)
_LARGEST_PAGE = 65536


class TableReader(sqlite3.Connection):
    """A connection whose errors a user can act on."""

    path = Path()

    def execute(self, *args: Any) -> sqlite3.Cursor:
        """Run a statement.

        Raises:
            StoreError: the file is damaged.
        """
        try:
            return super().execute(*args)
        except sqlite3.ProgrammingError:
            raise StoreError("the graph was closed", "Open it again: kg.open_graph().") from None
        except sqlite3.DatabaseError as error:
            raise _damaged(self.path, error) from None


def open_tables(path: Path) -> TableReader:
    """Open the tables of a generation for reading.

    Raises:
        StoreError: there is no such file, or it is cut short.
    """
    if not is_whole(path):
        raise _damaged(path, "missing or cut short")
    # immutable: no lock files, so that it works in a folder that cannot be written.
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    reader = sqlite3.connect(address, uri=True, check_same_thread=False, factory=TableReader)
    reader.path = path
    return reader


def is_whole(path: Path) -> bool:
    """Say whether a file has as many pages as its head tells; False if there is none, or it is no such file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return False
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError:
        return False
    page = int.from_bytes(head[_PAGE_SIZE], "big")
    # The format writes the largest size, which two bytes cannot hold, as 1.
    page = _LARGEST_PAGE if page == 1 else page
    return head.startswith(b"SQLite format 3\0") and status.st_size == page * int.from_bytes(head[_PAGES], "big")


def _damaged(path: Path, reason: object) -> StoreError:
    return StoreError(f"{path}: the tables are damaged: {reason}", "Make the store anew with `kg build --full`.")
