"""The vocabulary written beside a model."""

import json
from pathlib import Path

from kg.find.tagger import MODEL
from kg.find.train.vocabulary import write_vocabulary
from kg.vocabulary import load_tokenizer

PIECES = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "a", "f", "##e", "##r", "##y", "##er", "##ry", "ferry", "fe"]


def encoder(folder: Path) -> Path:
    told = json.loads((MODEL / "tokenizer.json").read_text(encoding="utf-8"))
    told["added_tokens"] = []
    told["post_processor"] = None
    told["model"]["vocab"] = {piece: row for row, piece in enumerate(PIECES)}
    told["padding"] = {
        "strategy": {"Fixed": 8},
        "direction": "Right",
        "pad_to_multiple_of": None,
        "pad_id": 0,
        "pad_type_id": 0,
        "pad_token": "[PAD]",
    }
    path = folder / "encoder.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_pieces_keep_their_rows_and_empty_places_go(tmp_path: Path) -> None:
    target = tmp_path / "tokenizer.json"
    assert write_vocabulary(encoder(tmp_path), target) == len(PIECES) - 1
    assert load_tokenizer(target).encode("Ferry", add_special_tokens=False).ids == [PIECES.index("ferry")]
    assert '\n   "ferry": 12' in target.read_text(encoding="utf-8")


def test_a_dropped_word_is_read_in_smaller_pieces_and_characters_stay(tmp_path: Path) -> None:
    target = tmp_path / "tokenizer.json"
    write_vocabulary(encoder(tmp_path), target, ["ferry", "a", "##y"])
    found = load_tokenizer(target).encode("ferry a", add_special_tokens=False)
    assert found.tokens == ["fe", "##r", "##ry", "a"]


def test_the_model_that_is_shipped_holds_no_empty_places() -> None:
    text = (MODEL / "tokenizer.json").read_text(encoding="utf-8")
    assert "[unused" not in text
    assert max(map(len, text.splitlines())) < 100
