"""The table of figures: made whole at tiny sizes. No time is asserted here."""

import doctest
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import measure, speed, table
from benchmarks.asking import QUESTIONS
from benchmarks.bench import Bench, Sizes
from benchmarks.measure import BenchmarkError, Command, run
from benchmarks.table import Figure, format_table, to_json

TINY = Sizes(small=20, large=60, rdflib=20, rows=200, pairs=1, builds=1, rounds=1, incidents=1, asked=1)
# Those that need no second program that parses the whole graph, nor seconds of waiting.
CHEAP = ("help", "build", "scale", "memory", "warm", "words")


def python(folder: Path, text: str) -> Command:
    """Return a command that runs a text as a program."""
    return Command([sys.executable, "-c", text], folder, {})


@pytest.mark.parametrize("module", [measure, table])
def test_the_examples_run(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0


def test_the_table_is_made_with_a_row_for_every_figure(tmp_path: Path) -> None:
    figures, failures = speed.measure(Bench(tmp_path, TINY), CHEAP)
    assert failures == []
    assert {figure.name for figure in figures} == set(CHEAP)
    assert all(figure.value > 0 and figure.detail for figure in figures)
    assert len(format_table(figures).splitlines()) == len(figures) + 2
    assert [each["what"] for each in json.loads(to_json(figures, {}))["figures"]] == [each.what for each in figures]


def test_every_bound_that_was_promised_has_a_measurement() -> None:
    assert set(speed.MEASUREMENTS) == {*CHEAP, "ask", "cold", "limits", "rdflib"}


def test_questions_are_made_for_a_generated_record(tmp_path: Path) -> None:
    bench = Bench(tmp_path, TINY)
    found = bench.inside("ask", bench.generated(TINY.small), questions=[], names=1)
    asked = [question for _, question in found["times"]]
    assert len(asked) == 2 * len(QUESTIONS)
    assert not any("{" in question for question in asked)
    assert found["kinds"]["answer"] > len(asked) / 4


def test_what_cannot_be_measured_is_told_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    figures, failures = speed.measure(Bench(tmp_path, TINY), ["help", "scale"])
    assert figures == []
    assert [failure.split(":")[0] for failure in failures] == ["help", "scale"]
    assert "pip install" in failures[0]


def test_a_figure_holds_up_to_its_bound() -> None:
    assert Figure("n", "w", 1.5, bound=1.5).holds
    assert Figure("n", "w", 1.6, bound=1.5).holds is False
    assert Figure("n", "w", 19.0, bound=20.0, at_least=True).holds is False
    assert Figure("n", "w", 1.0).holds is None


def test_a_run_tells_processor_time_memory_and_exit_code(tmp_path: Path) -> None:
    lazy = run(python(tmp_path, "import time; time.sleep(0.2)"))
    assert lazy.wall_s > 0.2
    assert lazy.peak_bytes > 1_000_000
    # Not compared with the other: the memory of this process, before it becomes the program, counts as a child's.
    assert run(python(tmp_path, "x = bytearray(80_000_000)")).peak_bytes > 80_000_000
    assert run(python(tmp_path, "raise SystemExit(3)"), code=3).code == 3


def test_a_run_that_ends_otherwise_than_it_should_tells_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="ended with 3, not 0:\nno use"):
        run(python(tmp_path, "import sys; print('no use', file=sys.stderr); sys.exit(3)"))


def test_a_run_can_be_interrupted(tmp_path: Path) -> None:
    endless = python(tmp_path, "import time; time.sleep(60)")
    assert run(endless, code=None, interrupt_after_s=0.5).code != 0
