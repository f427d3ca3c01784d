"""``kg train``: what people decided teaches the finder."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import prose_option
from kg.errors import GraphError

if TYPE_CHECKING:
    from kg.find import Finder
    from kg.finding import Finding
    from kg.review.teach import Lesson


@click.command(name="train")
@prose_option()
@click.option("--export", "export", metavar="FILE", help="Only write the reviewed documents as training data (JSONL).")
@click.option(
    "--minutes",
    type=click.FloatRange(0, 600),
    default=10,
    show_default=True,
    help="Longest time for the weights, in minutes; 0 leaves them as they are.",
)
@click.option("--forget", is_flag=True, help="Remove what was learned, and find with the shipped model again.")
def command(form: str, export: str | None, minutes: float, forget: bool) -> None:
    """Learn from the decisions of this workspace how sure a finding is, and find better.

    Names and aliases are learned at each decision; this learns the rest. The confidence is fitted to what was accepted
    and rejected (at least 50 decisions, 8 of each kind), within a minute. Where torch is installed (extra "train", 2 GB
    and more on disk) and at least 20 documents are reviewed to the end, the weights are trained further on them: on the
    processor, with 3 GB of memory, for --minutes at most, and compared for a minute or two more. Each is kept only if
    it does better on decisions kept out of the training, is written to .kg/model, and is used by kg find, kg add and kg
    resolve in this workspace from then on.

    Exit codes: 0 learned or nothing better found, 1 too few decisions, 2 could not run.

    \b
    Examples:
      kg train
      kg train --minutes 0 --format json
      kg train --export reviewed.jsonl
    """
    from kg.cli.reviewing import open_room
    from kg.review.teach import lessons

    with open_room({}, _say) as room:
        folder = room.desk.workspace.derived_dir
        if forget:
            _forget(folder)
            return
        found = list(lessons(room.desk, room.known))
    if export:
        _export(found, export)
        return
    _require(found)
    report: dict[str, Any] = {"documents": len(found), "complete": sum(lesson.is_complete for lesson in found)}
    report |= {"tagger": _tagger(found, folder, minutes)}
    _say(f"Fitting the confidence to {sum(len(lesson.verdicts) for lesson in found)} decisions.")
    report |= {"confidence": _confidence(found, folder)}
    if form == "json":
        click.echo(json.dumps(report))
    else:
        for line in _told(report):
            click.echo(line)


def _require(found: "Sequence[Lesson]") -> None:
    from kg.find.train.recalibrate import FEWEST, FEWEST_OF_A_KIND

    verdicts = [verdict.is_right for lesson in found for verdict in lesson.verdicts]
    right = sum(verdicts)
    fewer = min(right, len(verdicts) - right)
    if len(verdicts) < FEWEST or fewer < FEWEST_OF_A_KIND:
        raise GraphError(
            f"too few decisions to learn from: {right} right and {len(verdicts) - right} wrong findings",
            f"It takes {FEWEST}, at least {FEWEST_OF_A_KIND} of each kind. Review more: kg review --order doubtful.",
        )


def _confidence(found: "Sequence[Lesson]", folder: Path) -> dict[str, Any]:
    """Fit the confidence; keep it if it is better on what was kept out."""
    from kg.find import Finder
    from kg.find.chosen import SETTINGS, TAGGER, own_model, weights_key
    from kg.find.tagger import MODEL
    from kg.find.train.recalibrate import bent, learn

    own = own_model(folder)
    base = own if (own / TAGGER).is_file() else MODEL
    # The confidence as the weights' own calibration has it: what was learned here before must not be learned twice.
    plain = base / "calibration.json"
    finder = Finder(base)
    settings = json.loads(plain.read_text("utf-8")) if plain.is_file() else finder.tagger.settings
    finder.tagger.__dict__["settings"] = settings
    rows = [row for lesson in found for row in _judged(finder, lesson)]
    chances, right, groups = [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]
    if not rows or len(set(right)) < 2:
        return {"decisions": len(rows), "is_kept": False}
    fit = learn(chances, right, groups)
    told = {"decisions": len(rows), "right": sum(right), "log_loss_before": fit.before, "log_loss_after": fit.after}
    if fit.is_better:
        made = bent(settings, fit) | {"calibrated_for": weights_key(base)}
        _write(own / SETTINGS, made)
    return told | {"slope": fit.slope, "shift": fit.shift, "is_kept": fit.is_better}


def _judged(finder: "Finder", lesson: "Lesson") -> Iterator[tuple[float, bool, str]]:
    """Yield confidence, verdict and document of the findings that people decided on."""
    from kg.review.teach import share_of

    findings = [one for finding in finder.find(lesson.document) for one in _with_nested(finding)]
    for verdict in lesson.verdicts:
        shares = [(share_of(verdict, finding.content), finding.confidence) for finding in findings]
        share, confidence = max(shares, default=(0.0, 0.0))
        if share > 0.5:
            yield confidence, verdict.is_right, lesson.document.name


def _with_nested(finding: "Finding") -> "Iterator[Finding]":
    yield finding
    for inner in finding.nested:
        yield from _with_nested(inner)


def _tagger(found: "Sequence[Lesson]", folder: Path, minutes: float) -> dict[str, Any]:
    """Train the weights further where that can be done; say why not where it cannot."""
    complete = [lesson.to_dict() for lesson in found if lesson.is_complete]
    if not minutes:
        return {"is_kept": False, "why": "left as they are (--minutes 0)"}
    try:
        import torch  # noqa: F401  only asked whether it is there
    except ImportError:
        return {"is_kept": False, "why": 'torch is not installed: pip install "on-record[train]"'}
    from kg.find.train.further import FEWEST, train_further

    if len(complete) < FEWEST:
        return {"is_kept": False, "why": f"{len(complete)} documents are reviewed to the end; it takes {FEWEST}"}
    return train_further(complete, folder, minutes, _say)


def _export(found: "Sequence[Lesson]", name: str) -> None:
    from kg.cli.output import open_output

    complete = [lesson for lesson in found if lesson.is_complete]
    with open_output(name) as out:
        for lesson in complete:
            out.stream.write((json.dumps(lesson.to_dict()) + "\n").encode())
    _say(f"{len(complete)} documents whose findings are all decided; {len(found) - len(complete)} others left out.")


def _forget(folder: Path) -> None:
    import shutil

    from kg.find.chosen import own_model

    own = own_model(folder)
    shutil.rmtree(own, ignore_errors=True)
    _say("Findings are made with the shipped model again; kg resolve makes them anew.")


def _write(path: Path, settings: dict[str, Any]) -> None:
    from kg.files import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(settings) + "\n")


def _told(report: dict[str, Any]) -> Iterator[str]:
    yield f"{report['documents']} documents with decisions, {report['complete']} of them reviewed to the end."
    tagger, confidence = report["tagger"], report["confidence"]
    if "why" in tagger:
        yield f"Weights: {tagger['why']}."
    else:
        outcome = "kept" if tagger["is_kept"] else "left aside, since no better"
        gain = f"{tagger['before']:.3f} before, {tagger['after']:.3f} after"
        yield f"Weights: {outcome} (F1 on documents kept out: {gain})."
    if "log_loss_before" not in confidence:
        yield "Confidence: left as it is; too few decided findings were found again in the texts."
        return
    outcome = "fitted" if confidence["is_kept"] else "left as it is, since the fit is no better"
    yield (
        f"Confidence: {outcome} ({confidence['decisions']} decisions; log loss on those kept out: "
        f"{confidence['log_loss_before']:.3f} before, {confidence['log_loss_after']:.3f} after)."
    )
    if confidence["is_kept"] or tagger["is_kept"]:
        yield "Written to .kg/model; kg resolve makes the findings anew with it."


def _say(text: str) -> None:
    from kg.plain import harmless

    click.echo(harmless(text), err=True)
    sys.stderr.flush()
