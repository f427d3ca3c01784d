"""Score resolving: python -m benchmarks.resolve [--show].

The five texts are found and resolved against the curated record loaded without any statement, figure or relation; what
people put on record is read only to score. The fictional articles of tests/resolve/data follow, each with whom its
statements are by, and texts about other matters, none of which may be linked to an incident of the record.
"""

import argparse
import gzip
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.resolve.gold import ROOT, Gold, MemoryStore, read_gold, roots
from kg.find import Finder
from kg.model import Document, Span
from kg.read import read_data
from kg.resolve import KnownGraph, Resolved, Said, SourceFacts, resolve
from kg.resolve.loading import load_known

SHARED = ROOT.parent / "shared"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.resolve", description=__doc__)
    parser.add_argument("--show", action="store_true", help="also list what is wrong or missing")
    parser.add_argument("--others", type=int, default=84, help="how many texts about other matters")
    arguments = parser.parse_args()
    if not (SHARED / "seeds").is_dir():
        print("Error: the texts (../shared/seeds) are not at hand", file=sys.stderr)
        sys.exit(2)
    graph, finder = load_known(MemoryStore(with_statements=False)), Finder(threads=1)
    store = MemoryStore(with_statements=True)
    results = list(five(graph, finder, store))
    for line in score(results, list(read_gold(store)), store, show=arguments.show):
        print(line)
    for line in others(graph, finder, arguments.others):
        print(line)


def five(graph: KnownGraph, finder: Finder, store: MemoryStore) -> Iterator[tuple[Document, Resolved]]:
    """Resolve the five texts, and print what finding and resolving cost."""
    files = {store.values(one, "kg:fileName")[0]: one for one in sorted({gold.source for gold in read_gold(store)})}
    finding = resolving = 0.0
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        source = files[path.name]
        document = read_data(path.name, path.read_bytes())
        begin = time.process_time()
        findings = finder.find(document)
        middle = time.process_time()
        days, titles = store.values(source, "dcterms:issued"), store.values(source, "dcterms:title")
        facts = SourceFacts(source, document.digest, days[0], None, titles[0] if titles else None)
        resolved = resolve(document, findings, facts, graph)
        finding, resolving = finding + middle - begin, resolving + time.process_time() - middle
        yield document, resolved
    print(f"processor time: finding {finding:.2f} s, resolving {resolving:.2f} s\n")


def score(
    results: Sequence[tuple[Document, Resolved]], gold: Sequence[Gold], store: MemoryStore, *, show: bool
) -> Iterator[str]:
    """Yield the lines of the table for the five texts."""
    counts: Counter[str] = Counter()
    for document, resolved in results:
        agents = {agent.id: agent for agent in resolved.agents}
        for one in [one for one in gold if one.source == resolved.source.id]:
            kind = "core" if one.is_core else "other"
            counts[kind] += 1
            said = match(one, resolved.said)
            words = document.text[one.spans[0][0] : one.spans[-1][1]][:60].replace("\n", " ")
            if said is None:
                if show and one.is_core:
                    yield f"  missing  {one.speaker}: {words}"
                continue
            counts[f"{kind} found"] += 1
            speaks_for = agents[said.speaker].speaks_for if said.speaker in agents else ()
            is_voice = bool(one.voice_of) and set(speaks_for) == set(one.voice_of)
            is_unresolved = said.speaker in agents and agents[said.speaker].kind == "UnresolvedSpeaker"
            # Where the source names nobody, nobody is to be named.
            is_nobody = not one.named and not said.finding.source and is_unresolved
            is_right = said.speaker == one.speaker or is_voice or is_nobody
            counts[f"{kind} speaker"] += is_right
            counts[f"{kind} undecided"] += is_unresolved and not is_right
            counts[f"{kind} wrong"] += not is_right and not is_unresolved
            counts[f"{kind} incident"] += bool(set(said.about) & set(one.about))
            counts[f"{kind} root"] += bool(roots(store, said.about) & roots(store, one.about))
            counts[f"{kind} act"] += said.finding.acts[0] in one.acts
            if one.towards:
                counts[f"{kind} aimed"] += 1
                counts[f"{kind} aimed right"] += bool(said.towards) and set(said.towards) <= set(one.towards)
                counts[f"{kind} aimed wrong"] += not set(said.towards) <= set(one.towards)
            else:
                counts[f"{kind} aimed at more"] += bool(said.towards)
            if show and said.towards and not set(said.towards) <= set(one.towards):
                yield f"  towards  {one.towards} / {said.towards}: {words}"
            counts[f"{kind} flipped"] += {said.finding.polarity, one.polarity} == {"affirmed", "negated"}
            if show and not is_right:
                yield f"  speaker  {one.speaker} / {said.speaker}: {words}"
            elif show and not set(said.about) & set(one.about):
                yield f"  matter   {one.about} / {said.about}: {words}"
    for kind in ("core", "other"):
        found = counts[f"{kind} found"]
        yield f"{kind} reports {counts[kind]}, found {found} ({found / counts[kind]:.1%}); of these"
        for name in ("speaker", "undecided", "wrong", "incident", "root", "act", "flipped"):
            yield f"  {name:10}{counts[f'{kind} {name}']:5}  {counts[f'{kind} {name}'] / max(found, 1):.1%}"
        aimed = counts[f"{kind} aimed"]
        right, wrong = counts[f"{kind} aimed right"], counts[f"{kind} aimed wrong"]
        more = counts[f"{kind} aimed at more"]
        yield f"  towards   {aimed:5}  on record: {right} right, {wrong} wrong, others untold; {more} told beside"


