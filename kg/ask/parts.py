"""Which part each name of a question plays: who speaks, to or of whom, about what, in which outlet, in which post."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from kg.ask.lexicon import ADVERBS, DETERMINERS, FEELINGS
from kg.ask.mentions import TITLES, Mention
from kg.ask.tokens import SAYING, Token

Role = Literal["speaker", "target", "about", "behalf", "outlet", "topic", "capacity", "without"]
# What a preposition makes of the name that follows it.
PREPOSITIONS: Mapping[str, Role] = {
    **dict.fromkeys(("by", "from"), "speaker"),
    **dict.fromkeys(
        ("about", "on", "over", "regarding", "concerning", "re", "during", "under", "v", "vs", "versus"), "about"
    ),
    **dict.fromkeys(("to", "towards", "toward", "against", "at", "of", "for", "with", "in", "upon"), "target"),
}
BE = frozenset("was were been being is are be get got gets".split())
# What outlets do, and what they do to speakers.
_QUOTING = frozenset("quote quotes quoted quoting interview interviews interviewed cite cites cited".split())
_PRINTING = _QUOTING | frozenset(
    "report reports reported reporting article coverage carry carries carried print prints printed publish publishes "
    "published run ran mention mentions mentioned".split()
)
_AFTER_WHAT = [[word] for word in "did do does has have had is was are were will would can could".split()]
_DOING = frozenset("did do does has have had".split())
_SPEAKING = (["speak"], ["speaks"], ["spoke"], ["spoken"], ["speaking"])
_TOLD = frozenset("tell told".split())
_SPEECH_NOUNS = SAYING | frozenset(
    "explanation apology criticism reply line defence stand promise excuse claim claims answer verdict take remarks "
    "message account version assessment".split()
)
_SKIPPED = TITLES | DETERMINERS | frozenset("former then ex both either own current new senior embattled angry".split())
_MODALS = frozenset("could would can will should might may".split())
_HANDING = frozenset("give gave given giving make made making offer offered issue issued voice voiced raise".split())
# From whom words come: "what came out of Downing Street", "what have we had from the ministry".
_COMING = tuple(
    f"{verb} {out}"
    for verb in "come came comes coming emerge emerged emerging issued issue put".split()
    for out in ("out of", "out from", "from", "out by")
)
_WORDS_OF = tuple(f"{word} of" for word in "words quote quotes quotation quotations remarks comments".split())
_OWN = frozenset("own exact actual very".split())
_ANYBODY = frozenset("anybody anyone somebody someone nobody else".split())
_ABOUT = frozenset("about on over regarding concerning".split())
_CAPACITY = frozenset("as while when whilst".split())
_EXCEPT = tuple("apart from,other than,except,except for,besides,excluding,aside from,but not,rather than".split(","))
_SPELLS = ("time as", "term as", "days as", "tenure as", "stint as", "spell as", "years as", "period as")
_PAST = ("ed", "en", "wn", "ld", "ght", "ung", "ade", "ept")


class Parts:
    """The names of one clause, each with its part."""

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention], outlets: frozenset[str]) -> None:
        """Take a clause: its words, and what they name in their order."""
        self.tokens, self.mentions, self.outlets = tokens, mentions, outlets
        self.words = [token.text for token in tokens]
        self.inside = {place for mention in mentions for place in mention.covered}
        self.acts: list[Mention] = []
        self.told: list[Mention] = []
        self.roles: dict[Role, list[Mention]] = {}
        self.asked_first = self._asked_first()
        self.verb = self._main_verb()
        self.is_passive = self._is_passive()
        self._assign()

    @property
    def asks_target(self) -> bool:
        """Say whether it is asked at whom an act was aimed: "who was blamed", "whom did Clarke blame"."""
        if self.acts and self.asked_first and self.acts[0].start > self.asked_first:
            # "Which bodies did he blame".
            return True
        if not self.acts or "target" in self.roles or self.words[:1] == ["what"]:
            return False
        asks = bool({"who", "whom", "which"} & set(self.words[:1])) or " ".join(self.words[:2]) == "at whom"
        # "Who did Clarke blame": the subject stands between the auxiliary and the verb.
        inverted = self.words[1:2] in (["did"], ["do"], ["does"], ["has"], ["have"]) and any(
            mention.start < self.verb for mention in self.roles.get("speaker", ())
        )
        return asks and (self.is_passive or inverted)

    def _asked_first(self) -> int:
        """Return where the auxiliary stands in "which bodies did he blame"; 0 in other questions."""
        if self.words[:1] not in (["which"], ["what"], ["whose"]) or self.words[1:2] in _AFTER_WHAT:
            return 0
        for place in range(2, min(6, len(self.words))):
            if self.words[place] in _DOING and place not in self.inside:
                follows = any(place < one.start <= place + 3 for one in self.mentions if one.category != "act")
                return place if follows else 0
        return 0

    def _main_verb(self) -> int:
        """Return where the act or the verb of saying stands; the end where there is none."""
        acts = [mention.start for mention in self.mentions if mention.category == "act"]
        acts = [place for place in acts if place > self.asked_first] or acts
        saying = [p for p, word in enumerate(self.words) if word in SAYING and p not in self.inside]
        return min(acts + saying, default=len(self.words))

    def _is_passive(self) -> bool:
        """Say whether the main verb is told of whom it befalls: "was blamed", "is to blame", "criticised by"."""
        act = self._act_at(self.verb)
        if self.verb >= len(self.words) or not (act or self.words[self.verb] in _TOLD):
            return False
        word = self.words[self.verb]
        if word.endswith("ing") or (act and _ends(act.entities) & FEELINGS):
            return False
        if act and self.words[act.end : act.end + 1] == ["by"] and word.endswith(_PAST):
            return True
        if act and word == "to":
            # "Who is to blame".
            return bool(BE & set(self.words[self.verb - 1 : self.verb]))
        before = [w for p, w in enumerate(self.words[: self.verb]) if p not in self.inside]
        while before and (before[-1] in ADVERBS | DETERMINERS | {"to"} or before[-1].endswith("ly")):
            before.pop()
        follows = bool(before) and before[-1] in BE
        # "Who was Clarke attacked by": the name stands between.
        return follows and (word.endswith(_PAST) or self.words[self.verb - 1] in ("to", "been"))

    def _act_at(self, place: int) -> Mention | None:
        return next((one for one in self.mentions if one.category == "act" and one.start == place), None)

    def _assign(self) -> None:
        previous: Role | None = None
        for mention in self.mentions:
            if self._owns_matter(mention):
                continue
            if mention.category == "act":
                if self._is_object(mention):
                    self._add("topic", mention)
                else:
                    self.acts.append(mention)
                continue
            role = self._role(mention, previous)
            # "At Dartmoor" is where it happened, not whom it was aimed at, if the matter is called like the place.
            if role == "about" and mention.others:
                mention = replace(mention, category="incident", entities=mention.others)
            if role == "about" and self._is_told(mention):
                self.told.append(mention)
            self._add(role, mention)
            previous = role

    def _owns_matter(self, mention: Mention) -> bool:
        """Say whether a body only tells whose matter is meant, where another speaks: "the Government's plan to ..."."""
        about = self._word_before(mention) in _ABOUT
        if not mention.possessive or not (about or "speaker" in self.roles) or mention.category != "agent":
            return False
        kinds = ("incident", "kind") if about else ("incident",)
        is_matter = any(one.category in kinds and one.start == mention.end for one in self.mentions)
        return is_matter and all(any(kind.endswith("#Organisation") for kind in one.types) for one in mention.entities)

    def _add(self, role: Role, mention: Mention) -> None:
        self.roles.setdefault(role, []).append(mention)

    def _is_object(self, act: Mention) -> bool:
        """Say whether an act is what is talked of, not what is done: "called for an apology", "said they regret it"."""
        before = self._word_before(act)
        if act.start < self.asked_first and any(
            o.category == "act" and o.start > self.asked_first for o in self.mentions
        ):
            # "What support did he promise"; but what assurances he gave is what he did.
            return not _HANDING & set(self.words[self.asked_first :])
        if self.words[:2] == ["what", "about"]:
            return True
        if self.acts:
            return before not in ("and", "or", "nor", "but") and act.start > self.acts[0].start
        said = [p for p, word in enumerate(self.words[: act.start]) if word in SAYING and p not in self.inside]
        # "In support of" and "words of apology" tell what the saying was.
        return bool(said) and before not in ("in", "by", "of") and not self._is_noun_of_saying(said[-1])

    def _is_noun_of_saying(self, place: int) -> bool:
        """Say whether a word such as "answer" opens the question as a name of what is asked for."""
        return place + 1 < len(self.words) and self.words[place + 1] in BE and place <= 2

    def _role(self, mention: Mention, previous: Role | None) -> Role:
        before, after = self._word_before(mention), self._text(mention.end, mention.end + 1)
        if self._is_excepted(mention) or (previous == "without" and before in ("and", "or", "nor")):
            return "without"
        if mention.category in ("incident", "kind", "measure", "source"):
            return "topic" if mention.category in ("kind", "measure") else "about"
        if self._is_outlet(mention) and (before in ("in", "according", "to", "by", "from") or after in _PRINTING):
            return "outlet"
        if self._is_outlet(mention) and self.verb >= len(self.words) and len(self.mentions) > 1:
            # Keywords: "BBC Richard Bacon".
            return "outlet"
        if self._text(mention.start - 1, mention.start) in _QUOTING:
            return "speaker"
        if mention.category == "post" and self._is_capacity(mention):
            return "capacity"
        if (before == "whether" and previous) or (mention.start > self.verb and after in _MODALS and self.acts):
            # "Doubts the ministry could find them": what is doubted, and not who is.
            return "about"
        if before in ("and", "or", "nor", "both", "than") and previous in ("speaker", "target", "about"):
            return previous
        asked_there = set(self.words[max(mention.start - 3, 0) : mention.start]) & _ANYBODY
        if before in ("in", "from", "at", "within", "inside") and (
            asked_there or (mention.is_set and mention.start <= 4)
        ):
            # "Who in the Labour Party".
            return "speaker"
        fixed = self._by_phrase(mention, after)
        if fixed:
            return fixed
        return self._after_preposition(before, mention) if before in PREPOSITIONS else self._by_place(mention)

    def _by_phrase(self, mention: Mention, after: str) -> Role | None:
        before = self._text(mention.start - 4, mention.start)
        if before.endswith(("on behalf of", "on behalf of the")):
            return "behalf"
        if before.removesuffix(" the").endswith(_COMING):
            return "speaker"
        if "according to" in before or before.removesuffix(" the").endswith(_WORDS_OF):
            return "speaker"
        if mention.possessive:
            if "speaker" in self.roles and self._word_before(mention) in _ABOUT:
                # "What did Poe say about the Speaker's demand": it is Poe who is asked for.
                return "about"
            after = self._text(mention.end + 1, mention.end + 2) if after in _OWN else after
            is_speech = after in _SPEECH_NOUNS or bool(self._act_at(mention.end))
            if is_speech and not (self.acts and after not in _SPEECH_NOUNS):
                return "speaker"
            return "target" if self.acts else "about"
        return None

    def _is_excepted(self, mention: Mention) -> bool:
        before = self._text(mention.start - 4, mention.start).removesuffix(" the").removesuffix(" of")
        return before.endswith(_EXCEPT)

    def _is_capacity(self, mention: Mention) -> bool:
        """Say whether a post tells in what capacity somebody spoke: "as home secretary", "while he was"."""
        place = mention.start - 1
        while place >= 0 and self.words[place] in BE | DETERMINERS | {"he", "she", "they", "still"}:
            place -= 1
        if place >= 0 and self.words[place] in _CAPACITY:
            return place > 0
        return self._text(place - 3, place + 1).endswith(_SPELLS)

    def _word_before(self, mention: Mention) -> str:
        place = mention.start - 1
        # A word inside another name ("stood by") is no preposition of this one.
        while place >= 0 and place not in self.inside and self.words[place] in _SKIPPED:
            place -= 1
        return self.words[place] if place >= 0 and place not in self.inside else ""

    def _after_preposition(self, word: str, mention: Mention) -> Role:
        role = PREPOSITIONS[word]
        is_printed = _PRINTING & set(self.words[: mention.start]) and "outlet" in self.roles
        if word == "from" and mention.start <= self.verb and "anything" not in self.words and not is_printed:
            # "The men released from Dartmoor": nobody there is said to speak.
            return "about"
        if role != "target":
            return role
        if word == "for" and self.words[mention.start - 2 : mention.start - 1] in _SPEAKING:
            return "behalf"
        if word in ("in", "at") and (mention.others or not self.acts):
            return "about"
        if word == "for" and ("target" in self.roles or self.is_passive):
            return "about"
        # "What did Davis say of Clarke": no act is aimed at him, the words are about him.
        aims = bool(self.acts) or self.words[:1] in (["did"], ["has"], ["have"], ["was"], ["is"])
        return role if aims or word in ("to", "towards", "toward") else "about"

    def _by_place(self, mention: Mention) -> Role:
        if self.asked_first:
            # What is asked for stands before the auxiliary, who does it behind.
            verb = next((one.start for one in self.mentions if one.category == "act" and one.start > mention.start), 99)
            if mention.start < self.asked_first:
                return "target" if verb < 99 else "about"
            return "speaker" if mention.start < max(verb, self.asked_first + 4) else "target"
        has_act = any(one.category == "act" for one in self.mentions)
        if self.verb >= len(self.words) and (mention.others or self._after_about(mention)):
            return "about"
        if mention.start < self.verb:
            return "target" if self.is_passive else "speaker"
        if self._act_at(self.verb):
            return "target"
        told = self.verb < len(self.words) and self.words[self.verb] in _TOLD and mention.start <= self.verb + 3
        return "target" if told or (has_act and self.acts) else "about"

    def _is_told(self, mention: Mention) -> bool:
        """Say whether a name is part of what is said: "who says Pakistan refused" may be answered by Pakistan."""
        between = [word for place, word in enumerate(self.words[: mention.start]) if place > self.verb]
        says = self.verb < len(self.words) and self.words[self.verb] in SAYING and mention.start > self.verb
        return says and not set(between) - DETERMINERS - {"that"} and mention.end < len(self.words)

    def _after_about(self, mention: Mention) -> bool:
        """Say whether a question without a verb has told before a name what it is about."""
        return any(PREPOSITIONS.get(word) == "about" for word in self.words[: mention.start])

    def _text(self, start: int, end: int) -> str:
        return " ".join(self.words[max(start, 0) : max(end, 0)])

    def _is_outlet(self, mention: Mention) -> bool:
        return all(entity.iri in self.outlets for entity in mention.entities)


def _ends(acts: Iterable[object]) -> set[str]:
    return {str(getattr(act, "iri", "")).rsplit("#", 1)[-1] for act in acts}
