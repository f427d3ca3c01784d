"""``kg check``: exit codes, formats, and proof against the texts."""

import csv
import io
import json
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

RunKg = Callable[..., Outcome]
CONTEXT = Path(__file__).parents[1] / "ontology" / "shapes" / "context.ttl"
FAULTY = """PREFIX id: <https://example.org/id/>
PREFIX kg: <https://w3id.org/on-record/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

id:clerk
    a kg:Post ;
    rdfs:label "Clerk | of the\\u001B[31m quay"@en ;
    <http://www.w3.org/ns/org#postIn> id:a-board ;
    prov:wasDerivedFrom id:a-reference ;
.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    root = tmp_path / "ferry"
    (root / "seeds").mkdir(parents=True)
    (root / "kg.toml").write_text('[workspace]\nname = "Ferry"\nbase = "https://example.org/id/"\n')
    shutil.copy(CONTEXT, root / "seeds" / "context.ttl")
    return root


def test_no_fault_prints_nothing_and_exits_0(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("check", cwd=workspace)
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines()[-1].endswith("checks: no violations, no warnings.")
    assert not (workspace / ".kg").exists(), "a command that reads writes nothing"


def test_faults_are_told_with_file_line_name_and_remedy(workspace: Path, run_kg: RunKg) -> None:
    (workspace / "seeds" / "faulty.ttl").write_text(FAULTY)
    done = run_kg("check", cwd=workspace)
    assert done.code == 1
    head, *rest = done.out.splitlines()
    assert head == "seeds/faulty.ttl:6  id:clerk  [violation: kg:LabelShape]"
    assert "\x1b" not in done.out
    assert "Give one rdfs:label" in " ".join(line.strip() for line in rest)
    assert done.err.splitlines()[-1].endswith("checks: 1 violation, no warnings.")


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "md"])
def test_each_format_has_the_same_faults(workspace: Path, run_kg: RunKg, form: str) -> None:
    (workspace / "seeds" / "faulty.ttl").write_text(FAULTY)
    done = run_kg("check", "--quiet", "--format", form, cwd=workspace)
    assert (done.code, done.err) == (1, "")
    if form in ("json", "jsonl"):
        rows = json.loads(done.out if form == "json" else f"[{','.join(done.out.splitlines())}]")
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.out)))
    else:
        head, rule, line = done.out.splitlines()
        assert rule == "| " + " | ".join(["---"] * 8) + " |"
        cells = [part.strip().replace("\\|", "|") for part in line.strip("| ").split(" | ")]
        rows = [dict(zip(head.strip("| ").split(" | "), cells, strict=False))]
    assert len(rows) == 1
    assert (rows[0]["file"], str(rows[0]["line"]), rows[0]["subject"]) == ("seeds/faulty.ttl", "6", "id:clerk")


def test_warnings_fail_only_when_asked(workspace: Path, run_kg: RunKg) -> None:
    seed = workspace / "seeds" / "context.ttl"
    seed.write_text(seed.read_text().replace("    kg:spokeAs id:a-tenure ;\n", ""))
    assert run_kg("check", "--quiet", cwd=workspace).code == 0
    done = run_kg("check", "--strict", cwd=workspace)
    assert done.code == 1
    assert "[warning: post-on-the-day-missing]" in done.out
    assert done.err.splitlines()[-1].endswith("checks: no violations, 2 warnings.")


def test_a_broken_configuration_cannot_run(workspace: Path, run_kg: RunKg) -> None:
    (workspace / "kg.toml").write_text("[workspace\n")
    done = run_kg("check", cwd=workspace)
    assert (done.code, done.out) == (2, "")
    assert "kg.toml" in done.err


def test_quotations_are_proved_where_the_texts_are_at_hand(tmp_path: Path, run_kg: RunKg) -> None:
    folder = tmp_path / "made"
    assert run_kg("init", folder).code == 0
    done = run_kg("check", cwd=folder)
    assert (done.code, done.out) == (0, ""), "the example is right"
    text = folder / ".kg" / "sources" / "example.txt"
    text.write_bytes(text.read_bytes()[::-1])
    done = run_kg("check", "--format", "json", cwd=folder)
    assert done.code == 1
    faults = json.loads(done.out)
    assert {fault["check"] for fault in faults} == {"verify"}
    assert all(fault["file"] == "seeds/example.ttl" and fault["line"] for fault in faults)


def test_texts_that_lie_elsewhere_are_no_fault_unless_a_folder_is_named(tmp_path: Path, run_kg: RunKg) -> None:
    folder = tmp_path / "made"
    assert run_kg("init", folder).code == 0
    (folder / ".kg" / "sources" / "example.txt").unlink()
    assert run_kg("check", cwd=folder).code == 0
    assert run_kg("check", "--sources", folder / ".kg" / "sources", cwd=folder).code == 1


def test_what_was_found_is_told_even_if_the_texts_cannot_be_read(workspace: Path, run_kg: RunKg) -> None:
    homeless = "".join(line for line in FAULTY.splitlines(keepends=True) if "postIn" not in line)
    (workspace / "seeds" / "faulty.ttl").write_text(homeless.replace("\\u001B", ""))
    done = run_kg("check", "--sources", workspace / "nowhere", cwd=workspace)
    assert done.code == 2
    assert "seeds/faulty.ttl:6" in done.out
    assert "nowhere" in done.err


def test_a_check_that_would_call_a_server_is_a_fault_and_calls_none(workspace: Path, run_kg: RunKg) -> None:
    checks = workspace / "queries" / "checks"
    checks.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        at = f"http://127.0.0.1:{server.getsockname()[1]}/"
        (checks / "stray.rq").write_text(
            f"SELECT ?subject ?fault ?remedy {{ SERVICE <{at}> {{ ?subject ?fault ?remedy }} }}"
        )
        done = run_kg("check", "--quiet", "--format", "json", cwd=workspace)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert done.code == 1
    (fault,) = json.loads(done.out)
    assert "stray.rq uses SERVICE" in fault["message"]