def match(gold: Gold, said: Sequence[Said]) -> Said | None:
    """Return the statement that shares most with a report of the record.

    It shares at least half of the shorter one's characters; and where it is far longer, its speaker is named at the
    same place: what is said within a statement is not found by finding the statement. One whose speaker is named
    within the report goes last: of "A said that B regretted it" what B regretted is another statement.
    """

    def shared(one: Said) -> float:
        common = sum(_common(a, b) for a in gold.spans for b in one.finding.content)
        mine, theirs = _size(one.finding.content), _size(gold.spans)
        union = mine + theirs - common
        is_same = any(_common(a, b) for a in gold.named for b in one.finding.source) or not gold.named
        is_alike = common * 2 >= min(mine, theirs) and (is_same or common * 2 >= union)
        return common / union if is_alike else 0.0

    def is_within(one: Said) -> bool:
        return any(a <= start and end <= b for a, b in gold.spans for start, end in one.finding.source)

    best = max(said, key=lambda one: (shared(one) > 0 and not is_within(one), shared(one)), default=None)
    return best if best and shared(best) > 0 else None


def others(graph: KnownGraph, finder: Finder, most: int) -> Iterator[str]:
    """Yield what became of texts about other matters: none may be linked to an incident of the record."""
    folder = ROOT / "tests" / "resolve" / "data"
    fictional = [*sorted(folder.glob("*.txt")), *sorted((folder / "unrelated").glob("*.txt"))]
    documents = [read_data(path.name, path.read_bytes()) for path in fictional]
    path = SHARED / "attribution" / "polnear" / "dev.jsonl.gz"
    if path.exists() and most:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines][:most]
        documents += [read_data("other.txt", text.encode("utf-8", "replace")) for text in texts]
    linked = named = total = 0
    for document in documents:
        day = document.detail("published") or "2016-10-15"
        facts = SourceFacts(document.name, document.digest, day, None, document.detail("title"))
        resolved = resolve(document, finder.find(document), facts, graph)
        linked += any(one in graph.incidents for said in resolved.said for one in said.about)
        total += len(resolved.said)
        named += sum(said.speaker in graph.agents for said in resolved.said)
    yield f"\n{len(documents)} texts about other matters: {linked} linked to an incident of the record;"
    yield f"of {total} statements in them {named} given to an agent of the record"


def _common(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _size(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


if __name__ == "__main__":
    main()
