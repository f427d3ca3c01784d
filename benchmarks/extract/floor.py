"""Hold the quality of `kg find`: fail when the annotated texts are read worse than the floor.

    python -m benchmarks.extract.floor

The texts lie beside the repository; where they are not at hand nothing is held, and that is said. The floor stands
beside the digest of the texts: changed texts need a new floor, and only ``--lower`` may write one below the old.
"""

import argparse
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.extract.__main__ import predict, surer_half
from benchmarks.extract.scoring import DEV, load_scorer, read_texts, score

FLOORS = Path(__file__).parent / "floors.json"
HELD = (
    "all.overlap.F",
    "all.with-source.F",
    "all.triple.F",
    "direct.overlap.F",
    "direct.with-source.F",
    "mixed.overlap.F",
    "indirect.overlap.F",
    "all.source.acc",
)


def main() -> None:
    """Compare what is reached with the floor, or write the floor anew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract.floor", description=__doc__)
    parser.add_argument("--update", action="store_true", help="raise the floor to what is reached now")
    parser.add_argument("--lower", action="store_true", help="with --update: let it sink as well")
    arguments = parser.parse_args()
    if not DEV.is_file():
        print("the annotated texts (../shared/attribution) are not at hand: no floor is held")
        return
    floor = json.loads(FLOORS.read_text("utf-8"))
    reached = measure()
    if arguments.update:
        keep = {} if arguments.lower else floor["figures"]
        reached["figures"] = {name: max(value, keep.get(name, 0)) for name, value in reached["figures"].items()}
        FLOORS.write_text(json.dumps(reached, indent=2) + "\n", "utf-8")
        return
    faults = [] if reached["sha256"] == floor["sha256"] else ["the texts have changed: give them a floor with --update"]
    for name, least in floor["figures"].items():
        value = reached["figures"][name]
        print(f"{name:24}{value:7.3f} (floor {least:.3f})")
        if value < least:
            faults.append(
                f"{name} is {value:.3f}, below its floor {least:.3f}; `python -m benchmarks.extract` shows more"
            )
    for fault in faults:
        print(f"Error: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


def measure() -> dict[str, Any]:
    """Return the figures held, rounded down to a thousandth, and the digest of the texts."""
    scorer = load_scorer()
    documents = read_texts(DEV)
    only = {document.name for document in documents}
    lines = list(predict(documents, "tagger"))
    report, _ = score(scorer, DEV, lines, only, rounds=0)
    figures = {name: report["figures"][name]["value"] for name in HELD}
    figures["surer half"] = surer_half(scorer, DEV, lines, only)
    held = {name: int(value * 1000) / 1000 for name, value in figures.items()}
    return {"sha256": sha256(DEV.read_bytes()).hexdigest(), "documents": len(documents), "figures": held}


if __name__ == "__main__":
    main()
