"""``kg verify``."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome
from tests.small_record import GAZETTE, HERALD, write_workspace

RunKg = Callable[..., Outcome]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "small")


def rows_of(done: Outcome) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(done.out)
    return rows


def test_every_report_has_its_row(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("verify", "--sources", "texts", "--format", "json", cwd=workspace)
    assert done.code == 0
    assert done.err == "5 passages on record: 5 exact.\n"
    rows = rows_of(done)
    assert {row["report"] for row in rows} == {
        f"r-small-{name}" for name in "headline body herald backing council".split()
    }
    assert [row["part"] for row in rows] == ["quotation", "quotation", "passage", "passage", "quotation"]
    assert rows[0] == {
        "report": "r-small-headline",
        "statement": "s-small-stays",
        "speaker": "Ann Archer",
        "source": "small-gazette",
        "file": "gazette.txt",
        "part": "quotation",
        "start": 8,
        "end": 21,
        "quotation": "I will not go",
        "result": "exact",
        "found_at": "",
        "detail": "",
        "problem": "",
    }


def test_spans_are_proved_when_asked(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("verify", "--sources", "texts", "--spans", "--format", "jsonl", cwd=workspace)
    parts = [json.loads(line)["part"] for line in done.out.splitlines()]
    assert sorted(parts) == [
        "cue",
        "figure",
        "figure",
        "passage",
        "passage",
        "quotation",
        "quotation",
        "quotation",
        "source",
    ]
    assert done.code == 0


def test_a_wrong_cue_is_found(workspace: Path, run_kg: RunKg) -> None:
    record = workspace / "seeds" / "record.ttl"
    record.write_text(record.read_text().replace('kg:cue "said yesterday"', 'kg:cue "says today"'))
    done = run_kg("verify", "--sources", "texts", "--spans", "--faults", "--format", "json", cwd=workspace)
    assert done.code == 1
    assert [(row["part"], row["result"]) for row in rows_of(done)] == [("cue", "not-found")]


def test_the_workspace_has_its_own_folder(workspace: Path, run_kg: RunKg) -> None:
    without = run_kg("verify", "--format", "json", cwd=workspace)
    assert without.code == 1
    assert {row["result"] for row in rows_of(without)} == {"source-missing"}
    assert "put them into" in without.err
    shutil.copytree(workspace / "texts", workspace / ".kg" / "sources")
    assert run_kg("verify", cwd=workspace).code == 0


def test_formats_agree(workspace: Path, run_kg: RunKg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    as_json = rows_of(run_kg("verify", "--sources", "texts", "--format", "json", cwd=workspace))
    as_csv = run_kg("verify", "--sources", "texts", "--format", "csv", cwd=workspace).out
    table = run_kg("verify", "--sources", "texts", "--all", cwd=workspace).out.splitlines()
    found = list(csv.DictReader(io.StringIO(as_csv)))
    assert [{key: "" if value is None else str(value) for key, value in row.items()} for row in as_json] == found
    assert len(table) == len(as_json) + 2
    assert table[0].split() == ["result", "statement", "speaker", "quotation", "detail"]
    assert all(len(line) <= 100 for line in table)


def test_people_see_a_row_for_each_source(workspace: Path, run_kg: RunKg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = run_kg("verify", "--sources", "texts", cwd=workspace).out.splitlines()
    assert lines[0].split() == ["source", "passages", "exact"]
    every = rows_of(run_kg("verify", "--sources", "texts", "--format", "json", cwd=workspace))
    assert len(lines) == 2 + len({row["source"] for row in every})
    assert sum(int(line.split()[-1]) for line in lines[2:]) == len(every)
    assert all(len(line) <= 80 for line in lines)


def test_a_flipped_byte_names_the_statements(workspace: Path, run_kg: RunKg) -> None:
    path = workspace / "texts" / "gazette.txt"
    data = bytearray(path.read_bytes())
    data[data.index(b"backing")] ^= 0x80
    path.write_bytes(data)
    done = run_kg("verify", "--sources", "texts", "--format", "json", cwd=workspace)
    assert done.code == 1
    unproved = [row["statement"] for row in rows_of(done) if row["result"] != "exact"]
    assert unproved == ["s-small-backing", "s-small-council"]
    assert "gazette.txt has changed" in done.err
    assert "2 statements not proved: s-small-backing, s-small-council" in done.err


def test_a_flipped_byte_outside_all_words_is_a_fault_too(workspace: Path, run_kg: RunKg) -> None:
    path = workspace / "texts" / "gazette.txt"
    path.write_bytes(GAZETTE.replace("members", "numbers").encode())
    done = run_kg("verify", "--sources", "texts", cwd=workspace)
    assert done.code == 1
    assert (
        "3 statements proved only in a text that is not the one on record: s-small-stays, s-small-backing" in done.err
    )


def test_swapped_files_name_the_statements(workspace: Path, run_kg: RunKg) -> None:
    (workspace / "texts" / "gazette.txt").write_bytes(HERALD.encode())
    (workspace / "texts" / "herald.txt").write_bytes(GAZETTE.encode())
    done = run_kg("verify", "--sources", "texts", "--format", "json", cwd=workspace)
    assert done.code == 1
    assert {row["result"] for row in rows_of(done)} == {"in-another-source"}
    assert "gazette.txt holds the text of The Herald (small-herald)" in done.err
    assert "s-small-stays, s-small-backing, s-small-council" in done.err


def test_a_changed_letter_of_the_record_is_found(workspace: Path, run_kg: RunKg) -> None:
    record = workspace / "seeds" / "record.ttl"
    record.write_text(record.read_text().replace("I will not go.", "I will now go."))
    done = run_kg("verify", "--sources", "texts", "--faults", "--format", "json", cwd=workspace)
    assert done.code == 1
    rows = rows_of(done)
    assert [row["report"] for row in rows] == ["r-small-body", "r-small-herald"]
    assert rows[0]["detail"] == "at 61 the text has 't go.', the record 'w go.'"


def test_a_folder_that_is_none_is_said(workspace: Path, run_kg: RunKg) -> None:
    for name in ("missing", "texts/gazette.txt"):
        done = run_kg("verify", "--sources", name, cwd=workspace)
        assert (done.code, done.out) == (2, "")
        assert f"Error: {name}: cannot be listed: " in done.err


def test_nothing_on_record_is_nothing_to_prove(workspace: Path, run_kg: RunKg) -> None:
    (workspace / "seeds" / "record.ttl").write_text("")
    done = run_kg("verify", "--sources", "texts", cwd=workspace)
    assert (done.code, done.out, done.err) == (0, "", "0 passages on record: nothing to prove.\n")


def test_an_unreadable_text_is_no_traceback(workspace: Path, run_kg: RunKg) -> None:
    path = workspace / "texts" / "gazette.txt"
    path.unlink()
    path.mkdir()
    done = run_kg("verify", "--sources", "texts", cwd=workspace)
    assert done.code == 1
    assert "small-gazette: gazette.txt is not a file" in done.err


def test_the_shipped_record_is_proved(root: Path, shared_dir: Path, run_kg: RunKg) -> None:
    done = run_kg("verify", "--sources", shared_dir / "seeds", "--spans", "--faults", cwd=root)
    assert re.search(r"^(\d+) passages on record: \1 exact\.\n\Z", done.err, re.M), done.err
    assert (done.code, done.out) == (0, "")
