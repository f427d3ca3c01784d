"""A terminal for tests: kg runs behind a real pseudo-terminal, and keys are pressed when it asks for them."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

KG = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
ASKS = re.compile(r"q quit\s*$|> $")
_TIMEOUT_S = 30


class Terminal:
    """A running command and what it has shown."""

    def __init__(self, folder: Path, *args: str, columns: int = 100, term: str = "dumb") -> None:
        """Start ``kg`` in a folder behind a terminal of so many columns."""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR")}
        self.process = subprocess.Popen(
            [sys.executable, "-c", KG, *args],
            cwd=folder,
            env=environment | {"TERM": term},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            # Ctrl-C reaches the process only if the terminal is its own.
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0) and None,
        )
        os.close(slave)
        self.shown = ""

    def press(self, keys: str) -> str:
        """Wait until a key or a line is asked for, press keys, and return what was shown since the last time."""
        shown = self.wait()
        os.write(self.master, keys.encode())
        return shown

    def wait(self) -> str:
        """Return what is shown until something is asked for, or until the command ends."""
        began, start = time.monotonic(), len(self.shown)
        while time.monotonic() - began < _TIMEOUT_S:
            if not select.select([self.master], [], [], 0.05)[0]:
                if ASKS.search(self.shown[start:]):
                    break
                continue
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            self.shown += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return self.shown[start:]

    def end(self) -> int:
        """Wait for the end of the command, and return its exit code."""
        self.wait()
        code = self.process.wait(_TIMEOUT_S)
        os.close(self.master)
        return code
