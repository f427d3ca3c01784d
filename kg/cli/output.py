"""Where a command's data goes: stdout, or a file that appears only when it is complete."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import click

from kg.errors import KgError


class OutputError(KgError):
    """The data could not be written."""


class Output:
    """An open destination; ``discard`` takes away what an unfinished run has written to a file."""

    def __init__(self, stream: IO[bytes], draft: Path | None) -> None:
        """Hold a stream and the draft behind it, None for stdout and devices."""
        self.stream, self.draft = stream, draft

    def discard(self) -> None:
        """Remove the draft; harmless when there is none."""
        if self.draft:
            with suppress(OSError):
                self.draft.unlink()


@contextmanager
def open_output(path: str) -> Iterator[Output]:
    """Open a destination for bytes.

    A file takes its name when the block ends without an error, so that a broken run leaves the former file as it was.

    Args:
        path: a file, or ``-`` for stdout. Symbolic links are followed; devices and pipes are written to directly.

    Raises:
        OutputError: the system refuses.
    """
    if path == "-":
        # A closed stdout is None; what is written to it goes nowhere, as it does for every program.
        if sys.stdout is None:
            with Path(os.devnull).open("wb") as stream:
                yield Output(stream, None)
        else:
            yield Output(sys.stdout.buffer, None)
        return
    try:
        target = Path(path).resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as stream:
                yield Output(stream, None)
            return
        yield from _into_file(target, mode)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or error
        raise OutputError(
            f"{path}: cannot be written: {reason}", "Name a file in a folder that can be written."
        ) from None


def remove_draft(path: Path, process: int) -> None:
    """Remove what a process that is gone may have left beside its output."""
    with suppress(OSError, RuntimeError):
        _draft_of(path.resolve(), process).unlink()


def _draft_of(target: Path, process: int) -> Path:
    return target.with_name(f".{target.name}.{process}.tmp")


def _into_file(target: Path, mode: int | None) -> Iterator[Output]:
    draft = _draft_of(target, os.getpid())
    with draft.open("xb") as stream:
        output = Output(stream, draft)
        try:
            yield output
            stream.flush()
            if mode is not None:
                draft.chmod(stat.S_IMODE(mode))
                click.echo(f"Replacing {target}.", err=True)
            draft.replace(target)
        except BaseException:
            output.discard()
            raise
