"""How the embedded engine plans the queries: no join over the whole graph where a look-up per row would do.

The planner does not look at the data, so an empty store shows its plans.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from tests.queries.goldens import QUERIES

FILES = sorted(path for path in QUERIES.rglob("*.rq") if path.parent.name != "checks")
BINARY = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
# A card joins the few facts of one thing with its label; in the other two the keys are bound already, row by row.
SMALL_JOINS = {"incident-card", "organisation-card", "person-card", "source-card"}
BOUND_ALREADY = {"statements-in-source", "quotation-search"}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if BINARY is None:
        pytest.skip("the oxigraph command (PyPI oxigraph) is not installed beside this Python")
    folder = tmp_path_factory.mktemp("empty") / "store"
    ox.Store(str(folder)).flush()
    return folder


def steps(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["name"]
    for child in plan.get("children", []):
        yield from steps(child)


def test_the_files_are_found() -> None:
    assert len(FILES) >= 74


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_hash_join_over_the_whole_graph(path: Path, empty: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    command = [str(BINARY), "query", "--location", str(empty), "--query-file", str(path), "--union-default-graph"]
    subprocess.run([*command, "--results-format", "csv", "--explain-file", str(plan)], check=True, capture_output=True)
    names = list(steps(json.loads(plan.read_text())["plan"]))
    assert len(names) > 5
    hashed = [name for name in names if "Join(Hash" in name]
    if path.stem in BOUND_ALREADY:
        hashed = [name for name in hashed if "keys = ," not in name]
    assert bool(hashed) == (path.stem in SMALL_JOINS), hashed
