"""A generated record of any size: the same seed gives the same files, byte for byte.

    python -m benchmarks.generate DIR --statements 100000

Speakers and incidents follow Zipf's law, as they do in the news: few are spoken of much, most hardly ever.
"""

import argparse
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TextIO

from kg.namespaces import PREFIXES

SEED = 20060425
PER_FILE = 2000
ACTS = "admits blames accuses criticises defends denies demands promises regrets states explains warns praises".split()
POLARITIES = ("affirmed",) * 18 + ("negated", "withheld")
FIRST = "Ada Bram Cleo Dara Ewan Faye Gwen Hugo Iris Joan Kofi Lena Milo Nora Omar Petra Quinn Rosa Seth Tess".split()
LAST = "Abbot Barrow Carver Dunmore Easton Farrow Gale Hollis Ingram Jarvis Keane Lomax Marsh Noble Oakes".split()
WORDS = (
    "the records were lost and nobody in the office had been told about the delay before the winter inspection found "
    "that funding training and staff fell short while every warning from the region went without an answer for months "
    "we take this matter very seriously and a full review has begun into how such an error could happen again"
).split()


class Zipf:
    """Draws ranks 0 to n-1, rank r with a weight of 1/(r+1)."""

    def __init__(self, n: int) -> None:
        """Prepare the cumulated weights."""
        self.cumulated = list(accumulate(1 / (rank + 1) for rank in range(n)))

    def draw(self, rng: random.Random) -> int:
        """Draw one rank."""
        return bisect(self.cumulated, rng.random() * self.cumulated[-1])


def write_workspace(folder: Path, statements: int, seed: int = SEED) -> int:
    """Write a workspace of generated seeds.

    Args:
        folder: made if absent; files of an earlier run are replaced.
        statements: how many; each has one report and one passage.
        seed: of everything drawn.

    Returns:
        The number of triples.
    """
    rng = random.Random(seed)
    counts = {"person": max(20, statements // 50), "incident": max(10, statements // 100)}
    counts |= {"source": max(5, statements // 100), "outlet": 12}
    (folder / "seeds" / "statements").mkdir(parents=True, exist_ok=True)
    (folder / "kg.toml").write_text('[workspace]\nname = "Generated"\n', encoding="utf-8")
    triples = _write(folder / "seeds" / "things.ttl", _things(counts, rng))
    speakers, incidents = Zipf(counts["person"]), Zipf(counts["incident"])
    for start in range(0, statements, PER_FILE):
        numbers = range(start, min(start + PER_FILE, statements))
        lines = (line for n in numbers for line in _statement(n, counts, (speakers, incidents), rng))
        triples += _write(folder / "seeds" / "statements" / f"part-{start // PER_FILE:05d}.ttl", lines)
    return triples


def _write(path: Path, lines: Iterator[str]) -> int:
    stream: TextIO
    with path.open("w", encoding="utf-8") as stream:
        for name in ("act", "dcterms", "foaf", "id", "kg", "kind", "oa", "orgkind", "prov", "rdfs", "xsd"):
            stream.write(f"PREFIX {name}: <{PREFIXES[name]}>\n")
        count = 0
        for line in lines:
            stream.write(line)
            count += 1
    return count


def _block(subject: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield one triple a line: streaming needs no look ahead, and the engine reads it as fast as N-Triples."""
    return (f"id:{subject} {predicate} {value} .\n" for predicate, value in pairs)


def _things(counts: dict[str, int], rng: random.Random) -> Iterator[str]:
    for n in range(counts["outlet"]):
        label = f'"Gazette {n}"@en'
        yield from _block(
            f"outlet-{n}",
            [("a", "kg:Organisation"), ("rdfs:label", label), ("kg:organisationKind", "orgkind:news-outlet")],
        )
    for n in range(counts["person"]):
        first, last = rng.choice(FIRST), f"{rng.choice(LAST)}-{n}"
        names = [("rdfs:label", f'"{first} {last}"@en'), ("foaf:givenName", f'"{first}"@en')]
        yield from _block(f"person-{n}", [("a", "kg:Person"), *names, ("foaf:familyName", f'"{last}"@en')])
    for n in range(counts["incident"]):
        part = [("kg:partOf", f"id:incident-{rng.randrange(n)}")] if n > 10 and n % 3 == 0 else []
        facts = [("a", "kg:Incident"), ("rdfs:label", f'"Failure number {n}"@en'), ("kg:kind", "kind:record-failure")]
        yield from _block(f"incident-{n}", facts + part)
    for n in range(counts["source"]):
        day, outlet = _day(rng), f"id:outlet-{rng.randrange(counts['outlet'])}"
        facts = [("a", "kg:Source"), ("dcterms:title", f'"Report {n}"@en'), ("rdfs:label", f'"Gazette report {n}"@en')]
        facts += [("dcterms:publisher", outlet), ("dcterms:issued", day), ("kg:fileName", f'"{n}.txt"')]
        yield from _block(f"source-{n}", [*facts, ("kg:sha256", f'"{n:064x}"'), ("kg:length", "100000")])


def _statement(n: int, counts: dict[str, int], draws: tuple[Zipf, Zipf], rng: random.Random) -> Iterator[str]:
    speaker, incident = draws[0].draw(rng), draws[1].draw(rng)
    day, source = _day(rng), rng.randrange(counts["source"])
    words = " ".join(rng.choices(WORDS, k=rng.randint(6, 24)))
    towards = [("kg:towards", f"id:person-{draws[0].draw(rng)}")] if rng.random() < 0.4 else []
    facts = [("a", "kg:Statement"), ("kg:speaker", f"id:person-{speaker}"), ("kg:about", f"id:incident-{incident}")]
    facts += [("kg:act", f"act:{rng.choice(ACTS)}"), ("kg:polarity", f"kg:{rng.choice(POLARITIES)}")]
    facts += [("kg:earliest", day), ("kg:latest", day), ("kg:gist", f'"Statement {n} says something of its own."@en')]
    yield from _block(f"s-{n}", facts + towards)
    wording = rng.choice(("direct", "mixed", "indirect", "indirect"))
    spoken = [("kg:quotation", f'"{words}"@en')] if wording != "indirect" else []
    report = [("a", "kg:Report"), ("kg:reports", f"id:s-{n}"), ("kg:source", f"id:source-{source}")]
    report += [("kg:reporter", f"id:source-{source}"), ("kg:wording", f"kg:{wording}"), ("kg:selector", f"id:p-{n}")]
    yield from _block(f"r-{n}", [*report, ("kg:origin", "kg:curated"), *spoken])
    start = rng.randrange(90_000)
    place = [("oa:start", str(start)), ("oa:end", str(start + len(words)))]
    yield from _block(f"p-{n}", [("a", "kg:Passage"), ("kg:source", f"id:source-{source}"), *place])


def _day(rng: random.Random) -> str:
    return f'"{date(1999, 1, 1) + timedelta(rng.randrange(9_500))}"^^xsd:date'


def main() -> None:
    """Write a generated workspace and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    triples = write_workspace(arguments.folder, arguments.statements, arguments.seed)
    print(f"{arguments.folder}: {arguments.statements} statements, {triples} triples")


if __name__ == "__main__":
    main()
