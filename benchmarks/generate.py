"""A generated record of any size: the same seed gives the same files, byte for byte.

    python -m benchmarks.generate DIR --statements 100000

Speakers, incidents and words follow Zipf's law, as they do in the news: few are spoken of much, most hardly ever.
"""

import argparse
import random
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path

from kg.namespaces import PREFIXES

SEED = 20060425
PER_FILE = 2000
# Every fifth person, the most quoted first, holds a post throughout.
TENURED = 5
# The part of the reports in indirect speech that stand in the passage of the one before: one sentence, two utterances.
SHARED = 0.6
# What a search can be tried with: words that stand in one quotation in 25,000, and words in a row in one of 500.
RARE_WORD = "quarantaine"
PHRASE = "nobody in the region was told"
RARE_EVERY, PHRASE_EVERY = 25_000, 500
OUTLETS = 12
ACTS = "admits blames accuses criticises defends denies demands promises regrets states explains warns praises".split()
KINDS = "failure delay data-failure management-failure immigration-failure oversight-failure misconduct escape".split()
POLARITIES = ("affirmed",) * 18 + ("negated", "withheld")
WORDINGS = ("direct", "direct", "mixed", "indirect", "indirect")
FIRST = "Ada Bram Cleo Dara Ewan Faye Gwen Hugo Iris Joan Kofi Lena Milo Nora Omar Petra Quinn Rosa Seth Tess".split()
LAST = "Abbot Barrow Carver Dunmore Easton Farrow Gale Hollis Ingram Jarvis Keane Lomax Marsh Noble Oakes".split()
COMMON = (
    "the records were lost and nobody in the office had been told about the delay before the winter inspection found "
    "that funding training and staff fell short while every warning from the region went without an answer for months "
    "we take this matter very seriously and a full review has begun into how such an error could happen again"
).split()
SYLLABLES = "ba cor den fil gor han jes kel lom mar nor pel ran sil tor ven".split()
VOCABULARY = [*COMMON, *(a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES)]
_FIRST_DAY = date(1999, 1, 1)
_DAYS = 9500
_HEADER = "".join(
    f"PREFIX {name}: <{PREFIXES[name]}>\n"
    for name in "act dcterms foaf id kg kind oa org orgkind prov rdfs xsd".split()
)
_DERIVED = ("prov:wasDerivedFrom", "id:register")
Facts = Sequence[tuple[str, str]]


class Zipf:
    """Draws ranks 0 to n-1, rank r with a weight of 1/(r+1)."""

    def __init__(self, n: int) -> None:
        """Prepare the cumulated weights."""
        self.cumulated = list(accumulate(1 / (rank + 1) for rank in range(n)))

    def draw(self, rng: random.Random) -> int:
        """Draw one rank."""
        return bisect(self.cumulated, rng.random() * self.cumulated[-1])


def write_workspace(folder: Path, statements: int, seed: int = SEED) -> int:
    """Write a workspace of generated seeds, of which ``kg check`` finds no fault.

    Args:
        folder: made if absent; files of an earlier run are replaced.
        statements: how many; each has one report, and three in four a passage of their own.
        seed: of everything drawn.

    Returns:
        The number of triples.
    """
    parts = folder / "seeds" / "statements"
    parts.mkdir(parents=True, exist_ok=True)
    for old in parts.glob("part-*.ttl"):
        old.unlink()
    (folder / "kg.toml").write_text('[workspace]\nname = "Generated"\n', encoding="utf-8")
    record = _Record(statements, seed)
    triples = _write(folder / "seeds" / "things.ttl", record.things())
    for start in range(0, statements, PER_FILE):
        lines = (line for n in range(start, min(start + PER_FILE, statements)) for line in record.statement(n))
        triples += _write(parts / f"part-{start // PER_FILE:05d}.ttl", lines)
    return triples


