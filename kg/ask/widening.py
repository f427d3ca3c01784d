"""Second tries, where the very words of a question find nothing: wider acts, holders of posts, names of matters."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.ask.cards import Card
from kg.ask.find import Scope
from kg.ask.mentions import Mention
from kg.ask.parts import Role
from kg.ask.roles import split_bodies
from kg.ask.stems import stem
from kg.ask.tokens import content_stems

if TYPE_CHECKING:
    from kg.ask.retrieve import Retrieval

# As many statements that name somebody are looked at.
MOST_NAMED = 200
_LINKING = frozenset("to for on of at in the with".split())


def find_beyond_targets(by: "Retrieval", scope: Scope) -> tuple[list[Card], Scope]:
    """Return what an act says of somebody at whom it is not aimed by the record, and the scope of it.

    "What did Spurr promise the governor of Dartmoor": the words tell of the prison, or are about what happened there.
    """
    below = by.record.roles.bodies_below(scope.targets)
    if len(below) > len(scope.targets):
        # What is said against a department is said against the government.
        within = scope._replace(targets=below)
        if cards := by.choose(by.cards(within)):
            return cards, within
    looser = scope._replace(targets=(), target_posts=())
    mentions = by.reading.mentions("target")
    matters = by.record.incidents(entity.iri for mention in mentions for entity in mention.others)
    if matters:
        looser = looser._replace(incidents=(*scope.incidents, *matters))
    among = None
    if not (looser.speakers or looser.bodies or looser.posts or looser.incidents):
        # Nothing else bounds it: look where somebody is named at all.
        names = [name for mention in mentions for name in _words_of(by, mention)]
        among = by.record.words.search(" OR ".join(f'"{name}"' for name in names if name), MOST_NAMED)
    cards = by.choose(by.cards(looser, among)) if among is None or among else []
    if not matters:
        cards = [card for card in cards if all(_tells_of(by, card, mention) for mention in mentions)]
    return (cards, looser) if cards and mentions else ([], scope)


def _words_of(by: "Retrieval", mention: Mention) -> list[str]:
    """Return the last word of each name of a thing, a surname say; of a set of people, the very words for it."""
    if mention.is_set:
        return mention.said.lower().split()
    names = (name.split()[-1] for entity in mention.entities for name in by.record.names.labels(entity.iri))
    return list(dict.fromkeys(name for name in names if name.isalnum()))


def _tells_of(by: "Retrieval", card: Card, mention: Mention) -> bool:
    """Say whether the words of a statement name somebody; of a set of people, the very word for it."""
    if mention.is_set:
        return content_stems(mention.said) <= card.stems
    return by.names(card, mention.entities)


def let_silent_speak(by: "Retrieval", fit: list[Card], scope: Scope) -> list[Card]:
    """Let a wider act speak for one of several speakers of whom the very act is not on record.

    "What did the opposition and the Speaker demand": the one demanded, the other called for it.
    """
    wider = by.record.acts(by.record.wider_acts(scope.acts))
    for mention in by.reading.mentions("speaker"):
        iris = {entity.iri for entity in mention.entities}
        spoke = any(iris & ({card.speaker, by.record.post_of(card.tenure)} | card.behalf) for card in fit)
        if wider and not spoke and not mention.is_set:
            people, bodies = split_bodies(iris, by.record) if mention.category == "agent" else ((), ())
            posts = tuple(iris) if mention.category == "post" else ()
            own = scope._replace(speakers=people, bodies=bodies, posts=posts, acts=wider)
            fit = fit + [card for card in by.choose(by.cards(own)) if card.polarity == "affirmed"]
    return sorted(fit, key=lambda card: (card.latest or "", card.iri))


def find_by_name_of_matter(by: "Retrieval", scope: Scope) -> list[Card]:
    """Return what was said in a matter that is called by speaker and act: "National Audit Office warning"."""
    if not (scope.speakers or scope.bodies) or not by.fitting.is_open or by.reading.starts_with in ("why", "when"):
        return []
    said = [word for act in by.reading.acts for word in act.said.split() if word not in _LINKING]
    stems = content_stems(" ".join(entity.label for entity in by.agents("speaker"))) | {stem(word) for word in said}
    called = [iri for iri, (own, _) in by.record.incident_words.items() if stems <= own]
    cards = by.cards(scope._replace(acts=(), targets=(), target_posts=(), incidents=tuple(called)))
    return cards if called else []


def find_wider(by: "Retrieval", scope: Scope) -> tuple[Scope, list[str]] | None:
    """Let those who hold posts in a body, or parts of it, speak for it where it did not speak itself."""
    posts = by.record.posts_in(scope.bodies)
    if not posts:
        return None
    names = [entity.label for iri in scope.bodies if (entity := by.record.names.entity(iri))]
    note = f"{' and '.join(names[:2])} spoke through whoever held its posts, not in its own name."
    return scope._replace(bodies=(), posts=(*scope.posts, *posts)), [note]


def find_undone(by: "Retrieval", scope: Scope) -> list[Card]:
    """Return what is told not to have been done, where a refusal to do it is asked for: "declined to blame anybody"."""
    talked = by.record.acts(entity.iri for act in by.fitting.acts for entity in act.entities)
    if not talked or "refuses" not in {act.rsplit("#", 1)[-1] for act in scope.acts}:
        return []
    roles: dict[Role, list[Mention]] = {role: some for role, some in by.reading.roles.items() if role != "topic"}
    others = type(by)(replace(by.reading, roles=roles, also=[]), by.record, by.options)
    return others.choose(others.cards(scope._replace(acts=talked, denied=True)))
