"""A limit for what runs inside the engine, where neither a timer of Python's nor Ctrl-C is heard."""

import os
import select
import signal
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import IO

from kg.cli.worker import TIMEOUT_HINT, set_alarm
from kg.errors import QueryTimeoutError

INTERRUPTED = 130


class Limit:
    """Ends the process when time runs out, or at once on Ctrl-C.

    The engine lets other threads run while it works, but not the main thread's signal handlers. So a thread waits for
    whichever comes first: the deadline, or the byte that Python writes for each signal. Time spent waiting for a
    slow reader of the output (a pager) does not count: write through ``patient``.
    """

    def __init__(self, seconds: float | None, on_end: Callable[[], None] = lambda: None, spent_s: float = 0.0) -> None:
        """Set a limit.

        Args:
            seconds: from ``__enter__`` on; None means no limit, and Ctrl-C only.
            on_end: called before the process ends, to take away an unfinished file.
            spent_s: how much of the time is gone.
        """
        self.seconds, self.on_end = seconds, on_end
        self._left = float("inf") if seconds is None else seconds - spent_s
        self._since: float | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Limit":
        """Start the clock."""
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._is_main = threading.current_thread() is threading.main_thread()
        if self._is_main:
            self._former_fd = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
            # The thread below does it all; Python's own handler would print a traceback besides.
            self._former_handler = signal.signal(signal.SIGINT, lambda number, frame: None)
        self.resume()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock."""
        if self._is_main:
            signal.signal(signal.SIGINT, self._former_handler)
            signal.set_wakeup_fd(self._former_fd)
        set_alarm(None)
        os.write(self._writer, b"\0")
        self._thread.join()
        os.close(self._reader)
        os.close(self._writer)

    def patient(self, stream: IO[bytes]) -> "PatientStream":
        """Return a stream whose writes do not count against the limit."""
        return PatientStream(stream, self)

    def pause(self) -> None:
        """Stop the clock while somebody else is slow."""
        with self._lock:
            self._left, self._since = self._remaining(), None
        if self.seconds is not None:
            set_alarm(None)

    def resume(self) -> None:
        """Let the clock run again."""
        with self._lock:
            self._since = monotonic()
        if self.seconds is not None:
            set_alarm(self._left)

    def _remaining(self) -> float:
        return self._left if self._since is None else self._left - (monotonic() - self._since)

    def _watch(self) -> None:
        while True:
            with self._lock:
                remaining, is_paused = self._remaining(), self._since is None
            if remaining <= 0 and not is_paused:
                self._end(
                    QueryTimeoutError.exit_code, f"Error: the query took longer than {self.seconds:g} s\n{TIMEOUT_HINT}"
                )
            # While paused the clock may start at any time: look again soon.
            wait = 0.1 if is_paused else min(remaining, 3600.0)
            if not select.select([self._reader], [], [], max(wait, 0.01))[0]:
                continue
            received = os.read(self._reader, 64)
            if signal.SIGINT in received:
                self._end(INTERRUPTED, "Interrupted.")
            if 0 in received:
                return

    def _end(self, code: int, message: str) -> None:
        try:
            self.on_end()
            # Past Python's buffers, which the main thread may hold locked.
            os.write(2, f"{message}\n".encode())
        finally:
            os._exit(code)


class PatientStream:
    """Writes through to a stream, with the clock stopped."""

    def __init__(self, stream: IO[bytes], limit: Limit) -> None:
        """Wrap a stream."""
        self.stream, self.limit = stream, limit

    def write(self, data: bytes) -> int:
        """Write bytes."""
        self.limit.pause()
        try:
            return self.stream.write(data)
        finally:
            self.limit.resume()

    def flush(self) -> None:
        """Flush the stream."""
        self.limit.pause()
        try:
            self.stream.flush()
        finally:
            self.limit.resume()
