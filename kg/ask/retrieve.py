"""From a reading to the statements that answer it: by names, acts and days in one query, then by words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.ask.cards import Card
from kg.ask.find import Scope, find_iris, statements_query
from kg.ask.fitting import Fitting
from kg.ask.lexicon import AIMED
from kg.ask.mentions import Mention
from kg.ask.opposites import find_opposite
from kg.ask.options import Options as Options
from kg.ask.orders import choose_by_order
from kg.ask.parts import Role
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.roles import entities, is_body, is_namesake, split_bodies
from kg.ask.stems import synonyms
from kg.ask.tokens import FUNCTION_WORDS, SAYING, content_stems
from kg.ask.widening import (
    find_beyond_targets,
    find_by_name_of_matter,
    find_undone,
    find_wider,
    let_silent_speak,
)
from kg.ask.wordbook import word_search
from kg.model import Entity

# A record is large that holds more quotations and gists than these.
MANY_UTTERANCES = 10_000
# As many statements as the words of a question find are looked at closely.
MOST_BY_WORDS = 200


@dataclass(eq=False)
class Retrieved:
    """The statements that fit and those that tell the opposite, oldest first, and what found them."""

    fit: list[Card] = field(default_factory=list)
    against: list[Card] = field(default_factory=list)
    scope: Scope = field(default_factory=Scope)
    notes: list[str] = field(default_factory=list)
    beyond: bool = False

    @property
    def query(self) -> str:
        """Return a SPARQL query that gives just the statements that answer.

        What was found ``beyond`` the scope is not bounded by it.
        """
        scope = self.scope if self.fit and not self.beyond else Scope()
        return statements_query(scope, [card.iri for card in self.fit or self.against] or None)


class Retrieval:
    """Finds the statements for one reading, a compound one included."""

    def __init__(self, reading: Reading, record: Record, options: Options) -> None:
        """Take a reading whose names are settled."""
        self.reading, self.record, self.options = reading, record, options
        self.fitting = Fitting(reading, record)

    def find(self) -> Retrieved:
        """Return what answers the reading and what tells against it."""
        found = self._of_clause()
        for clause in self.reading.also:
            further = Retrieval(clause, self.record, self.options)._of_clause()
            found = _joined(found, further, clause.joined_by)
        return replace(found, fit=choose_by_order(found.fit, self.reading.order))

    def _of_clause(self) -> Retrieved:
        scope = self.scope()
        cards = self.cards(scope)
        fitting = self.choose(cards)
        notes: list[str] = []
        if not fitting and (scope.targets or scope.target_posts):
            # "What did Spurr promise the governor": whom the words name need not be whom the act is aimed at.
            fitting, scope = find_beyond_targets(self, scope)
        if not fitting and scope.bodies and (wider := find_wider(self, scope)):
            fitting = self.choose(self.cards(wider[0]))
            scope, notes = wider if fitting else (scope, [])
        if not fitting and scope.acts and self.fitting.is_only_acts and self.reading.aim == "statements":
            # "What did they refuse to reveal": the second act only says what kind of thing the first was aimed at.
            fitting = self.choose(self.cards(scope), loosely=True)
        fit, against = self._by_polarity(fitting, scope)
        within = set(fit)
        if not fit and not self.reading.negated:
            fit = find_undone(self, scope)
        if len(self.reading.mentions("speaker")) > 1 and fit:
            fit = let_silent_speak(self, fit, scope)
        if not fit and not against and not self.reading.negated:
            against = find_opposite(self, scope)
        if not fit and not against and scope.acts:
            fit = find_by_name_of_matter(self, scope)
        words = {token.text for token in self.reading.tokens}
        # "Poe inquiry suspects": among bare words a noun may look like an act.
        is_bare = not scope.speakers or (bool(self.reading.topic) and not words & (FUNCTION_WORDS | SAYING))
        if not fit and not against and scope.acts and self.reading.aim == "statements" and is_bare:
            return self._with_acts_as_words()
        return Retrieved(fit, against, scope, notes if fit else [], beyond=not within >= set(fit))

    def _with_acts_as_words(self) -> Retrieved:
        """Look for the words of acts where nobody did them: "apology orders" is no apology."""
        roles = {**self.reading.roles, "topic": [*self.reading.mentions("topic"), *self.reading.acts]}
        reading = replace(self.reading, acts=[], also=[], roles=roles)
        found = Retrieval(reading, self.record, self.options).find()
        # Whoever does call for something calls for another thing.
        done = set(self.record.acts(_iris(self.reading.acts))) if self.fitting.is_called_on else set()
        return replace(found, fit=[card for card in found.fit if not done & card.acts])

    def _by_polarity(self, cards: Sequence[Card], scope: Scope) -> tuple[list[Card], list[Card]]:
        """Part what was done from what was not; a question without an act takes any."""
        if not scope.acts:
            return list(cards), []
        if set(scope.acts) <= set(self.record.held_back):
            # Holding an act back is done by not doing it.
            return list(cards), []
        affirmed = [card for card in cards if card.polarity == "affirmed"]
        other = [card for card in cards if card.polarity != "affirmed"]
        if self.reading.negated:
            # Who did it is no answer to who did not; to "did he not" it is.
            return other or find_opposite(self, scope), affirmed if self.reading.aim == "yes-no" else []
        return affirmed, other

    def cards(self, scope: Scope, among: Sequence[str] | None = None) -> list[Card]:
        """Return the statements in a scope; where it has no bounds but words, those that the words find."""
        is_many = self.record.words.utterances > MANY_UTTERANCES
        if among is None and (scope.is_wide or (is_many and scope.is_loose)):
            # Nobody asks for the whole record; and of a large one, acts and days alone bound too little.
            among = None if self.fitting.is_open and not scope.is_wide else self._by_words()
            if among == []:
                return []
        return self.record.cards.get(find_iris(scope, self.record, among))

    def _by_words(self) -> list[str]:
        """Return the statements in which the most of the words stand, and those about what the words describe."""
        stems = [*self.fitting.words, *self.reading.helping]
        stems += [word for act in self.fitting.acts for word in content_stems(act.said)]
        stems += sorted({other for word in self.fitting.words for other in synonyms(word)})
        found = self.record.words.search(word_search(stems), MOST_BY_WORDS) if stems else []
        if self.fitting.incidents and not self.reading.is_quoting:
            found += find_iris(Scope(incidents=tuple(self.fitting.incidents)), self.record)
        return list(dict.fromkeys(found))

    def choose(self, cards: Sequence[Card], *, loosely: bool = False) -> list[Card]:
        """Keep the statements that carry the words and concern the agents that the question is about."""
        kept = [card for card in cards if self._may_speak(card)]
        agents = self.agents("about")
        if agents:
            involved = self.record.involving(one.iri for one in agents)
            kept = [card for card in kept if self._concerns(card, agents, involved)]
            # What somebody says himself is not said about him, unless he is asked for.
            speakers = [mention for mention in self.reading.mentions("speaker") if not mention.is_set]
            asked_for = {*_iris(speakers), *self.reading.told}
            kept = [card for card in kept if card.speaker not in {agent.iri for agent in agents} - asked_for]
        kept = self.fitting.for_deed(kept) if loosely else self.fitting.choose(kept)
        if self.reading.asks_target:
            # "Who was told to go" is answered by no call that names nobody.
            aimed = [card for card in kept if card.towards]
            kept = aimed or (kept if self.reading.mentions("speaker") or not self.fitting.is_called_on else [])
        return self._each_of_both(kept) if self.reading.every else kept

    def _may_speak(self, card: Card) -> bool:
        """Leave out excepted names, and people where bodies are asked for."""
        # "The spokesman, apart from the unnamed sources": who is named himself is not among those excepted.
        own = _iris([mention for mention in self.reading.mentions("speaker") if not mention.is_set])
        excepted = {*_iris(self.reading.mentions("without"))}.difference(own)
        if excepted and excepted & {
            *(card.speaker, card.tenure, self.record.post_of(card.tenure)),
            *(card.behalf | card.towards),
        }:
            return False
        if self.reading.side and self.record.government.governs(card) == (self.reading.side == "opposition"):
            return False
        if not self.reading.speaker_kind:
            return True
        if self.reading.speaker_kind == "backbencher":
            return not card.tenure or "member" in self.record.label(card.tenure).lower()
        is_of_body = bool(card.behalf) or self.record.is_body(card.speaker)
        return is_of_body if self.reading.speaker_kind == "body" else not self.record.is_body(card.speaker)

    def _concerns(self, card: Card, agents: Sequence[Entity], involved: set[str]) -> bool:
        """Say whether a statement is directed at an agent, names one, or is about what one is involved in."""
        named = {agent.iri for agent in agents} & (card.towards | card.behalf) or card.speaker in self.reading.told
        if named or self.names(card, agents):
            return True
        # People are named in what concerns them; a body is concerned by the failures it is part of.
        return any(map(is_body, agents)) and bool(involved & card.about)

    def names(self, card: Card, agents: Sequence[Entity]) -> bool:
        """Say whether the words of a statement name somebody: a person by surname, a body by any of its names."""
        said = f"{card.gist} {card.quoted}".lower()
        # "Clarke says" names the speaker, and no other Clarke.
        for agent in (one for one in agents if not is_namesake(one, card.speaker, self.record)):
            names = self.record.names.labels(agent.iri) if is_body(agent) else [agent.label.split(" (")[0].split()[-1]]
            # "HO" is no part of "holds".
            if any(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", said) for name in names):
                return True
        return False

    def _each_of_both(self, cards: list[Card]) -> list[Card]:
        """Keep the speakers who meet every one of several names: "who criticised both the minister and the force"."""
        roles: tuple[Role, ...] = ("target", "about")
        for role in roles:
            mentions = [mention for mention in self.reading.mentions(role) if not mention.is_set]
            if self.reading.aim == "who" and len(mentions) > 1:
                met = [{card.speaker for card in cards if self._meets(card, mention, role)} for mention in mentions]
                speakers = set.intersection(*met)
                cards = [card for card in cards if card.speaker in speakers]
        return cards

    def _meets(self, card: Card, mention: Mention, role: Role) -> bool:
        iris = {entity.iri for entity in mention.entities}
        return bool(iris & card.towards) or (role == "about" and bool(set(self.record.incidents(iris)) & card.about))

    def agents(self, role: Role) -> list[Entity]:
        """Return the agents that play a part."""
        found = _iris(self.reading.mentions(role), "agent")
        return list(entities(self.record, self.record.successions(found) if self.reading.over_names else found))

    @cached_property
    def days(self) -> tuple[str | None, str | None]:
        """Return the first and the last day asked about; the narrower of question and options counts."""
        period = self.reading.period
        starts = [day for day in (period.since, self.options.since) if day]
        ends = [day for day in (period.until, self.options.until) if day]
        return max(starts, default=None), min(ends, default=None)

    def scope(self) -> Scope:
        """Put names into their parts."""
        reading = self.reading
        speakers, targets, about = (reading.mentions(role) for role in ("speaker", "target", "about"))
        people, bodies = split_bodies(_iris(speakers, "agent"), self.record)
        # "The Liberal Democrats" are the people of the party as well.
        plural = [one for one in speakers if not one.is_set and one.said.endswith("s")]
        people = tuple(dict.fromkeys((*people, *self.record.roles.partisans(_iris(plural, "agent")))))
        aimed_at = _iris(targets, "agent")
        since, until = self.days
        outlets = _iris(reading.mentions("outlet")) or self.options.outlets
        return Scope(
            speakers=people,
            bodies=self.record.successions(bodies) if reading.over_names else bodies,
            posts=_iris(speakers, "post"),
            held=_iris(reading.mentions("capacity")),
            targets=self.record.successions(aimed_at) if reading.over_names else aimed_at,
            target_posts=_iris(targets, "post"),
            matters=self._matters(),
            incidents=self.record.incidents(_iris([*about, *targets, *speakers], "incident")),
            behalf=_iris(reading.mentions("behalf")),
            acts=self.record.acts(_iris(reading.acts)),
            sources=(*_iris(about, "source"), *self.record.sources_of(outlets)) or outlets,
            origins=self.options.origins,
            since=since,
            until=until,
            former=reading.former,
        )

    def _matters(self) -> tuple[str, ...]:
        """Return the matters called like a target: criticism of Dartmoor is of the prison or of what happened there."""
        if {entity.iri.rsplit("#", 1)[-1] for act in self.reading.acts for entity in act.entities} & AIMED:
            return ()
        return self.record.incidents(one.iri for mention in self.reading.mentions("target") for one in mention.others)


def _iris(mentions: Sequence[Mention], category: str | None = None) -> tuple[str, ...]:
    named = (mention for mention in mentions if category in (None, mention.category))
    return tuple(dict.fromkeys(entity.iri for mention in named for entity in mention.entities))


def _joined(first: Retrieved, second: Retrieved, how: str) -> Retrieved:
    """Join what two clauses found: by whoever meets both, either of them, or the first alone."""
    speakers = {card.speaker for card in second.fit}
    if how == "or":
        fit = [*first.fit, *(card for card in second.fit if card not in first.fit)]
    elif how == "not":
        fit = [card for card in first.fit if card.speaker not in speakers]
    else:
        both = speakers & {card.speaker for card in first.fit}
        every = [*first.fit, *(card for card in second.fit if card not in first.fit)]
        fit = [card for card in every if card.speaker in both]
    fit.sort(key=lambda card: (card.latest or "", card.iri))
    against = [*first.against, *(card for card in second.against if card not in first.against)]
    return Retrieved(fit, [] if fit else against, Scope(), [*first.notes, *second.notes])
