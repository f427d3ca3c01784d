"""Resolving: names, titles and pronouns become agents, dates posts, and passages are linked to incidents."""

from kg.resolve.known import KnownGraph
from kg.resolve.nouns import Candidacy, Candidate, Resolved, Said, SourceFacts
from kg.resolve.resolve import resolve

__all__ = ["Candidacy", "Candidate", "KnownGraph", "Resolved", "Said", "SourceFacts", "resolve"]
