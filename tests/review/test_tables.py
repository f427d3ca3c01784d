"""Decisions by tables: every row is looked at, all are taken or none, and none a second time."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.review.judgement import load_judgements
from kg.workspace import Workspace
from tests.conftest import Outcome
from tests.review.conftest import reviewed, waiting

RunKg = Callable[..., Outcome]


@pytest.fixture
def kg(run_kg: RunKg, workspace: Workspace) -> RunKg:
    """Run kg in the workspace."""

    def run(*args: str | Path, stdin: bytes = b"") -> Outcome:
        return run_kg(*args, cwd=workspace.root, stdin=stdin)

    return run


def rows_of(kg: RunKg) -> list[dict[str, str]]:
    done = kg("review", "export", "--order", "text")
    assert done.code == 0, done.err
    return list(csv.DictReader(io.StringIO(done.out)))


def table_of(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def by_words(rows: list[dict[str, str]], words: str) -> dict[str, str]:
    return next(row for row in rows if row["words"].startswith(words))


def test_the_same_table_twice_changes_nothing(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    assert len(rows) == 7
    for row in rows:
        row["decision"] = "accept"
    by_words(rows, "to resign").update(decision="edit", speaker="Ben Baker", gist="He wants the mayor to go.")
    by_words(rows, "for the flood").update(decision="reject", why="half of it")
    by_words(rows, "officers").update(decision="unsure", why="who said so?")
    herald = next(row for row in rows if row["source"].startswith("herald") and row["words"].startswith("We"))
    herald.update(decision="merge", into=by_words(rows, "We failed")["id"])
    data = table_of(rows)
    first = kg("review", "apply", "-", "--by", "Ann", stdin=data)
    assert first.code == 0, first.err
    assert "3 accept, 1 edit, 1 merge, 1 reject, 1 unsure" in first.err
    made = reviewed(workspace), waiting(workspace), load_judgements(workspace)
    second = kg("review", "apply", "-", "--by", "Ben", stdin=data)
    assert second.code == 0, second.err
    assert "nothing to decide; 7 applied before" in second.err
    assert (reviewed(workspace), waiting(workspace), load_judgements(workspace)) == made


def test_every_faulty_row_is_told_and_nothing_is_done(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    rows[0]["decision"] = "accept"
    rows[1]["decision"] = "perhaps"
    rows[2].update(decision="edit", speaker="Nobody Known")
    rows[3].update(decision="merge")
    rows[4].update(speaker="ben-baker")
    rows[5].update(decision="edit")
    rows[6].update(decision="reject", acts="denies")
    rows.append(rows[0] | {"decision": "reject"})
    rows.append({"id": "s-00000000-1-2", "decision": "accept"})
    done = kg("review", "apply", "-", stdin=table_of(rows))
    assert done.code == 1
    for line, told in (
        (3, "'perhaps' is no decision"),
        (4, "Nobody Known"),
        (5, "the column into is empty"),
        (6, "fields were changed and no decision is given"),
        (7, "no field was changed"),
        (8, "the field acts was changed, too"),
        (9, "line 2 decides on it, too"),
        (10, "no finding of that id waits"),
    ):
        assert any(f"line {line}:" in said and told in said for said in done.err.splitlines()), (line, done.err)
    assert "8 of 9 rows cannot be applied" in done.err
    assert not load_judgements(workspace)


def test_a_conflict_is_told(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    rows[0]["decision"] = "accept"
    assert kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows)).code == 0
    rows[0]["decision"] = "reject"
    done = kg("review", "apply", "-", "--by", "Ben", stdin=table_of(rows))
    assert done.code == 1
    assert "conflict: it was changed by Ann" in done.err or "Ann" in done.err
    path = next((workspace.derived_dir / "findings").glob("herald*"))
    path.write_text(path.read_text("utf-8").replace("act:admits", "act:regrets"), "utf-8")
    changed = next(row for row in rows if row["source"].startswith("herald") and row["words"].startswith("We"))
    rows[0]["decision"], changed["decision"] = "", "accept"
    done = kg("review", "apply", "-", "--by", "Ben", stdin=table_of(rows))
    assert done.code == 1
    assert "conflict: it was changed since the table was written" in done.err


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_as_spreadsheets_save_them(kg: RunKg, workspace: Workspace, delimiter: str) -> None:
    rows = rows_of(kg)
    for row in rows:
        row["decision"] = "Accept "
    text = table_of(rows, delimiter).decode()
    data = b"\xef\xbb\xbf" + text.encode() if delimiter == "," else text.encode("utf-16")
    done = kg("review", "apply", "-", stdin=data)
    assert done.code == 0, done.err
    assert len(load_judgements(workspace)) == 7


def test_no_spreadsheet_computes_a_cell_and_the_words_come_back(kg: RunKg, workspace: Workspace) -> None:
    path = next((workspace.derived_dir / "findings").glob("herald*"))
    path.write_text(
        path.read_text("utf-8").replace(
            'kg:gist "whether she may resign"',
            'kg:occasion "=HYPERLINK(\\"x\\";1)"@en ;\n    kg:gist "whether she may resign"',
        ),
        "utf-8",
    )
    row = next(row for row in rows_of(kg) if "HYPERLINK" in row["occasion"])
    assert row["occasion"].startswith("'=")
    for cells in csv.reader(io.StringIO(kg("review", "export").out)):
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    row["decision"] = "accept"
    done = kg("review", "apply", "-", stdin=table_of([row]))
    assert done.code == 0, done.err
    assert [one.decision for one in load_judgements(workspace)] == ["accept"], "the guarded cell is no change"


def test_json_lines_there_and_back(kg: RunKg, workspace: Workspace) -> None:
    lines = [json.loads(line) for line in kg("review", "export", "--format", "jsonl").out.splitlines()]
    assert len(lines) == 7
    wanted = [{"id": line["id"], "version": line["version"], "decision": "accept"} for line in lines]
    wanted[0] |= {"decision": "edit", "acts": ["calls-for", "criticises"]}
    done = kg("review", "apply", "-", stdin="\n".join(map(json.dumps, wanted)).encode())
    assert done.code == 0, done.err
    assert "6 accept, 1 edit" in done.err


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b"id\ns-1\n", "column 'decision' is missing"),
        (b"id,decision,colour\n", "column 'colour' is not known"),
        (b"id,decision,id\n", "column 'id' is there twice"),
        (b"id,decision\na,b,c,d\n", "line 2: 4 cells under 2 columns"),
        (b'id,decision\n"a,accept\n', "line"),
        (b'{"id": 1}\n', "column 'decision' is missing"),
        (b'{"id": "a", "decision"\n', "line 1: no JSON"),
        (b"\xff\xfe\x00", "-"),
        (b"id,decision\n\xff,accept\n", "line 2: not UTF-8"),
        (b"id,decision\n,accept\n", "line 2"),
        (b"id,decision\n../../etc/passwd,accept\n", "no finding of that id waits"),
        (b'id,decision\n"<http://x>",accept\n', "no finding of that id waits"),
    ],
)
def test_tables_that_are_none(kg: RunKg, workspace: Workspace, data: bytes, told: str) -> None:
    done = kg("review", "apply", "-", stdin=data)
    assert done.code == 1, done.err
    assert told in done.err
    assert "Traceback" not in done.err
    assert not load_judgements(workspace)


def test_filters_and_orders(kg: RunKg) -> None:
    def ids(*options: str) -> list[str]:
        done = kg("review", "export", "--format", "jsonl", *options)
        assert done.code == 0, done.err
        return [json.loads(line)["words"] for line in done.out.splitlines()]

    assert ids()[0] == "to resign"
    assert ids("--order", "text")[0] == "for the flood"
    assert ids("--order", "used")[0] in ("We failed to close the sluice in time,", "whether she may resign")
    assert len(ids("--below", "0.65")) == 2
    assert len(ids("--source", "herald-ae56612c")) == 2
    assert len(ids("--speaker", "Ben Baker")) == 1, "a candidate counts"
    assert len(ids("--incident", "flood-2024", "--speaker", "Ann Archer")) == 3
    assert ids("--incident", "fire-2023") == []
    done = kg("review", "list", "--source", "nowhere")
    assert (done.code, "nowhere" in done.err) == (2, True)


def test_undo_and_log(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    before = reviewed(workspace), waiting(workspace)
    rows[0].update(decision="accept", why="as printed")
    assert kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows)).code == 0
    assert kg("review", "undo", "--by", "Ben").code == 1, "Ben has decided nothing"
    done = kg("review", "undo", "--by", "Ann", "--why", "a slip")
    assert done.code == 0, done.err
    assert (reviewed(workspace), waiting(workspace)) == before
    log = [json.loads(line) for line in kg("review", "log", "--format", "jsonl").out.splitlines()]
    assert [(one["decision"], one["holds"], one["why"]) for one in log] == [
        ("accept", "undone", "as printed"),
        ("undo", None, "a slip"),
    ]
    assert kg("review", "undo", log[0]["judgement"]).code == 1
    assert kg("review", "undo", "j-none").code == 1
    for row in rows:
        row["decision"] = "accept"
    assert kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows)).code == 0
    assert kg("review", "undo", "--by", "Ann", "--last", "7").code == 0
    assert (reviewed(workspace), waiting(workspace)) == before


def test_accepted_findings_pass_check_and_verify(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    for row in rows:
        row["decision"] = "accept"
    by_words(rows, "to resign").update(decision="edit", content="[200-237]", speaker="ben-baker")
    assert kg("review", "apply", "-", stdin=table_of(rows)).code == 0
    done = kg("check", "--quiet")
    assert done.code == 0, done.out + done.err
    done = kg("verify", "--spans")
    assert done.code == 0, done.out + done.err
    done = kg("fmt", "--check", "seeds/reviewed", "seeds/judgements")
    assert done.code == 0, done.out + done.err
    done = kg("query", "who-said-what", "--incident", "flood-2024", "--format", "jsonl")
    origins = {json.loads(line)["origin"] for line in done.out.splitlines()}
    assert origins == {"reviewed"}


def test_without_a_terminal_the_tables_are_named(kg: RunKg) -> None:
    done = kg("review")
    assert done.code == 2
    assert "needs a terminal" in done.err
    assert "kg review export" in done.err
    assert "kg review apply" in done.err


def test_outside_of_a_workspace(run_kg: RunKg, tmp_path: Path) -> None:
    done = run_kg("review", "list", cwd=tmp_path)
    assert done.code == 2
    assert "kg init" in done.err


def test_an_undoing_by_somebody_else_names_those_who_have_decided(kg: RunKg) -> None:
    rows = rows_of(kg)
    rows[0]["decision"] = "accept"
    assert kg("review", "apply", "-", "--by", "Ann Archer", stdin=table_of(rows[:1])).code == 0
    done = kg("review", "undo", "--by", "Ben")
    assert done.code == 1
    assert '--by "Ann Archer"' in done.err


def test_a_list_shows_names(kg: RunKg) -> None:
    shown = kg("review", "list", "--format", "md").out
    assert "| Ann Archer |" in shown
    assert "apologises" in shown
    assert "id:" not in shown


def test_ids_are_whole_and_empty_columns_left_out(kg: RunKg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    rows = rows_of(kg)
    rows[0].update(decision="accept")
    done = kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows))
    assert "1 accepted without a gist of yours" in done.err, done.err
    (judged,) = map(json.loads, kg("review", "log", "--format", "jsonl").out.splitlines())
    log, listed = kg("review", "log").out, kg("review", "list").out
    assert judged["judgement"] in log.split()
    assert judged["subject"] in log.split()
    assert not {"object", "why"} & set(log.splitlines()[0].split()), "nobody gave a reason"
    assert {row["id"] for row in rows[1:]} <= set(listed.split())


def test_a_speaker_is_named_with_the_title_of_the_text(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    by_words(rows, "to resign").update(decision="edit", speaker="Cllr. Ben Baker")
    done = kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows))
    assert done.code == 0, done.err
    assert b"kg:speaker id:ben-baker" in b"".join(reviewed(workspace).values())
    by_words(rows, "whether she").update(decision="edit", speaker="Mrs Baker")
    done = kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows))
    assert done.code == 1
    assert "bea-baker" in done.err, "of two of one name neither is guessed"


def test_outside_of_a_workspace_the_workspace_comes_first(run_kg: RunKg, tmp_path: Path) -> None:
    done = run_kg("review", cwd=tmp_path)
    assert done.code == 2
    assert "cd DIR" in done.err
    assert "terminal" not in done.err


def test_a_row_may_make_two_agents_one_and_be_undone(kg: RunKg, workspace: Workspace) -> None:
    for row in (rows := rows_of(kg)):
        row["decision"] = "accept"
    assert kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows)).code == 0
    before = reviewed(workspace), waiting(workspace)
    merge = json.dumps({"id": "n-dora-dale", "decision": "merge", "into": "bea-baker"}).encode()
    done = kg("review", "apply", "-", "--by", "Ann", stdin=merge)
    assert done.code == 0, done.err
    assert b"id:n-dora-dale" not in b"".join(reviewed(workspace).values())
    assert "1 applied before" in kg("review", "apply", "-", "--by", "Ann", stdin=merge).err
    assert kg("review", "undo", "--by", "Ann").code == 0
    assert (reviewed(workspace), waiting(workspace)) == before


def test_what_a_line_changes_nothing_is_merged_into_by_another(kg: RunKg, workspace: Workspace) -> None:
    rows = rows_of(kg)
    kept = by_words(rows, "We failed")
    kept.update(decision="edit", speaker="Ben Baker")
    herald = next(row for row in rows if row["source"].startswith("herald") and row["words"].startswith("We"))
    herald.update(decision="merge", into=kept["id"])
    done = kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows))
    assert done.code == 1
    assert "changes what it is merged into" in done.err
    assert not load_judgements(workspace)


def test_lines_that_merge_each_into_the_other_are_refused(kg: RunKg, workspace: Workspace) -> None:
    for row in (rows := rows_of(kg)):
        row["decision"] = "accept"
    assert kg("review", "apply", "-", "--by", "Ann", stdin=table_of(rows)).code == 0
    before = load_judgements(workspace)
    ring = [("n-dora-dale", "bea-baker"), ("bea-baker", "n-dora-dale")]
    lines = [json.dumps({"id": one, "decision": "merge", "into": other}) for one, other in ring]
    done = kg("review", "apply", "-", "--by", "Ann", stdin="\n".join(lines).encode())
    assert done.code == 1, done.err
    assert load_judgements(workspace) == before
