"""The baseline of rules and the share that is picked: on made-up sentences, without the annotated texts."""

from pathlib import Path

import pytest

from benchmarks.extract.rules import find_by_rules
from benchmarks.extract.scoring import ATTRIBUTION, load_scorer, pick, score


def test_the_baseline_finds_a_verb_of_saying() -> None:
    text = "The mayor said the bridge was safe. “It will stand,” said Ann Marlow."
    found = [
        tuple(" … ".join(text[start:end] for start, end in one[role]) for role in ("source", "cue", "content"))
        for one in find_by_rules(text)
    ]
    assert found == [
        ("The mayor", "said", "the bridge was safe"),
        ("Ann Marlow", "said", "“It will stand,”"),
    ]


def test_a_share_is_picked_by_seed() -> None:
    names = [f"d{number}" for number in range(20)]
    assert pick(names, 5, 1) == pick(list(reversed(names)), 5, 1)
    assert len(pick(names, 5, 1)) == 5
    assert pick(names, 0, 1) == set(names)


def test_predictions_equal_to_the_annotations_score_in_full(tmp_path: Path) -> None:
    if not (ATTRIBUTION / "score.py").is_file():
        pytest.skip("the scorer (../shared/attribution) is not at hand")
    line = '{"doc": "a", "text": "Ann said no bus ran.", "attributions": [%s]}\n'
    one = '{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 19]]}'
    gold = tmp_path / "gold.jsonl"
    gold.write_text(line % one, encoding="utf-8")
    found = [{"doc": "a", "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 19]]}]}]
    report, table = score(load_scorer(), gold, found, {"a"}, rounds=0)
    assert report["figures"]["all.triple.F"]["value"] == 1
    assert "content + source" in table
