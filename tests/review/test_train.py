"""Decisions teach: the confidence is fitted to them, and kept only where it does better on what it has not seen."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.find.chosen import SETTINGS, chosen_model, own_model
from kg.find.tagger import MODEL
from kg.find.train.recalibrate import bent, learn
from kg.model import Document
from kg.review.finding import findings_of
from kg.review.nodes import read_nodes
from kg.turtle import parse_turtle
from kg.workspace import Workspace
from tests.conftest import Outcome
from tests.review.record import PREFIXES, Said, block

RunKg = Callable[..., Outcome]


def test_too_few_decisions_are_told(run_kg: RunKg, workspace: Workspace) -> None:
    done = run_kg("train", cwd=workspace.root)
    assert done.code == 1
    assert "too few decisions to learn from: 0 right and 0 wrong" in done.err
    assert "It takes 50" in done.err
    assert not own_model(workspace.derived_dir).exists()


@pytest.mark.parametrize("seed", range(5))
def test_a_confidence_that_tells_too_much_is_lowered(seed: int) -> None:
    chance = random.Random(seed)
    told = [chance.uniform(0.3, 0.99) for _ in range(400)]
    right = [chance.random() < one * 0.7 for one in told]
    fit = learn(told, right, [number // 10 for number in range(400)])
    assert fit.is_better
    assert fit(0.9) < 0.8
    settings = json.loads((MODEL / "settings.json").read_text("utf-8"))
    made = bent(settings, fit)["calibration"]
    chances = [after for _, after in made["steps"]]
    assert chances == sorted(chances)
    assert made["weights"] == settings["calibration"]["weights"]
    assert 0 < made["floor"] < settings["calibration"]["floor"]


def test_a_confidence_that_is_right_is_hardly_changed() -> None:
    chance = random.Random(1)
    told = [chance.uniform(0.05, 0.99) for _ in range(2000)]
    right = [chance.random() < one for one in told]
    fit = learn(told, right, list(range(2000)))
    assert abs(fit(0.7) - 0.7) < 0.05
    assert fit.after == pytest.approx(fit.before, abs=0.01)


def sentence(number: int) -> str:
    names = ("Archer", "Baker", "Cole", "Dale", "Eames", "Frost", "Grant", "Hale", "Irwin", "Judd")
    verbs = ("said that", "claimed that", "warned that", "admitted that", "insisted that")
    things = ("the pump had failed", "nobody had been told", "the bridge was safe", "the money was gone")
    return f"Mrs {names[number % 10]} {verbs[number % 5]} {things[number % 4]} in the spring of {1990 + number}."


def taught(workspace: Workspace, folder: Path, run_kg: RunKg) -> None:
    """Add documents, lay findings beside them as the shipped model finds them, and decide on each."""
    from kg.find import Finder
    from kg.read.adding import Given, add_documents
    from kg.read.request import Limits

    finder = Finder(threads=1)
    decisions = []
    for page in range(8):
        text = "\n\n".join(sentence(page * 9 + number) for number in range(9)) + "\n"
        path = folder / f"page{page}.txt"
        path.write_text(text, "utf-8")
        (row,) = add_documents(
            workspace, [str(path)], Limits(), jobs=0, given=Given("The Page", "2024-03-06", f"P {page}")
        )
        src8 = str(row.id).rpartition("-")[2]
        blocks = []
        for finding in finder.find(Document(path.name, text, "")):
            words = text[finding.content[0][0] : finding.content[-1][1]]
            source = text[finding.source[0][0] : finding.source[-1][1]] if finding.source else ""
            if len(finding.content) == 1 and text.count(words) == 1:
                blocks.append(block(str(row.id), src8, text, Said(words, source=source, confidence=0.9)))
        nodes = read_nodes(parse_turtle((PREFIXES + "\n".join(blocks)).encode(), "page")[0])
        (workspace.derived_dir / "findings" / f"{row.id}.ttl").write_text(PREFIXES + "\n".join(blocks), "utf-8")
        # Every other page is rejected throughout: the shipped confidence is far too high for this reviewer.
        kind = "reject" if page % 2 else "accept"
        decisions += [{"id": name.removeprefix("id:"), "decision": kind} for name in findings_of(nodes)]
    assert len(decisions) > 55
    lines = "\n".join(map(json.dumps, decisions)).encode()
    done = run_kg("review", "apply", "-", "--by", "T", cwd=workspace.root, stdin=lines)
    assert done.code == 0, done.err


def test_decisions_change_what_the_finder_says_of_itself(run_kg: RunKg, workspace: Workspace, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    taught(workspace, tmp_path, run_kg)
    done = run_kg("train", "--minutes", "0", "--format", "json", cwd=workspace.root)
    assert done.code == 0, done.err
    report = json.loads(done.out)
    assert report["documents"] == 8
    assert report["complete"] == 4
    confidence = report["confidence"]
    assert confidence["is_kept"], report
    assert confidence["log_loss_after"] < confidence["log_loss_before"]
    own = chosen_model(workspace.derived_dir)
    assert own == own_model(workspace.derived_dir)
    assert [path.name for path in own.iterdir()] == [SETTINGS]
    text = (tmp_path / "page0.txt").read_bytes()
    here = run_kg("find", "-", cwd=workspace.root, stdin=text)
    elsewhere = run_kg("find", "-", cwd=tmp_path, stdin=text)
    pairs = [[one["confidence"] for one in json.loads(found.out)["attributions"]] for found in (here, elsewhere)]
    assert len(pairs[0]) == len(pairs[1]), "what was told before is told still"
    assert all(mine < shipped for mine, shipped in zip(*pairs, strict=True))
    again = json.loads(run_kg("train", "--minutes", "0", "--format", "json", cwd=workspace.root).out)
    assert again["confidence"] == confidence, "what was learned is not learned twice"
    assert run_kg("train", "--forget", cwd=workspace.root).code == 0
    assert chosen_model(workspace.derived_dir) == MODEL


def test_reviewed_documents_as_training_data(run_kg: RunKg, workspace: Workspace, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    taught(workspace, tmp_path, run_kg)
    target = tmp_path / "reviewed.jsonl"
    done = run_kg("train", "--export", target, cwd=workspace.root)
    assert done.code == 0, done.err
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert len(lines) == 4
    for line in lines:
        for one in line["attributions"]:
            start, end = one["content"][0]
            assert line["text"][start:end].strip()
            assert one["source"]


def test_settings_for_other_weights_are_left_aside(workspace: Workspace) -> None:
    own = own_model(workspace.derived_dir)
    own.mkdir()
    settings = json.loads((MODEL / "settings.json").read_text("utf-8"))
    for made in (settings, settings | {"calibrated_for": "0" * 16}):
        (own / SETTINGS).write_text(json.dumps(made), "utf-8")
        assert chosen_model(workspace.derived_dir) == MODEL
    (own / SETTINGS).write_text("{", "utf-8")
    assert chosen_model(workspace.derived_dir) == MODEL


def test_a_name_is_learned_at_once_for_the_next_document(run_kg: RunKg, workspace: Workspace, tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    path = tmp_path / "next.txt"
    text = (
        "Sluice again\n\n“The sluice of Smallton stood open for a day,” said Annie Archer. The flood came at night.\n"
    )
    path.write_text(text, "utf-8")

    def meant() -> list[str]:
        done = run_kg("review", "export", "--format", "jsonl", cwd=workspace.root)
        rows = [json.loads(line) for line in done.out.splitlines()]
        return [f"{row['speaker']} {row['candidates']}" for row in rows if row["source"].startswith("next-")]

    assert run_kg("add", path, "--outlet", "The Post", "--published", "2024-03-07", cwd=workspace.root).code == 0
    assert meant()
    assert "ann-archer" not in " ".join(meant())
    herald = next(path.stem for path in (workspace.derived_dir / "findings").glob("herald*"))
    src8 = herald.rpartition("-")[2]
    row = {"id": f"s-{src8}-1-38", "decision": "edit", "speaker": "Ann Archer"}
    assert run_kg("review", "apply", "-", cwd=workspace.root, stdin=json.dumps(row).encode()).code == 0
    source = next(path.stem for path in (workspace.derived_dir / "findings").glob("next-*"))
    assert run_kg("resolve", source, cwd=workspace.root).code == 0
    assert "ann-archer" in " ".join(meant()), "whether it is she this time, is for the next step to say"


def test_the_shipped_weights_come_back_to_be_trained_further(tmp_path: Path) -> None:
    for name in ("torch", "onnx"):
        pytest.importorskip(name)
    import shutil

    from kg.find import Finder
    from kg.find.train.export import write_linker, write_onnx
    from kg.find.train.restore import restore

    model = restore(MODEL)
    write_onnx(model.tagger, tmp_path / "tagger.onnx")
    write_linker(model, tmp_path / "linker.npz")
    for name in ("tokenizer.json", "settings.json"):
        shutil.copyfile(MODEL / name, tmp_path / name)
    document = Document("page", "\n\n".join(map(sentence, range(9))), "")
    assert Finder(tmp_path, 1).find(document) == Finder(MODEL, 1).find(document)
