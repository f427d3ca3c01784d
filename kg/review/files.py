"""Writing during review: whole files, in an order from which a stopped run can be finished."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import WorkspaceError
from kg.files import locked, sync_folder, write_whole
from kg.workspace import Workspace

_AGAIN = "Nothing was lost: run the same command again once there is room and the folder can be written."


class Drafts:
    """Writes files through a folder of drafts, which is swept: a kill leaves nothing beside the files themselves."""

    def __init__(self, workspace: Workspace) -> None:
        """Name the folder; it is made when something is written."""
        self.folder = workspace.derived_dir / "review"
        self.drafts = self.folder / "drafts"

    def write(self, path: Path, content: str) -> None:
        """Give a file new content in one step.

        Raises:
            WorkspaceError: the system refuses; the file is as it was.
        """
        draft = ""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.drafts.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(dir=self.drafts)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            Path(draft).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o644)
            Path(draft).replace(path.resolve())
            sync_folder(path.resolve().parent)
        except OSError as error:
            if error.errno == errno.EXDEV:
                # The derived folder lies on another disk: the draft has to stand beside the file.
                Path(draft).unlink()
                write_whole(path, content)
                return
            with suppress(OSError):
                Path(draft).unlink()
            raise WorkspaceError(f"{path}: cannot be written: {error.strerror or error}", _AGAIN) from None

    def remove(self, path: Path) -> None:
        """Remove a file that has nothing to say any more.

        Raises:
            WorkspaceError: the system refuses.
        """
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise WorkspaceError(f"{path}: cannot be removed: {error.strerror or error}", _AGAIN) from None

    def sweep(self, *folders: Path) -> None:
        """Remove the drafts that a killed run has left, also beside files; the caller holds the lock."""
        with suppress(OSError):
            beside = [draft for folder in folders for draft in folder.glob(".*.ttl.*.tmp")]
            for draft in [*beside, *(self.drafts.iterdir() if self.drafts.is_dir() else ())]:
                draft.unlink(missing_ok=True)

    @contextmanager
    def lock(self, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
        """Keep other reviewers out while decisions are written; wait for one who is writing.

        Raises:
            WorkspaceError: the folder cannot be written.
        """
        hint = "Decisions are written into the workspace: make its folder writable, or review in a copy of your own."
        with locked(self.folder / "lock", on_wait, hint):
            yield
