"""``kg export``."""

import json
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from kg.export import schema
from tests.conftest import Outcome
from tests.small_record import GAZETTE, write_workspace

RunKg = Callable[..., Outcome]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return write_workspace(tmp_path / "small")


def lines_of(done: Outcome) -> list[dict[str, Any]]:
    assert (done.code, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


def problems(value: Any, part: dict[str, Any], whole: dict[str, Any], path: str = "") -> list[str]:
    """Check a value against the words of JSON Schema that our schemas use."""
    if "$ref" in part:
        return problems(value, whole["$defs"][part["$ref"].removeprefix("#/$defs/")], whole, path)
    if "anyOf" in part:
        tried = [problems(value, option, whole, path) for option in part["anyOf"]]
        return min(tried, key=len)
    names = {dict: "object", list: "array", str: "string", int: "integer", float: "number", type(None): "null"}
    kinds = {names[type(value)]} | ({"number"} if isinstance(value, int) else set())
    allowed = part.get("type", list(kinds))
    found = (
        [] if kinds & set([allowed] if isinstance(allowed, str) else allowed) else [f"{path}: {kinds}, not {allowed}"]
    )
    if "enum" in part and value not in part["enum"]:
        found.append(f"{path}: {value!r} is none of {part['enum']}")
    if found:
        return found
    if isinstance(value, dict):
        if list(value) != part["required"] or part["required"] != list(part["properties"]):
            found.append(f"{path}: keys {list(value)}, not {part['required']}")
        for key, inner in part["properties"].items():
            found += problems(value.get(key), inner, whole, f"{path}.{key}")
    if isinstance(value, list):
        if len(value) < part.get("minItems", 0):
            found.append(f"{path}: too short")
        items = part.get("prefixItems") or [part["items"]] * len(value)
        found += [
            fault for item, kind in zip(value, items, strict=True) for fault in problems(item, kind, whole, f"{path}[]")
        ]
    return found


def test_reports_come_by_source_in_the_order_of_the_text(workspace: Path, run_kg: RunKg) -> None:
    gazette, herald = lines_of(run_kg("export", "attributions", cwd=workspace))
    assert (gazette["doc"], herald["doc"]) == ("gazette.txt", "herald.txt")
    found = gazette["attributions"]
    assert [one["id"].removeprefix("r-small-") for one in found] == ["headline", "body", "backing", "council"]
    for one in found:
        texts = [GAZETTE[start:end] for start, end in one["content"]]
        assert texts == (one["quotation"] or texts)
    body = found[1]
    assert [GAZETTE[start:end] for start, end in body["source"] + body["cue"]] == ["Ann Archer", "said yesterday"]


def test_a_report_carries_what_the_record_knows(workspace: Path, run_kg: RunKg) -> None:
    gazette, herald = lines_of(run_kg("export", "attributions", cwd=workspace))
    headline, _, backing, council = gazette["attributions"]
    assert headline["repeats"] == ["r-small-body"]
    assert headline["statement"] == herald["attributions"][0]["statement"] == "s-small-stays"
    assert herald["attributions"][0]["hedge"] == ["Reportedly"]
    assert (headline["said_on"], backing["said_on"]) == ("2020-02-03", None)
    assert backing["on_behalf_of"] == {"id": "small-ann-archer", "label": "Ann Archer"}
    assert [agent["id"] for agent in backing["on_behalf_of_all"]] == ["small-ann-archer", "small-council"]
    assert headline["on_behalf_of"] is None
    assert council["reported_in"] == ["r-small-backing"]
    assert (council["acts"], council["polarity"], council["wording"]) == (["supports"], "affirmed", "indirect")
    assert council["about"] == [{"id": "small-sluice", "label": "The sluice left open", "part_of": "small-flood"}]


def test_figures_come_one_a_line(workspace: Path, run_kg: RunKg) -> None:
    twelve, more = lines_of(run_kg("export", "figures", cwd=workspace))
    assert (twelve["value"], more["value"]) == (12, 300.5)
    assert (twelve["bound"], more["bound"]) == ("exactly", "more-than")
    assert twelve["asserted_by"] == {"id": "small-council", "label": "Council of Smallton"}
    assert more["asserted_by"] is None
    assert more["about"] == [{"id": "small-flood", "label": "The flood", "part_of": None}]
    assert [GAZETTE[start:end] for start, end in twelve["spans"]] == ["12"]
    assert twelve["measure"] == "members of the mayor's party"


@pytest.mark.parametrize("name", ["small-herald", "herald.txt", "The Herald"])
def test_a_source_goes_by_id_file_or_label(name: str, workspace: Path, run_kg: RunKg) -> None:
    [only] = lines_of(run_kg("export", "attributions", "--source", name, cwd=workspace))
    assert only["doc"] == "herald.txt"


def test_an_unknown_source_is_answered_with_the_known_ones(workspace: Path, run_kg: RunKg) -> None:
    done = run_kg("export", "figures", "--source", "Times", cwd=workspace)
    assert (done.code, done.out) == (2, "")
    assert "no source on record is called 'Times'" in done.err
    assert "small-gazette  The Gazette" in done.err


def test_a_source_without_reports_has_its_line(workspace: Path, run_kg: RunKg) -> None:
    record = workspace / "seeds" / "record.ttl"
    with record.open("a") as stream:
        stream.write('id:small-empty a kg:Source ; rdfs:label "Empty"@en ; kg:fileName "empty.txt" .\n')
    lines = lines_of(run_kg("export", "attributions", cwd=workspace))
    assert (lines[0]["doc"], lines[0]["attributions"]) == ("empty.txt", [])


@pytest.mark.parametrize("name", ["attributions", "figures"])
@pytest.mark.parametrize("where", ["small", "shipped"])
def test_every_line_fits_the_schema(name: str, where: str, root: Path, workspace: Path, run_kg: RunKg) -> None:
    lines = lines_of(run_kg("export", name, cwd=workspace if where == "small" else root))
    assert len(lines) >= 2
    assert [fault for line in lines for fault in problems(line, schema(name), schema(name))] == []


@pytest.mark.parametrize("name", ["attributions", "figures"])
def test_help_and_schema_name_every_key(name: str, run_kg: RunKg) -> None:
    told = run_kg("export", name, "--help").out
    part = json.loads(run_kg("export", name, "--schema").out)
    inner = part["properties"].get("attributions", {}).get("items", {}).get("properties", {})
    assert [key for key in (*part["properties"], *inner) if f"`{key}`" not in told.replace("\n  ", " ")] == []


def test_the_scorer_reads_the_shipped_export(root: Path, shared_dir: Path, tmp_path: Path, run_kg: RunKg) -> None:
    spec = spec_from_file_location("score", shared_dir / "attribution" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = module_from_spec(spec)
    spec.loader.exec_module(score)
    lines = lines_of(run_kg("export", "attributions", cwd=root))
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(line) + "\n" for line in lines))
    for line in lines:
        line["text"] = (shared_dir / "seeds" / line["doc"]).read_bytes().decode()
    gold.write_text("".join(json.dumps(line) + "\n" for line in lines))
    texts = {doc: text for doc, (text, _) in score.read(gold).items()}
    assert len(texts) == 5
    assert score.read(predicted, texts) == score.read(gold)
    assert score.main([str(gold), str(predicted), "--brief", "--rounds", "0"]) == 0
