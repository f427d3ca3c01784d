"""The second look at a question, by meaning: what it finds, and what it leaves alone."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.ask.again import LEAST, SURER, least_chance
from kg.ask.answer import Answer
from kg.ask.meaning.decide import best_size
from kg.ask.meaning.stored import WeightsError
from kg.ask.meaning.trees import Judge
from kg.ask.meaning.vectors import Vectors
from kg.ask.reading import read_question
from kg.ask.record import Record, open_record
from kg.store import open_store
from kg.workspace import find_workspace

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Return the vectors that are shipped."""
    return Vectors()


def test_words_of_like_meaning_lie_nearer_than_others(vectors: Vectors) -> None:
    ship, boat, apology = (vectors.vector(word) for word in ("ferry", "boat", "apology"))
    assert ship @ boat > ship @ apology


def test_vectors_have_length_one_and_none_for_no_text(vectors: Vectors) -> None:
    assert np.linalg.norm(vectors.vector("The minister said so.")) == pytest.approx(1.0, abs=1e-3)
    assert not vectors.vector("").any()


def test_content_leaves_out_what_only_asks(vectors: Vectors) -> None:
    assert vectors.content("who said that the boat sank") == vectors.content("boat sank")


def test_trees_lead_each_row_to_its_leaf(tmp_path: Path) -> None:
    arrays: dict[str, Any] = {
        "feature": np.array([[1, 0, 0]], dtype=np.int16),
        "threshold": np.array([[0.5, 0.0, 0.0]], dtype=np.float32),
        "left": np.array([[1, 1, 2]], dtype=np.int16),
        "right": np.array([[2, 1, 2]], dtype=np.int16),
        "value": np.array([[0.0, -2.0, 2.0]], dtype=np.float32),
        "base": np.float32(0.0),
        "depth": np.int16(1),
    }
    np.savez(tmp_path / "judge.npz", **arrays)
    low, high = Judge(tmp_path).chances(np.array([[9.0, 0.0], [9.0, 1.0]], dtype=np.float32))
    assert low == pytest.approx(1 / (1 + np.exp(2.0)))
    assert high == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_nothing_likely_makes_no_answer() -> None:
    assert best_size([]) == (0, 0.0)
    assert best_size([0.0, 0.0]) == (0, 0.0)


@pytest.mark.parametrize("unknown", ["the weather in Lisbon", "vaccines for nurses", "nuclear submarines"])
def test_what_nobody_spoke_of_is_not_answered_by_meaning(ask_ferry: Ask, unknown: str) -> None:
    assert ask_ferry(f"I should like to read everything that anybody on record has said about {unknown}").kind in (
        "empty",
        "refused",
    )


def test_words_alone_answer_where_the_libraries_are_missing(root: Path) -> None:
    """An install without the extra for vectors has no numpy: the reply that words make stands."""
    code = "import sys; sys.modules['numpy'] = None; sys.modules['tokenizers'] = None\nfrom kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "ask", "what did anybody say about nuclear submarines", "--format", "json"],
        cwd=root / "benchmarks" / "ask" / "workspace",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert '"kind": "refused"' in done.stdout or '"kind": "empty"' in done.stdout, done.stderr


def test_a_damaged_file_of_weights_is_told(tmp_path: Path) -> None:
    (tmp_path / "judge.npz").write_bytes(b"PK no archive")
    with pytest.raises(WeightsError, match=r"judge\.npz cannot be read"):
        _ = Judge(tmp_path).arrays


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"vectors\.npz cannot be read"):
        _ = Vectors(tmp_path).arrays


@pytest.fixture(scope="module")
def ferry(root: Path) -> Iterator[Record]:
    """Return what questions to the workspace about a ferry are read against."""
    with open_store(find_workspace(root / "benchmarks" / "ask" / "workspace")) as store:
        yield open_record(store)


@pytest.mark.parametrize(
    ("question", "lacks", "least"),
    [
        ("Who thinks that the ship was past saving by then?", "", LEAST),
        ("Who wrote the letter that tells why the ferry stopped?", "", SURER),
        ("What did Ruth Calder say about submarines and the ferry?", "", SURER),
        ("How many times did the ferry stop at sea?", "number", SURER),
        ("Why did the ferry stop at sea that day?", "", None),
        ("What is the first name of the captain of the ferry?", "", None),
        ("What did somebody called Brown say about the ferry?", "name", None),
    ],
)
def test_a_second_look_must_be_surer_where_less_is_left_open(
    ferry: Record, question: str, lacks: str, least: float | None
) -> None:
    found = Answer("refused" if lacks else "empty", "", lacks=lacks)  # type: ignore[arg-type]
    reading = read_question(question, ferry)
    strange = [word for word in ("submarines",) if word in question]
    assert least_chance(found, question, reading, strange) == least
