"""The things of the record that a question names: longest names first, slips of the pen forgiven."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.ask.actwords import ActWord
from kg.ask.common import is_common
from kg.ask.lexicon import DETERMINERS, HARMLESS, MEMBERS
from kg.ask.patterns import Lazy
from kg.ask.record import Record
from kg.ask.stems import is_known
from kg.ask.tokens import FUNCTION_WORDS, SAYING, Token
from kg.model import Entity
from kg.namespaces import expand
from kg.store.folding import fold_again
from kg.store.spelling import find_misspelt, lookup_many

LONGEST_NAME = 9
# What a name can stand for in a question, the first that fits a thing's classes.
CATEGORIES = {
    "agent": expand("kg:Agent"),
    "post": expand("kg:Post"),
    "incident": expand("kg:Incident"),
    "source": expand("kg:Source"),
    "kind": expand("kg:FailureKind"),
    "measure": expand("kg:Measure"),
}
TITLES = frozenset("mr mrs ms miss dr sir lord lady dame baroness baron prof rev".split())
_NO_NAMES = FUNCTION_WORDS | HARMLESS
_ANY = frozenset("which what all any other".split())
_RANKS = frozenset(
    """minister secretary inspector director commissioner ministry department inspectorate board agency authority
    committee leader chairman chair governor union speaker""".split()
)
_RANK = rf"(?:chief |prime |first )?(?:{'|'.join(sorted(_RANKS, reverse=True))})"
_RANK_OF = Lazy(
    rf"(?P<lead>(?:shadow |deputy |assistant )?)(?P<rank>{_RANK})(?: of state)? (?:of|for) (?:the )?(?P<what>[\w' -]+)"
)
_OF_RANK = Lazy(rf"(?P<what>[\w' -]+?) (?P<rank>{_RANK})")
# After these a name that begins like an act is the name of a matter: "about calls for his resignation".
_ABOUT = DETERMINERS | frozenset("about on over of regarding concerning to into".split())


@dataclass(frozen=True)
class Mention:
    """Words ``start`` to ``end`` (half-open) name ``entities``, all of one category; several mean ambiguity.

    ``said`` is how the question writes the name; ``guessed`` that it was misspelt; ``is_set`` that all are meant.
    ``others`` are the incidents of the same name; ``places`` the words of an act that an object parts.
    """

    start: int
    end: int
    said: str
    category: str
    entities: tuple[Entity, ...]
    guessed: bool = False
    possessive: bool = False
    is_set: bool = False
    others: tuple[Entity, ...] = ()
    places: tuple[int, ...] = ()

    @property
    def covered(self) -> tuple[int, ...]:
        """Return the places of all its words."""
        return self.places or tuple(range(self.start, self.end))


def find_mentions(tokens: Sequence[Token], record: Record) -> list[Mention]:
    """Find the names and the acts in a question.

    Args:
        tokens: its words.
        record: whose things may be named.

    Returns:
        Mentions in the order of the question; none overlaps another, longer ones win.
    """
    taken = [False] * len(tokens)
    found = _exact(tokens, taken, record)
    for word in record.act_words.find(tokens, taken):
        said = " ".join(tokens[place].text for place in word.places)
        found.append(Mention(word.start, word.end, said, "act", word.acts, places=word.places))
        for place in word.places:
            taken[place] = True
    # Two words that are nearly a name go before a first name, and that before one word that is nearly a name.
    found = _beside_a_slip(tokens, found, taken, record)
    found += _misspelt(tokens, taken, record, (3, 2))
    found += _given_names(tokens, taken, record)
    found += _misspelt(tokens, taken, record, (1,))
    ordered = sorted(found, key=lambda mention: mention.start)
    return [
        mention if mention.category == "act" else replace(mention, said=as_typed(tokens[mention.start : mention.end]))
        for mention in ordered
    ]


def as_typed(words: Sequence[Token]) -> str:
    """Return words as they were typed, less possessive endings, so that a reply names them as the question did."""
    return " ".join(word.typed[: len(word.text)] if word.possessive else word.typed for word in words)


def _exact(tokens: Sequence[Token], taken: list[bool], record: Record) -> list[Mention]:
    """Find what is called just as the question says, the longest names first."""
    spans = {(start, end): " ".join(token.text for token in tokens[start:end]) for start, end in _spans(len(tokens))}
    turned = {span: tuple(turned_names(said)) for span, said in spans.items()}
    names = (*spans.values(), *map(_singular, spans.values()), *(name for some in turned.values() for name in some))
    followed = {end: token.text for end, token in enumerate(tokens)}
    several = {
        span: f"{said}s"
        for span, said in spans.items()
        if span[1] - span[0] > 1 or _singular(followed.get(span[1], "")) in MEMBERS
    }
    known = lookup_many(record.store, (*names, *several.values()))
    deeds = [word for word in record.act_words.find(tokens, taken) if len(word.places) > 1]
    found = []
    for (start, end), said in sorted(spans.items(), key=lambda item: (item[0][0] - item[0][1], item[0][0])):
        if any(taken[start:end]):
            continue
        # "A Liberal Democrat" and "Conservative MPs" are of bodies that are called so in the plural.
        forms = (said, _singular(said), *turned[start, end], several.get((start, end), said))
        entities: list[Entity] = next(filter(None, (known.get(fold_again(form)) for form in forms)), [])
        before = tokens[start - 1].text if start else ""
        if end - start == 1 and (before in ("unnamed", "anonymous") or (said == "speakers" and before in _ANY)):
            # "Unnamed speakers" are not the Speaker, nor are those of "which speakers".
            continue
        mention = _mention(tokens, (start, end), said, entities) if entities else None
        if mention and _is_deed(mention, deeds, tokens):
            continue
        if mention and not _begins_with_act(tokens, mention, record):
            found.append(mention)
            taken[start:end] = [True] * (end - start)
    return found + _with_shared_head(tokens, found, taken, record)


def _with_shared_head(
    tokens: Sequence[Token], found: Sequence[Mention], taken: list[bool], record: Record
) -> list[Mention]:
    """Find what shares the last word of a name: "Derbyshire and Durham police"."""
    more: list[Mention] = []
    for mention in found:
        place = mention.start - 2
        is_pair = mention.category == "agent" and mention.end - mention.start == 2 and place >= 0
        if is_pair and not taken[place] and tokens[place + 1].text in ("and", "or", "&"):
            said = f"{tokens[place].text} {tokens[mention.end - 1].text}"
            fits = [
                one
                for one in lookup_many(record.store, [said]).get(fold_again(said), [])
                if CATEGORIES["agent"] in one.types
            ]
            if fits:
                more.append(Mention(place, place + 1, said, "agent", tuple(fits)))
                taken[place] = True
    return more


def _is_deed(mention: Mention, deeds: Sequence[ActWord], tokens: Sequence[Token]) -> bool:
    """Say whether words are a deed, and no kind of failure: "offered his resignation", "who is to blame".

    Nor are they a matter: whoever "raised the alarm" need not have spoken of "the alarm at the works".
    """
    places = set(range(mention.start, mention.end))
    if mention.category == "incident":
        return any(places < set(deed.places) for deed in deeds)
    return mention.category == "kind" and any(
        places < set(deed.places)
        or (set(deed.places) < places and all(tokens[p].text in FUNCTION_WORDS for p in places - set(deed.places)))
        for deed in deeds
    )


def _begins_with_act(tokens: Sequence[Token], mention: Mention, record: Record) -> bool:
    """Say whether an act would be swallowed: "called for Clarke's resignation" is not all a name."""
    if mention.category != "incident" or (mention.start and tokens[mention.start - 1].text in _ABOUT):
        return False
    words = record.act_words.find(tokens[mention.start : mention.end], [False] * (mention.end - mention.start))
    return bool(words) and words[0].start == 0 and words[0].end < mention.end - mention.start


def _mention(tokens: Sequence[Token], span: tuple[int, int], said: str, entities: Sequence[Entity]) -> Mention | None:
    start, end = span
    words = tokens[start:end]
    if words[0].text in ("the", "a", "an") and len(words) > 1:
        return None
    # "May" is a surname, a month and a verb: a function word names something only when it is typed as a name.
    is_plain = len(words) == 1 and (said in FUNCTION_WORDS or said in SAYING)
    if is_plain and not (_is_capital(words[0]) or _after_title(tokens, start)):
        return None
    for category, kind in CATEGORIES.items():
        fits = tuple(entity for entity in entities if kind in entity.types)
        if not fits or (category in ("kind", "measure") and all(word.text in HARMLESS for word in words)):
            continue
        matters = tuple(entity for entity in entities if CATEGORIES["incident"] in entity.types)
        others = matters if category != "incident" else ()
        return Mention(start, end, said, category, fits, possessive=words[-1].possessive, others=others)
    return None


def _given_names(tokens: Sequence[Token], taken: list[bool], record: Record) -> list[Mention]:
    """Find people called by their first name alone."""
    found = []
    for place, token in enumerate(tokens):
        iris = [] if taken[place] or token.text in FUNCTION_WORDS else record.given_names.get(token.text, [])
        if iris and (_is_capital(token) or not (token.text in HARMLESS or is_known(token.text))):
            entities = tuple(filter(None, map(record.names.entity, iris)))
            found.append(Mention(place, place + 1, token.text, "agent", entities, possessive=token.possessive))
            taken[place] = True
    return found


def _singular(said: str) -> str:
    """Return a name whose last word is in the singular, as posts are named in the record.

    >>> _singular("home secretaries")
    'home secretary'
    """
    if said.endswith("ies"):
        return said[:-3] + "y"
    return said[:-1] if said.endswith("s") and not said.endswith("ss") else said


def turned_names(said: str) -> Iterator[str]:
    """Yield what a post or a body may be called as well: of what it is before it, or behind.

    >>> list(turned_names("ministry of transport")), "minister for transport" in turned_names("transport minister")
    (['transport ministry'], True)
    """
    if _RANKS.isdisjoint(said.split()):
        return
    if found := _RANK_OF.fullmatch(said):
        yield f"{found['lead']}{found['what']} {found['rank']}"
    elif found := _OF_RANK.fullmatch(said):
        for link in ("of", "for"):
            yield f"{found['rank']} {link} {found['what']}"


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for start in range(count):
        for end in range(start + 1, min(count, start + LONGEST_NAME) + 1):
            yield start, end


def _beside_a_slip(
    tokens: Sequence[Token], found: Sequence[Mention], taken: list[bool], record: Record
) -> list[Mention]:
    """Let a misspelt first name belong to the surname behind it: "Davd Davis"."""
    kept = []
    for mention in found:
        place = mention.start - 1
        alone = mention.category == "agent" and mention.end - mention.start == 1 and place >= 0 and not taken[place]
        if alone and _may_be_name(tokens[place], 2):
            said = f"{tokens[place].text} {tokens[mention.start].text}"
            iris = {entity.iri for entity in mention.entities}
            meant = tuple(one for one in find_misspelt(record.store, said, CATEGORIES["agent"]) if one.iri in iris)
            if meant:
                mention = replace(mention, start=place, entities=meant, guessed=True)
                taken[place] = True
        kept.append(mention)
    return kept


def _is_capital(token: Token) -> bool:
    return token.typed[:1].isupper() and not token.first


def _after_title(tokens: Sequence[Token], start: int) -> bool:
    return start > 0 and tokens[start - 1].text in TITLES


def _misspelt(tokens: Sequence[Token], taken: list[bool], record: Record, sizes: tuple[int, ...]) -> list[Mention]:
    """Find names of people and bodies in which a letter or two are wrong."""
    found: list[Mention] = []
    for size in sizes:
        for start in range(len(tokens) - size + 1):
            words = tokens[start : start + size]
            said = " ".join(word.text for word in words)
            if any(taken[start : start + size]) or not all(_may_be_name(word, size) for word in words):
                continue
            if _is_english(words):
                continue
            entities = tuple(find_misspelt(record.store, said, CATEGORIES["agent"]))
            if entities:
                found.append(Mention(start, start + size, said, "agent", entities, True, words[-1].possessive))
                taken[start : start + size] = [True] * size
    return found


def _may_be_name(token: Token, size: int) -> bool:
    # "Greta Vos": beside a first name, a short surname can be told to be one.
    return len(token.text) >= (4 if size == 1 else 3) and token.text.isalpha() and token.text not in _NO_NAMES


def _is_english(words: Sequence[Token]) -> bool:
    """Say whether words in small letters are common ones, and no slips: "held" is not Heald, nor "ready" Reay."""
    return all(word.typed[:1].islower() and is_common(word.text) for word in words)
