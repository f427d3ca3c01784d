"""Names that belong together: initials, "Napo's Harry Fletcher", "the boss of the prison service", "Tory MPs"."""

from collections.abc import Sequence
from dataclasses import replace

from kg.ask.lexicon import HEADS
from kg.ask.mentions import TITLES, Mention, as_typed
from kg.ask.patterns import Lazy
from kg.ask.record import Record
from kg.ask.roles import Crew, entities
from kg.ask.stems import stem
from kg.ask.tokens import Token, content_stems
from kg.model import Entity
from kg.namespaces import expand

_SPOKES = Lazy(r"(?:spokes(?:man|woman|person|people|men|women)|(?:re)?sources?|insiders?)$")
_BETWEEN = frozenset("the a an of from for then former ex embattled under-fire its".split())
_ALL = frozenset(("all", "every", "each", "which"))
_OF = frozenset(("of", "for", "at"))
_WITHIN = frozenset("in from at within inside".split())
_ANYBODY = frozenset("who anyone anybody someone somebody nobody people those else".split())
_SOMEBODY = frozenset("man woman person one those people".split())
_LETTERS = frozenset("mp msp mep qc kc obe cbe mbe phd md esq".split())
_PERSON = expand("kg:Person")


def join_names(
    tokens: Sequence[Token], mentions: Sequence[Mention], record: Record, *, over_names: bool = False
) -> list[Mention]:
    """Let what stands beside a name choose among namesakes, widen it to a post or a set, or become part of it.

    Args:
        tokens: the words of a question.
        mentions: what they name, in their order.
        record: the graph.
        over_names: whether bodies stand for those that they came from and that followed, too.
    """
    taken = {place for mention in mentions for place in mention.covered}
    found = [_with_rest(tokens, _with_initial(tokens, mention), taken, record) for mention in mentions]
    found = [_with_letters(tokens, mention) for mention in _in_apposition(tokens, found, record)]
    found = [joined for mention in found for joined in _spokesmen(tokens, mention, record)]
    found = [_head_of(tokens, mention, record, over_names=over_names) for mention in found]
    found = [joined for mention in found for joined in _crew_of(tokens, mention, record)]
    return [replace(one, said=as_typed(tokens[one.start : one.end])) if one.is_set else one for one in found]


def _with_initial(tokens: Sequence[Token], mention: Mention) -> Mention:
    """Let an initial before a surname choose among namesakes, and be part of the name."""
    before = tokens[mention.start - 1].text if mention.start else ""
    if mention.category != "agent" or len(before) != 1 or before in ("a", "i"):
        return mention
    kept = tuple(entity for entity in mention.entities if entity.label.lower().startswith(before))
    return replace(mention, start=mention.start - 1, entities=kept) if kept else mention


def _with_letters(tokens: Sequence[Token], mention: Mention) -> Mention:
    """Let the letters behind a name belong to it: "Bacon MP"."""
    is_lettered = _is_person(mention) and not mention.possessive and mention.end < len(tokens)
    return replace(mention, end=mention.end + 1) if is_lettered and tokens[mention.end].text in _LETTERS else mention


def _with_rest(tokens: Sequence[Token], mention: Mention, taken: set[int], record: Record) -> Mention:
    """Let the rest of a longer name belong to it: "the source at the Ministry", called so, "of Transport"."""
    place = mention.end
    if mention.category not in ("agent", "post") or tokens[place : place + 1] == [] or tokens[place].text not in _OF:
        return mention
    while place < len(tokens) and place not in taken and tokens[place].text in _OF | {"the"}:
        place += 1
    start, names = place, [content_stems(entity.label) for entity in mention.entities]
    while place < len(tokens) and place not in taken and all(stem(tokens[place].text) in own for own in names):
        place += 1
    return replace(mention, end=place) if place > start else mention


