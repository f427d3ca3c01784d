"""The generated record: the same every time, whole, and as unequal as the news."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generate import PHRASE, PHRASE_EVERY, RARE_WORD, write_workspace
from kg.store import build, open_store
from kg.workspace import find_workspace

STATEMENTS = 600


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a generated workspace."""
    folder = tmp_path_factory.mktemp("generated")
    write_workspace(folder, STATEMENTS)
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.ttl"))}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    write_workspace(tmp_path / "again", STATEMENTS)
    write_workspace(tmp_path / "other", STATEMENTS, seed=1)
    assert _bytes(tmp_path / "again") == _bytes(folder)
    assert _bytes(tmp_path / "other") != _bytes(folder)


def test_a_smaller_record_leaves_nothing_of_a_larger_one(tmp_path: Path) -> None:
    write_workspace(tmp_path, 4100)
    write_workspace(tmp_path, 40)
    assert [path.name for path in (tmp_path / "seeds" / "statements").iterdir()] == ["part-00000.ttl"]


def test_it_builds_with_as_many_triples_as_were_written(folder: Path, tmp_path: Path) -> None:
    triples = write_workspace(tmp_path, 100)
    report = build(find_workspace(tmp_path))
    assert sum(entry.triples for entry in report.manifest.files if entry.path.startswith("seeds/")) == triples


def test_every_statement_has_its_report_its_passage_and_its_words(folder: Path) -> None:
    text = """
        PREFIX kg: <https://w3id.org/on-record/ontology#>
        SELECT (COUNT(DISTINCT ?statement) AS ?n) WHERE {
          ?statement kg:speaker/a kg:Person ; kg:about/a kg:Incident ; kg:act ?act ; kg:gist ?gist ; kg:latest ?day .
          ?report kg:reports ?statement ; kg:source/a kg:Source ; kg:selector/a kg:Passage .
        }
    """
    with open_store(find_workspace(folder)) as store:
        rows: Any = store.query(text)
        assert [row["n"].value for row in rows] == [str(STATEMENTS)]
        assert len(store.search_words(RARE_WORD)) == 1
        assert {statement for statement, _, _ in store.search_words(f'"{PHRASE}"', limit=1)} <= {
            f"https://w3id.org/on-record/id/s-{n}" for n in range(1, STATEMENTS, PHRASE_EVERY)
        }


def test_a_few_speak_and_are_spoken_of_far_more_than_most(folder: Path) -> None:
    lines = (folder / "seeds" / "statements" / "part-00000.ttl").read_text("utf-8").splitlines()
    for predicate, things in (("kg:speaker", 20), ("kg:about", 10)):
        counts = Counter(line.split()[2] for line in lines if line.split()[1] == predicate)
        ranked = [count for _, count in counts.most_common()]
        assert sum(ranked) == STATEMENTS
        # Zipf's law: the first has a share of one in 1 + 1/2 + 1/3 + ...
        share = 1 / sum(1 / rank for rank in range(1, things + 1))
        assert counts.most_common(1)[0][0].endswith("-0")
        assert 0.7 * share < ranked[0] / STATEMENTS < 1.3 * share
        assert ranked[0] > 4 * ranked[len(ranked) // 2]


def test_kg_check_finds_no_fault(tmp_path: Path, run_kg: Callable[..., Any]) -> None:
    write_workspace(tmp_path, 60)
    outcome = run_kg("check", cwd=tmp_path)
    assert outcome.code == 0, outcome.out
