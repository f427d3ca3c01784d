"""A process that reads documents for another: a document that crashes it, or never ends, costs one process only.

It reads requests from stdin and writes replies to stdout, each a pickle after its length in eight bytes. Both ends are
ours; nothing of a document is ever unpickled.
"""

import os
import pickle
import signal
import sys
from typing import IO

from kg.read.request import Reply, Request, answer, limit_memory

_LENGTH = 8


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, protocol=5)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Read a message.

    Raises:
        EOFError: the other end is gone.
    """
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        raise EOFError
    data = stream.read(int.from_bytes(head, "big"))
    message: object = pickle.loads(data)
    return message


def main() -> None:
    """Answer requests until there are no more."""
    # Ctrl-C reaches the whole group; the process that asked decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory()
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the replies.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    while True:
        try:
            request = receive(sys.stdin.buffer)
        except EOFError:
            return
        if not isinstance(request, Request):
            return
        if request.limits.timeout_s:
            # Should the other end be gone, nobody would end a document that never does.
            signal.alarm(int(request.limits.timeout_s * 2) + 5)
        reply = answer(request)
        signal.alarm(0)
        try:
            send(out, reply)
        except BrokenPipeError:
            return
        except MemoryError:
            send(out, Reply(request, problem="reading it takes too much memory", hint="Split it, or save its text."))


if __name__ == "__main__":
    main()
