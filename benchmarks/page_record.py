"""A generated record whose network has as many nodes and lines as asked for.

Few nodes have most of the lines, as in the news; the same seed gives the same files, byte for byte.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.generate import ACTS, FIRST, LAST, VOCABULARY, Zipf
from kg.namespaces import PREFIXES

SEED = 20060425
_HEADER = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in "act dcterms id kg kind oa org rdfs xsd".split())
# Of ten nodes: people, bodies, unnamed speakers, incidents.
_SHARES = (("Person", 6), ("Organisation", 1), ("UnnamedSpeaker", 1), ("Incident", 2))
_FIRST_DAY, _DAYS = date(2005, 1, 1), 7000
_OUTLETS, _PER_SOURCE, _PER_FILE = 12, 20, 2000


def write_network(folder: Path, nodes: int, lines: int, seed: int = SEED) -> int:
    """Write a workspace of such a network.

    Each statement is one person's, aimed at another and about an incident: two lines, unless one was there before.

    Args:
        folder: made if absent.
        nodes: how many there will be.
        lines: between different pairs, at least so many.
        seed: of everything drawn.

    Returns:
        The number of statements.
    """
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "kg.toml").write_text('[workspace]\nname = "Generated"\n', encoding="utf-8")
    record = _Record(nodes, seed)
    (folder / "seeds" / "things.ttl").write_text(_HEADER + "".join(record.things()), encoding="utf-8")
    statements = list(record.statements(lines))
    for start in range(0, len(statements), _PER_FILE):
        text = _HEADER + "".join(statements[start : start + _PER_FILE])
        (folder / "seeds" / f"part-{start // _PER_FILE:03d}.ttl").write_text(text, encoding="utf-8")
    return len(statements)


class _Record:
    def __init__(self, nodes: int, seed: int) -> None:
        self.rng = random.Random(seed)
        whole = sum(share for _, share in _SHARES)
        self.kinds = [kind for kind, share in _SHARES for _ in range(nodes * share // whole)]
        self.kinds += ["Incident"] * (nodes - len(self.kinds))
        self.agents = [n for n, kind in enumerate(self.kinds) if kind != "Incident"]
        self.incidents = [n for n, kind in enumerate(self.kinds) if kind == "Incident"]
        self.sources = 0

    def things(self) -> Iterator[str]:
        """Yield outlets and nodes."""
        for n in range(_OUTLETS):
            yield f'id:outlet-{n} a kg:Organisation ; rdfs:label "Gazette {n}"@en .\n'
        for n, kind in enumerate(self.kinds):
            name = f"{self.rng.choice(FIRST)} {self.rng.choice(LAST)} {n}"
            if kind == "Incident":
                name = f"What failed at {name}"
            whole = f" ; kg:partOf id:n-{self.rng.choice(self.incidents)}" if kind == "Incident" and n % 3 == 0 else ""
            # A whole with a smaller number: no circles.
            whole = whole if whole and int(whole.rsplit("-", 1)[1]) < n else ""
            yield f'id:n-{n} a kg:{kind} ; rdfs:label "{name}"@en{whole} .\n'

    def statements(self, lines: int) -> Iterator[str]:
        """Yield statements, each with its report, until there are so many lines and every node has one."""
        agent, incident = Zipf(len(self.agents)), Zipf(len(self.incidents))
        drawn: set[tuple[int, int]] = set()
        # First everybody once: else those whom nobody mentions would be no nodes.
        waiting, events = list(self.agents), list(self.incidents)
        n = 0
        while len(drawn) < lines or waiting or events:
            speaker = waiting.pop() if waiting else self.agents[agent.draw(self.rng)]
            target = self.agents[agent.draw(self.rng)]
            about = events.pop() if events else self.incidents[incident.draw(self.rng)]
            pairs = {(speaker, target), (speaker, about)}
            if target == speaker or (pairs <= drawn and n > 3 * lines):
                continue
            drawn |= pairs
            yield self._statement(n, speaker, target, about)
            n += 1

    def _statement(self, n: int, speaker: int, target: int, about: int) -> str:
        rng, source = self.rng, n // _PER_SOURCE
        day = (_FIRST_DAY + timedelta(source * 37 % _DAYS)).isoformat()
        words = " ".join(rng.choice(VOCABULARY) for _ in range(rng.randint(6, 20)))
        made = ""
        if n % _PER_SOURCE == 0:
            made = (
                f'id:source-{source} a kg:Source ; rdfs:label "Number {source}"@en ; kg:fileName "{source}.txt" ;\n'
                f'  dcterms:publisher id:outlet-{source % _OUTLETS} ; dcterms:issued "{day}"^^xsd:date .\n'
            )
        return made + (
            f"id:s-{n} a kg:Statement ; kg:speaker id:n-{speaker} ; kg:towards id:n-{target} ;\n"
            f"  kg:about id:n-{about} ; kg:act act:{rng.choice(ACTS)} ; kg:polarity kg:affirmed ;\n"
            f'  kg:gist "Speaks of {words[:60]}."@en ;\n'
            f'  kg:earliest "{day}"^^xsd:date ; kg:latest "{day}"^^xsd:date ; kg:saidOn "{day}" .\n'
            f"id:r-{n} a kg:Report ; kg:reports id:s-{n} ; kg:source id:source-{source} ; kg:wording kg:direct ;\n"
            f'  kg:reporter id:source-{source} ; kg:quotation "{words}"@en ; kg:origin kg:curated ; '
            f"kg:selector id:p-{n} .\n"
            f"id:p-{n} a kg:Passage ; kg:source id:source-{source} ; oa:start {n % 9000} ; oa:end {n % 9000 + 100} .\n"
        )