def _in_apposition(tokens: Sequence[Token], mentions: Sequence[Mention], record: Record) -> list[Mention]:
    """Read a person beside a post, a party or a body of theirs as that person."""
    kept: list[Mention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        joined = before and _belong_together(tokens, before, mention, record)
        if joined:
            kept[-1] = joined
        else:
            kept.append(mention)
    return kept


def _belong_together(tokens: Sequence[Token], first: Mention, second: Mention, record: Record) -> Mention | None:
    between = [token.text for token in tokens[first.end : second.start]]
    if not {first.category, second.category} <= {"agent", "post"} or not set(between) <= _BETWEEN | TITLES | {"mp"}:
        return None
    if len(between) > 3 or (set(between) & {"from", "for"} and not _is_person(first)):
        return None
    for person, other in ((first, second), (second, first)):
        if not _is_person(person) or _is_person(other):
            continue
        # "Blair's spokesman" and "Clarke of the Home Office": only who is of the body is meant by both.
        fits = tuple(
            one for one in person.entities if any(record.roles.belongs(one.iri, each.iri) for each in other.entities)
        )
        if fits and not (person is first and person.possessive):
            return replace(person, start=first.start, end=second.end, entities=fits, said=person.said)
    return None


def _is_person(mention: Mention) -> bool:
    return mention.category == "agent" and all(_PERSON in entity.types for entity in mention.entities)


def _spokesmen(tokens: Sequence[Token], mention: Mention, record: Record) -> list[Mention]:
    """Read "Blair's spokesman" and "a source at the Home Office" as the unnamed speakers who speak for them."""
    if mention.category not in ("agent", "post"):
        return [mention]
    start, end = mention.start, mention.end
    while end < len(tokens) and tokens[end].text in ("official", "press", "own", "unnamed", "anonymous", "senior"):
        end += 1
    is_after = end < len(tokens) and bool(_SPOKES.match(tokens[end].text))
    if not is_after:
        start = _before(tokens, mention.start, ("for", "of", "at", "in", "from", "within", "inside"))
        if start < 0 or not _SPOKES.match(tokens[start].text):
            return [mention]
    iris = [entity.iri for entity in mention.entities]
    # "The prime minister's spokesman" speaks for whoever held the post.
    iris += sorted(record.roles.holders(iris)) if mention.category == "post" else []
    speakers = tuple(one for iri in iris for one in record.speakers_for(iri))
    if not speakers:
        return [mention]
    chosen = _of_that_name(speakers, tokens[end if is_after else start].text)
    end = end + 1 if is_after else mention.end
    return [Mention(start, end, mention.said, "agent", tuple(dict.fromkeys(chosen)), is_set=True)]


def _of_that_name(speakers: Sequence[Entity], word: str) -> Sequence[Entity]:
    """Keep the sources where sources are asked for, and the spokesmen where spokesmen are."""
    is_source = word.startswith(("source", "insider"))
    chosen = [one for one in speakers if ("source" in one.label.lower() or "insider" in one.label.lower()) == is_source]
    return chosen or speakers


def _before(tokens: Sequence[Token], place: int, linking: Sequence[str]) -> int:
    """Return where the word stands that one of some prepositions links to what begins at a place; -1 if none does."""
    place -= 1
    while place >= 0 and tokens[place].text in ("the", "a", "an"):
        place -= 1
    return place - 1 if place >= 0 and tokens[place].text in linking else -1


def _head_of(tokens: Sequence[Token], mention: Mention, record: Record, *, over_names: bool) -> Mention:
    """Read "the boss of the prison service", "who led it" and "Napo's chief" as the posts in that body."""
    if mention.category != "agent" or mention.is_set:
        return mention
    start, end = mention.start - 1, mention.end
    while start >= 0 and tokens[start].text in ("the", "of", "a", "is", "was", "at", "in"):
        start -= 1
    if start >= 0 and tokens[start].text in HEADS:
        end = mention.end
        if tokens[start].text == "charge" and tokens[start - 1].text == "in":
            start -= 1
            start -= start > 0 and tokens[start - 1].text in _SOMEBODY
    elif end < len(tokens) and tokens[end].text in HEADS and not _goes_on(tokens, end):
        start, end = mention.start, end + 1
    else:
        return mention
    bodies = [entity.iri for entity in mention.entities]
    posts = record.posts_in(record.successions(bodies) if over_names else bodies)
    found = entities(record, posts)
    return replace(mention, category="post", entities=found, is_set=True, start=start, end=end) if found else mention


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Say whether a word that may mean a head is a verb here: "who leads", "Labour heads for"."""
    return place + 1 < len(tokens) and tokens[place + 1].text in ("the", "a", "for", "to", "of")


def _crew_of(tokens: Sequence[Token], mention: Mention, record: Record) -> list[Mention]:
    """Read "Tory MPs" and "Home Office officials" as people of the party or the body."""
    if mention.category != "agent" or mention.is_set or _is_person(mention):
        return [mention]
    if _is_membership(tokens, mention):
        crew = Crew(tuple(entity.iri for entity in mention.entities), record.posts_in(e.iri for e in mention.entities))
        for entity in mention.entities:
            crew |= record.roles.of_party(entity.iri, ["politician"])
        return crew_mentions(crew, (mention.start, mention.end), tokens, record)
    if {token.text for token in (*tokens[: mention.start][-2:], *tokens[mention.end : mention.end + 1])} & _ALL:
        # "All the police forces": not only those that are once called so.
        crew = record.roles.find(mention.said.lower().split()) | Crew(tuple(entity.iri for entity in mention.entities))
        if len(crew.agents) > len(mention.entities):
            return crew_mentions(crew, (mention.start, mention.end), tokens, record)
    for size in (2, 1):
        words = [token.text for token in tokens[mention.end : mention.end + size]]
        crew = record.roles.find([*mention.said.lower().split(), *words])
        if crew and len(words) == size:
            crew |= Crew(tuple(entity.iri for entity in mention.entities))
        for entity in mention.entities:
            crew |= record.roles.of_party(entity.iri, words) or record.roles.in_body(entity.iri, words)
        if crew and len(words) == size:
            return crew_mentions(crew, (mention.start, mention.end + size), tokens, record)
    if tokens[mention.start - 1].text in ("which", "any", "what") and mention.start and not mention.said.endswith("s"):
        # "Which Liberal Democrat": one of its people.
        crew = Crew(record.roles.partisans(entity.iri for entity in mention.entities))
        if crew:
            return crew_mentions(crew, (mention.start, mention.end), tokens, record)
    return [mention]


def _is_membership(tokens: Sequence[Token], mention: Mention) -> bool:
    """Say whether people of a party or body are meant: "who in the Labour Party", "anyone at the Home Office"."""
    place = mention.start - 1
    while place >= 0 and tokens[place].text == "the":
        place -= 1
    return place > 0 and tokens[place].text in _WITHIN and tokens[place - 1].text in _ANYBODY


def crew_mentions(crew: Crew, span: tuple[int, int], tokens: Sequence[Token], record: Record) -> list[Mention]:
    """Return a set of speakers as mentions: one of its people and bodies, one of its posts."""
    start, end = span
    said, possessive = as_typed(tokens[start:end]), bool(tokens[start:end]) and tokens[end - 1].possessive
    parts = (("agent", entities(record, crew.agents)), ("post", entities(record, crew.posts)))
    return [
        Mention(start, end, said, category, found, possessive=possessive, is_set=True)
        for category, found in parts
        if found
    ]
