"""Hold the quality of `kg ask`: fail when a set of questions is answered worse than its floor.

    python -m benchmarks.ask.floor

A floor stands beside the digest of its set: a changed set needs a new floor, and only ``--lower`` may write one below
the old. The second half of the questions over the shipped graph stays unread and has no floor.
"""

import argparse
import json
import sys
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from benchmarks.ask.questions import read_questions
from benchmarks.ask.run import ask_all

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


def main() -> None:
    """Compare each set with its floor, or write the floors anew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ask.floor", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached now")
    parser.add_argument("--lower", action="store_true", help="with --update: let floors sink as well")
    arguments = parser.parse_args()
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    faults = []
    for name, floor in floors.items():
        reached = measure(HERE / name)
        print(f"{name}: mean {reached['mean']:.3f} (floor {floor['mean']:.3f}), invented {reached['invented']}")
        if arguments.update:
            floors[name] = reached if arguments.lower or reached["mean"] >= floor["mean"] else floor
        elif reached["sha256"] != floor["sha256"]:
            faults.append(f"{name} has changed: give it a floor with --update")
        elif reached["mean"] < floor["mean"] or reached["invented"] > floor["invented"]:
            faults.append(f"{name} is answered worse than its floor; `python -m benchmarks.ask --failures` shows where")
    if arguments.update:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    for fault in faults:
        print(f"Error: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


def measure(path: Path) -> dict[str, float | str]:
    """Return the mean score of a set, rounded down, its invented answers, and its digest."""
    results = list(ask_all(read_questions(path)))
    mean = int(fmean(each.score.value for each in results) * 1000) / 1000
    invented = sum(each.is_invented for each in results)
    return {"mean": mean, "invented": invented, "sha256": sha256(path.read_bytes()).hexdigest()}


if __name__ == "__main__":
    main()