class _Record:
    """Draws the things first, then the statements one by one, all from one source of chance."""

    def __init__(self, statements: int, seed: int) -> None:
        self.rng = random.Random(seed)
        self.persons, self.incidents = max(20, statements // 50), max(10, statements // 100)
        self.sources = max(5, statements // 100)
        self.issued = [_FIRST_DAY + timedelta(self.rng.randrange(_DAYS)) for _ in range(self.sources)]
        self.person, self.incident = Zipf(self.persons), Zipf(self.incidents)
        self.vocabulary = Zipf(len(VOCABULARY))
        self.passage, self.passage_wording = ("", 0), "direct"

    def things(self) -> Iterator[str]:
        """Yield what statements speak of: outlets, people with their posts, incidents, sources."""
        title = '"Register of the generated record"'
        facts = [("rdfs:label", f"{title}@en"), ("dcterms:title", f"{title}@en"), ("dcterms:publisher", title)]
        yield from _block("register", "Reference", facts)
        for n in range(OUTLETS):
            facts = [("rdfs:label", f'"Gazette {n}"@en'), ("kg:organisationKind", "orgkind:news-outlet"), _DERIVED]
            yield from _block(f"outlet-{n}", "Organisation", facts)
        for n in range(self.persons):
            yield from self._person(n)
        for n in range(self.incidents):
            facts = [("rdfs:label", f'"Failure number {n}"@en'), ("kg:kind", f"kind:{KINDS[n % len(KINDS)]}"), _DERIVED]
            if n > 10 and n % 3 == 0:
                facts.append(("kg:partOf", f"id:incident-{self.rng.randrange(n)}"))
            yield from _block(f"incident-{n}", "Incident", facts)
        for n, day in enumerate(self.issued):
            outlet = self.rng.randrange(OUTLETS)
            facts = [("rdfs:label", f'"Gazette {outlet}, number {n}"@en'), ("dcterms:title", f'"Number {n}"@en')]
            facts += [("dcterms:publisher", f"id:outlet-{outlet}"), ("dcterms:issued", _date(day)), _DERIVED]
            facts += [("dcterms:language", '"en"'), ("kg:dateBasis", "kg:stated"), ("kg:fileName", f'"{n}.txt"')]
            # The digest of a text that nobody has: what begins alike would share its keys.
            digest = sha256(b"%d" % n).hexdigest()
            yield from _block(f"source-{n}", "Source", [*facts, ("kg:sha256", f'"{digest}"'), ("kg:length", "100000")])

    def _person(self, n: int) -> Iterator[str]:
        first, last = self.rng.choice(FIRST), f"{self.rng.choice(LAST)}-{n}"
        names = [("foaf:givenName", f'"{first}"@en'), ("foaf:familyName", f'"{last}"@en')]
        yield from _block(f"person-{n}", "Person", [("rdfs:label", f'"{first} {last}"@en'), *names, _DERIVED])
        if n % TENURED == 0:
            facts = [("rdfs:label", f'"Inspector of region {n}"@en'), ("org:postIn", f"id:outlet-{n % OUTLETS}")]
            yield from _block(f"post-{n}", "Post", [*facts, _DERIVED])
            label = ("rdfs:label", f'"{first} {last}, inspector of region {n}"@en')
            facts = [label, ("kg:holder", f"id:person-{n}"), ("kg:post", f"id:post-{n}"), _DERIVED]
            span = [("kg:start", _date(_FIRST_DAY)), ("kg:ongoingAsOf", _date(_FIRST_DAY + timedelta(_DAYS)))]
            yield from _block(f"tenure-{n}", "Tenure", [*facts, *span, ("kg:datePrecision", '"day"')])

    def statement(self, n: int) -> Iterator[str]:
        """Yield a statement, its report and, unless that is shared, its passage."""
        rng, speaker = self.rng, self.person.draw(self.rng)
        words, wording = self._words(n), rng.choice(WORDINGS)
        if wording != "indirect" or self.passage_wording == "direct" or rng.random() > SHARED:
            yield from self._passage(n, " ".join(words), wording)
        passage, source = self.passage
        said = self.issued[source]
        facts = [("kg:speaker", f"id:person-{speaker}"), ("kg:about", f"id:incident-{self.incident.draw(rng)}")]
        facts += [("kg:act", f"act:{rng.choice(ACTS)}"), ("kg:polarity", f"kg:{rng.choice(POLARITIES)}")]
        facts += [("kg:latest", _date(said)), ("kg:gist", f'"Statement {n} speaks of {words[0]} and {words[1]}."@en')]
        if speaker % TENURED == 0:
            facts.append(("kg:spokeAs", f"id:tenure-{speaker}"))
        if rng.random() < 0.15:
            facts.append(("kg:towards", f"id:person-{self.person.draw(rng)}"))
        if rng.random() < 0.1:
            day = ("kg:saidOn", f'"{said.isoformat()}"')
            facts += [("kg:earliest", _date(said)), day, ("kg:dateBasis", "kg:stated")]
        yield from _block(f"s-{n}", "Statement", facts)
        facts = [("kg:reports", f"id:s-{n}"), ("kg:source", f"id:source-{source}"), ("kg:wording", f"kg:{wording}")]
        facts += [("kg:reporter", f"id:source-{source}"), ("kg:selector", passage), ("kg:origin", "kg:curated")]
        if wording != "indirect":
            facts.append(("kg:quotation", f'"{" ".join(words)}"@en'))
        yield from _block(f"r-{n}", "Report", facts)

    def _passage(self, n: int, words: str, wording: str) -> Iterator[str]:
        source, start = self.rng.randrange(self.sources), self.rng.randrange(90_000)
        facts = [("kg:source", f"id:source-{source}"), ("oa:start", str(start)), ("oa:end", str(start + len(words)))]
        if wording == "direct":
            facts.append(("oa:exact", f'"{words}"'))
        else:
            digest = sha256(words.encode("ascii")).hexdigest()
            facts += [("kg:sha256", f'"{digest}"'), ("kg:opening", f'"{" ".join(words.split()[:5])}"')]
        self.passage, self.passage_wording = (f"id:p-{n}", source), wording
        yield from _block(f"p-{n}", "Passage", facts)

    def _words(self, n: int) -> list[str]:
        words = [VOCABULARY[self.vocabulary.draw(self.rng)] for _ in range(self.rng.randint(6, 24))]
        if n % PHRASE_EVERY == 1:
            words[2:2] = PHRASE.split()
        return [*words, RARE_WORD] if n % RARE_EVERY == 2 else words


def _write(path: Path, lines: Iterable[str]) -> int:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(_HEADER)
        count = 0
        for line in lines:
            stream.write(line)
            count += 1
    return count


def _block(subject: str, kind: str, facts: Facts) -> Iterator[str]:
    # One triple a line: writing needs no look ahead, and a triple is a line to count.
    yield f"id:{subject} a kg:{kind} .\n"
    yield from (f"id:{subject} {predicate} {value} .\n" for predicate, value in facts)


def _date(day: date) -> str:
    return f'"{day.isoformat()}"^^xsd:date'


def main() -> None:
    """Write a generated workspace and say how large it is."""
    parser = argparse.ArgumentParser(description="Write a generated workspace.")
    parser.add_argument("folder", type=Path, help="where to write it; files of an earlier run are replaced")
    parser.add_argument("--statements", type=int, default=100_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed, another record (default: %(default)s)")
    arguments = parser.parse_args()
    triples = write_workspace(arguments.folder, arguments.statements, arguments.seed)
    print(f"{arguments.folder}: {arguments.statements} statements, {triples} triples")


if __name__ == "__main__":
    main()
