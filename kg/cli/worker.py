"""A process of its own for what may take the engine down, and with it the process that it runs in."""

import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from kg.cli.output import remove_draft
from kg.errors import QueryError, QueryTimeoutError

_KEPT_BYTES = 1 << 16
# A terminal sends Ctrl-C to both processes; who sends it to the first alone need not wait long either.
_GRACE_S = 0.1
# What a worker has to end by itself and to clear away, before it is killed.
_PATIENCE_S = 0.4
_is_worker = False


def set_alarm(seconds: float | None) -> None:
    """Let the system end this process, if it is a worker, in so many seconds; None takes the alarm back.

    For the time in which the engine parses and plans: it holds the interpreter then, and no thread can look at a clock.
    """
    if _is_worker:
        signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else max(seconds, 0) + _PATIENCE_S)


def go_on_in_worker(output: str = "-", limit_s: float | None = None) -> None:
    """Return in a new process, while this one waits for its end and ends with the same exit code.

    The engine aborts where it meets what it holds to be impossible (sorting numbers among texts is enough), and
    nothing in the same process can catch that. Costs about a millisecond. Called from a program that is not ``kg``
    itself, or with other threads running, nothing happens.

    Args:
        output: where the command writes, so that the draft of a worker that died can be taken away.
        limit_s: what the alarm stands for, should it end the worker.

    Raises:
        QueryError: in the first process, when a signal ended the worker.
        QueryTimeoutError: likewise, when it was the alarm.
        KeyboardInterrupt: likewise, when the worker was deaf to Ctrl-C.
        SystemExit: in the first process, with the exit code of the worker.
    """
    if sys.stdout is not sys.__stdout__ or threading.active_count() > 1 or not hasattr(os, "fork"):
        return
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    said, said_by_worker = os.pipe()
    ended, held = os.pipe()
    worker = os.fork()
    if worker == 0:
        os.close(said)
        os.close(held)
        _become_worker(said_by_worker, ended)
        return
    os.close(said_by_worker)
    os.close(ended)
    _wait_for(worker, said, output, limit_s)


def _become_worker(said: int, ended: int) -> None:
    global _is_worker
    _is_worker = True
    # What the engine itself writes to file 2 goes to the first process, which shows it only if it is no last word of
    # a crash; our own talk goes where it always went.
    if sys.stderr is not None:
        sys.stderr = open(os.dup(2), "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: PTH123, SIM115
    os.dup2(said, 2)
    os.close(said)
    threading.Thread(target=_stop_when_alone, args=(ended,), daemon=True).start()


def _stop_when_alone(ended: int) -> None:
    # Never written to: reading returns when the first process is gone, killed or not.
    os.read(ended, 1)
    os.kill(os.getpid(), signal.SIGINT)


def _wait_for(worker: int, said: int, output: str, limit_s: float | None) -> None:
    was_deaf = False

    def pass_on(number: int, _: FrameType | None) -> None:
        time.sleep(_GRACE_S)
        with suppress(ProcessLookupError):
            os.kill(worker, number)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE_S)

    def end_it(_: int, frame: FrameType | None) -> None:
        nonlocal was_deaf
        was_deaf = True
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)

    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGALRM, end_it)
    words = b""
    while chunk := os.read(said, _KEPT_BYTES):
        words = (words + chunk)[:_KEPT_BYTES]
    status = os.waitpid(worker, 0)[1]
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not os.WIFSIGNALED(status):
        with suppress(OSError):
            os.write(2, words)
        sys.exit(os.WEXITSTATUS(status))
    if output != "-":
        remove_draft(Path(output), worker)
    if was_deaf:
        raise KeyboardInterrupt
    if os.WTERMSIG(status) == signal.SIGALRM and limit_s is not None:
        raise QueryTimeoutError(f"the query took longer than {limit_s:g} s", TIMEOUT_HINT)
    raise _cause_of_death(os.WTERMSIG(status), words.decode("utf-8", "replace"))


def _cause_of_death(number: int, words: str) -> QueryError:
    """Return an error for a worker that a signal ended."""
    if "total order" in words:
        return QueryError(
            "the engine gave up sorting: the values have no order among them, such as numbers, dates and texts",
            "Sort by their text: ORDER BY STR(?x).",
        )
    if number == signal.SIGKILL:
        return QueryError("the query was ended from outside, most likely for want of memory", _NARROW)
    return QueryError(f"the query brought the engine down ({signal.strsignal(number)})", _NARROW)


TIMEOUT_HINT = "Narrow it, or give it more time: --timeout SECONDS (0 for no limit)."
_NARROW = "Nothing is lost. Ask for less: add LIMIT, or split the query into smaller ones."
