"""Short made-up articles on failures that no record knows, each with whom its statements are by below a line."""

from dataclasses import dataclass
from pathlib import Path

from kg.find import Finder
from kg.model import Document
from kg.read import read_data
from kg.resolve import KnownGraph, Resolved, Said, SourceFacts, resolve
from kg.resolve.nouns import NewAgent

FOLDER = Path(__file__).parent / "data" / "newcomers"
_LINE = "\n====\n"


@dataclass(frozen=True)
class Newcomer:
    """An article, what was resolved in it, and rows of words, kind and name."""

    document: Document
    resolved: Resolved
    expected: tuple[tuple[str, str, str], ...]

    def said(self, words: str) -> Said | None:
        """Return the shortest statement whose content holds some words."""
        found = [one for one in self.resolved.said if words in self._content(one)]
        return min(found, key=lambda one: len(self._content(one)), default=None)

    def _content(self, one: Said) -> str:
        text = self.document.text[one.finding.content[0][0] : one.finding.content[-1][1]]
        return text.translate(str.maketrans("“”‘’", "\"\"''"))

    def faults(self) -> dict[str, str]:
        """Return what is wrong, by the words of the statement."""
        agents = {agent.id: agent for agent in self.resolved.agents}
        found = {}
        for words, kind, name in self.expected:
            said = self.said(words)
            what = "not found" if said is None else _fault(said, kind, name, agents)
            if what:
                found[words] = f"{kind} {name}: {what}"
        return found


def read_newcomer(path: Path, finder: Finder, graph: KnownGraph) -> Newcomer:
    """Find and resolve one of the articles."""
    text, _, below = path.read_text(encoding="utf-8").partition(_LINE)
    rows = [[*line.split("\t"), "", ""][:3] for line in below.splitlines() if line.strip()]
    document = read_data(path.name, text.encode())
    facts = SourceFacts(path.stem, document.digest, document.detail("published"), None, document.detail("title"))
    resolved = resolve(document, finder.find(document), facts, graph)
    return Newcomer(document, resolved, tuple((words, kind, name) for words, kind, name in rows))


def _fault(said: Said, kind: str, name: str, agents: dict[str, NewAgent]) -> str:
    agent = agents.get(said.speaker)
    if agent is None:
        return f"known {said.speaker}"
    owners = [agents[one].label if one in agents else one for one in agent.speaks_for]
    told = {
        "proposed": agent.kind == "Person" and _bare(agent.label) == _bare(name),
        "body": agent.kind == "Organisation" and _bare(agent.label) == _bare(name),
        "speaks_for": agent.kind == "UnnamedSpeaker" and any(_bare(name) in _bare(one) for one in owners),
        "voice": agent.kind in ("UnnamedSpeaker", "UnresolvedSpeaker") and not said.private,
        "unnamed": agent.kind in ("UnnamedSpeaker", "UnresolvedSpeaker"),
        "private": agent.kind == "UnresolvedSpeaker" and said.private,
    }
    return "" if told[kind] else f"{agent.kind} “{agent.label}” {owners or ''}".strip()


def _bare(name: str) -> str:
    return name.casefold().replace("’", "'").removeprefix("the ")
