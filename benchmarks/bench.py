"""Where measurements take place: workspaces made once, commands that see no settings of the person who runs them."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.generate import write_workspace
from benchmarks.measure import BenchmarkError, Command, run

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Sizes:
    """How much is measured.

    ``small``, ``large`` and ``rdflib`` are statements of workspaces; ``rows`` are streamed; ``pairs`` are runs of
    commands in turn, ``builds`` of builds, ``rounds`` of queries about each of so many ``incidents``; ``asked`` is how
    many middling, and how many busy, people and incidents questions are about.
    """

    small: int = 300
    large: int = 100_000
    rdflib: int = 20_000
    rows: int = 1_700_000
    pairs: int = 15
    builds: int = 3
    rounds: int = 5
    incidents: int = 12
    asked: int = 3


QUICK = Sizes(large=3000, rdflib=1000, rows=50_000, pairs=3, builds=1, rounds=1, incidents=3, asked=1)


@dataclass
class Bench:
    """A folder to work in, the sizes, and what has been made there so far.

    This process stays small: Linux counts the memory of a parent as its child's until the child's own program runs.
    """

    folder: Path
    sizes: Sizes = field(default_factory=Sizes)
    say: Callable[[str], None] = lambda text: None
    build_cpu_s: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make the folder that is no workspace, for the shipped graph."""
        self.outside = self.folder / "outside"
        self.outside.mkdir(parents=True, exist_ok=True)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
        cache = {"XDG_CACHE_HOME": str(self.folder / "cache")}
        self.environment = {**kept, **cache, "LC_ALL": "C.UTF-8", "COLUMNS": "120"}

    def command(self, tool: str, *words: object, at: Path | None = None, stdin: str = "") -> Command:
        """Return a command of one of the tools that are installed beside this Python.

        Args:
            tool: such as ``kg``, ``oxigraph`` or ``python``.
            words: its arguments.
            at: the folder it runs in; None means outside any workspace.
            stdin: what it reads.

        Raises:
            BenchmarkError: it is not installed.
        """
        path = Path(sys.executable) if tool == "python" else Path(sys.executable).with_name(tool)
        if not path.exists():
            raise BenchmarkError(f"{path} does not exist\nInstall the tools with `pip install '.[dev]'`.")
        return Command([str(path), *map(str, words)], at or self.outside, self.environment, stdin)

    def generated(self, statements: int, *, is_built: bool = True) -> Path:
        """Return a generated workspace of that size, made at the first call."""
        folder = self.folder / f"generated-{statements}"
        done = folder / "complete"
        if not done.exists():
            self.say(f"Generating {statements} statements")
            write_workspace(folder, statements)
            done.touch()
        if is_built:
            is_first = not (folder / ".kg").exists()
            self.say(f"Building {folder.name}")
            cpu_s = run(self.command("kg", "build", "--quiet", at=folder)).cpu_s
            if is_first:
                self.build_cpu_s[statements] = cpu_s
        return folder

    def shipped(self) -> Path:
        """Return a folder in which ``kg`` uses the shipped graph, built."""
        run(self.command("kg", "build", "--quiet"))
        return self.outside

    def inside(self, task: str, at: Path, **arguments: Any) -> Any:
        """Run a task of ``benchmarks.inside`` in a process of its own and return what it found."""
        answer = self.folder / f"{task}.json"
        command = self.command("python", "-m", "benchmarks.inside", task, json.dumps(arguments), at=at)
        run(replace(command, environment={**self.environment, "PYTHONPATH": str(ROOT)}), output=answer)
        return json.loads(answer.read_text("utf-8"))

    def fresh(self, name: str) -> Path:
        """Return the path of a folder that does not exist yet."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        return path
