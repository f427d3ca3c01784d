"""Print how well `kg ask` answers questions with known answers.

    python -m benchmarks.ask FILE... [--failures]

Without a file it asks those beside this module.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean, quantiles

from benchmarks.ask.questions import KINDS, read_questions
from benchmarks.ask.run import Result, ask_all

HEADINGS = ("", "questions", "mean", "full", "nothing")


def main() -> None:
    """Ask the questions of the files named and print a table for each."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="question files (default: all there are)")
    parser.add_argument("--failures", action="store_true", help="list every question that is not answered in full")
    arguments = parser.parse_args()
    for path in arguments.files or sorted(Path(__file__).parent.glob("*.jsonl")):
        results = list(ask_all(read_questions(path)))
        print(f"# {path.name}\n\n{format_report(results)}\n")
        if arguments.failures:
            print(*map(format_failure, (each for each in results if each.score.value < 1)), "", sep="\n")


def format_report(results: Sequence[Result]) -> str:
    """Lay out the mean, the traps, the invented answers and a table per kind and per tag, as Markdown."""
    traps = [each for each in results if each.question.is_trap]
    invented = [each.question.id for each in results if each.is_invented]
    milliseconds = sorted(each.seconds * 1000 for each in results)
    slowest = quantiles(milliseconds, n=20)[-1] if len(milliseconds) > 1 else milliseconds[0]
    tags = sorted({tag for each in results for tag in each.question.tags})
    rows = [(kind, [each for each in results if each.question.kind == kind]) for kind in KINDS]
    rows += [(tag, [each for each in results if tag in each.question.tags]) for tag in tags]
    return "\n".join(
        (
            f"mean {fmean(each.score.value for each in results):.3f} over {len(results)} questions",
            f"traps right: {sum(each.score.value > 0 for each in traps)} of {len(traps)}",
            f"invented answers: {len(invented)} {' '.join(invented)}".rstrip(),
            f"95 of 100 replies within {slowest:.0f} ms",
            "",
            *format_table((name, some) for name, some in rows if some),
        )
    )


def format_table(groups: Iterable[tuple[str, Sequence[Result]]]) -> list[str]:
    """Lay out groups of results, a row each: how many, their mean, how many got everything and how many nothing."""
    rows = [HEADINGS]
    for name, some in groups:
        values = [each.score.value for each in some]
        full, nothing = sum(value == 1 for value in values), sum(value == 0 for value in values)
        rows.append((name, str(len(values)), f"{fmean(values):.3f}", str(full), str(nothing)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [f"| {' | '.join(map(str.ljust, row, widths))} |" for row in rows]
    return [lines[0], f"| {' | '.join('-' * width for width in widths)} |", *lines[1:]]


def format_failure(result: Result) -> str:
    """Say in a few lines what a question lost: its fault, or what was missing and what was given beside the point."""
    question, found = result.question, result.score
    asked = f"{question.question} {dict(question.options)}" if question.options else question.question
    lines = [f"{question.id}  {found.value:.2f}  {asked}"]
    lines += [f"      {label}: {text}" for label, text in (("fault", found.fault), ("said", result.summary)) if text]
    for label, ids in (("missing", found.missing), ("surplus", found.surplus)):
        if ids:
            lines.append(f"      {label}: {', '.join(sorted(ids))}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
