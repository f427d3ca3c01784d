"""Reading many documents at a time, each in a process that may be lost."""

import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from kg.read.request import Reply, Request, answer
from kg.read.worker import receive, send

# Documents that are read ahead of the one that is waited for: enough to keep all at work, few enough to hold.
_AHEAD = 4
Other = TypeVar("Other")
# A process takes a little more memory with every page; after so many documents it is replaced.
_MOST_DOCUMENTS = 2000


def read_each(requests: Iterable[Request | Other], jobs: int = 1) -> Iterator[Reply | Other]:
    """Read documents, and yield the replies in the order of the requests.

    Args:
        requests: taken only as fast as they are read; what is no request comes back in its place as it is.
        jobs: how many processes read at a time; 0 reads in this one, without a limit of time or memory.
    """
    if not jobs:
        yield from (answer(one) if isinstance(one, Request) else one for one in requests)
        return
    readers: queue.SimpleQueue[_Reader] = queue.SimpleQueue()
    all_readers = [_Reader() for _ in range(jobs)]
    for reader in all_readers:
        readers.put(reader)
    waiting: deque[Future[Reply] | Other] = deque()
    threads = ThreadPoolExecutor(jobs, thread_name_prefix="reader")
    try:
        for request in requests:
            waiting.append(threads.submit(_ask, readers, request) if isinstance(request, Request) else request)
            if len(waiting) >= jobs * _AHEAD:
                yield _settled(waiting.popleft())
        while waiting:
            yield _settled(waiting.popleft())
    finally:
        for reader in all_readers:
            reader.end()
        threads.shutdown(wait=False, cancel_futures=True)


def _settled(one: "Future[Reply] | Other") -> Reply | Other:
    return one.result() if isinstance(one, Future) else one


def _ask(readers: "queue.SimpleQueue[_Reader]", request: Request) -> Reply:
    reader = readers.get()
    try:
        return reader.ask(request)
    finally:
        readers.put(reader)


class _Reader:
    """One process, begun when it is first asked and again when it was lost."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.asked = 0
        self.is_late = False
        self.is_over = False

    def ask(self, request: Request) -> Reply:
        """Let the process read a document; if it is lost over it, that is the answer."""
        if self.is_over:
            return self._lost(request)
        process = self._begun()
        self.is_late = False
        # The margin is for a fetch, whose own limit gives the better message.
        timer = threading.Timer(request.limits.timeout_s + 3, self._stop_late, (process,))
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            send(process.stdin, request)
            reply = receive(process.stdout)
        except (EOFError, BrokenPipeError, OSError):
            self._drop(process)
            return self._lost(request)
        finally:
            timer.cancel()
        self.asked += 1
        return reply if isinstance(reply, Reply) else self._lost(request)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.is_over = True
        if self.process is not None:
            self._drop(self.process)

    def _lost(self, request: Request) -> Reply:
        seconds = request.limits.timeout_s
        if self.is_late:
            return Reply(
                request,
                problem=f"reading it took longer than {seconds:g} s",
                hint="Raise --timeout (in seconds), or save its text, and add that.",
            )
        return Reply(
            request, problem="the process that read it broke down over it", hint="Save its text, and add that."
        )

    def _begun(self) -> "subprocess.Popen[bytes]":
        if self.process is not None and self.asked >= _MOST_DOCUMENTS:
            self._drop(self.process)
        if self.process is None or self.process.poll() is not None:
            # -P: nothing that lies in the folder at hand may be imported in place of ours.
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.read.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self.asked = 0
        return self.process

    def _stop_late(self, process: "subprocess.Popen[bytes]") -> None:
        self.is_late = True
        process.kill()

    def _drop(self, process: "subprocess.Popen[bytes]") -> None:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError, ValueError):
                if stream:
                    stream.close()
        self.process = None
