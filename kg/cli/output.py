"""Where a command's data goes: stdout, or a file that appears only when it is complete."""

import errno
import io
import os
import re
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, cast

import click

from kg.errors import KgError


class OutputError(KgError):
    """The data could not be written."""


class _Terminal(io.RawIOBase):
    """Writes to a terminal; what it would obey is spelled out, while a file or a pipe gets every byte as it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.out = stream

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        from kg.plain import harmless

        # A character cut by the end of a portion shows as a question mark; the writers of ours end with whole lines.
        text = bytes(data).decode("utf-8", "replace").replace("\r\n", "\n")
        spelled = re.sub(r"[^\n\t]+", lambda piece: harmless(piece[0]), text)
        self.out.write(spelled.encode("utf-8", "backslashreplace"))
        return len(data)

    def flush(self) -> None:
        self.out.flush()


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
            is_terminal = sys.stdout.isatty()
            yield Output(cast("IO[bytes]", _Terminal(sys.stdout.buffer)) if is_terminal else sys.stdout.buffer, None)
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
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        hint = (
            "Free some space, or name a file elsewhere." if is_full else "Name a file in a folder that can be written."
        )
        raise OutputError(f"{path}: cannot be written: {reason}", hint) from None


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
