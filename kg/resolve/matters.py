"""What the statements of one document are about: incidents of the record, or a new one."""

from dataclasses import dataclass
from functools import cached_property

from kg.finding import Finding
from kg.model import Document
from kg.resolve.incidents import LINKED, Link, guess_kinds
from kg.resolve.known import KnownGraph
from kg.resolve.nouns import Candidate, NewIncident, SourceFacts
from kg.resolve.page import Page
from kg.resolve.words import slug_of

_MOST_SENTENCES = 400
_TITLE_WORDS = 14
_FIT = 0.35
_TOLD = 0.4


@dataclass(frozen=True)
class Matter:
    """What a statement is about: candidates, and the ids that are chosen."""

    candidates: tuple[Candidate, ...]
    chosen: tuple[str, ...]


class Matters:
    """The incidents that a document is about."""

    def __init__(self, document: Document, graph: KnownGraph, source: SourceFacts, agents: set[str]) -> None:
        """Link a document to incidents."""
        self.document, self.graph, self.source = document, graph, source
        self.incidents = graph.incident_words
        self.agents = agents
        self._is_new = False

    @cached_property
    def linked(self) -> list[Link]:
        """Return the incidents that the whole document is about, the best first."""
        sentences = [line for line in self.document.text.replace(". ", ".\n").split("\n") if line.strip()]
        title = [self.source.title] if self.source.title else []
        return self.incidents.link([*title, *sentences[:_MOST_SENTENCES]], self.agents, self.source.published)

    @cached_property
    def family(self) -> list[Link]:
        """Return what passages can be about: incidents that are linked, and their parts that come near."""
        sure = [link for link in self.linked if link.score >= LINKED]
        if not sure and self._proposed.id in self.graph.incidents:
            return [Link(self._proposed.id, 0.9, "proposed for this source, and accepted")]
        wholes = {whole for link in sure for whole in self.graph.incidents[link.id].wholes} | {link.id for link in sure}
        near = [
            link
            for link in self.linked
            if link not in sure and wholes.intersection(self.graph.incidents[link.id].wholes) and link.score >= _FIT
        ]
        return sure + near

    @property
    def new(self) -> tuple[NewIncident, ...]:
        """Return the incident that was proposed, if one was."""
        return (self._proposed,) if self._is_new else ()

    def about(self, finding: Finding, page: Page) -> Matter:
        """Return what a statement is about."""
        if not self.family:
            self._is_new = True
            new = self._proposed
            told = tuple(
                Candidate(link.id, self.graph.label(link.id), link.score, link.basis) for link in self.linked[:3]
            )
            return Matter(
                (
                    Candidate(
                        new.id, new.label, round(1 - (told[0].score if told else 0.0), 3), "none of the record fits"
                    ),
                    *told,
                ),
                (new.id,),
            )
        passage = page.shown(finding.content)
        sentence = page.text[slice(*page.sentence_span(finding.content[0][0]))]
        around = page.text[slice(*page.paragraph_span(finding.content[0][0]))]
        fits = self.incidents.choose(passage, sentence, around, self.family)
        scores = {link.id: link.score for link in self.family}
        best = fits[0] if fits[0].score > 0 else self.family[0]
        shown = [
            Candidate(link.id, self.graph.label(link.id), scores[link.id], link.basis)
            for link in sorted(fits, key=lambda link: (link.id != best.id, -link.score, link.id))[:4]
        ]
        return Matter(tuple(shown), (best.id, *self._wholes(best.id, fits)))

    def _wholes(self, part: str, fits: list[Link]) -> list[str]:
        """Return the incidents that one is part of, as far as the passage speaks of them, too."""
        told = {link.id for link in fits if link.score >= _TOLD}
        return [whole for whole in self.graph.incidents[part].wholes if whole in told]

    @cached_property
    def _proposed(self) -> NewIncident:
        title = self.source.title or next((line.strip() for line in self.document.text.split("\n") if line.strip()), "")
        words = title.split()
        label = " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")
        label = "".join(char for char in label if char.isprintable())[:150].strip() or "An incident without a name"
        sentences = [line for line in self.document.text[:4000].replace(". ", ".\n").split("\n") if line.strip()]
        kinds = guess_kinds(self.graph, [title, *sentences[:8]])
        return NewIncident(f"i-{self.source.key}-{slug_of(label)}", label, kinds)
