"""What a question asks about how statements stand to each other: who contradicts, backs, answers or corrects whom."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.ask.looks import TIE_BEGINNINGS, TIE_HINTS, TIE_PHRASES
from kg.ask.mentions import Mention
from kg.ask.patterns import Hinted, Lazy
from kg.ask.reading import Reading
from kg.ask.tokens import content_stems

Kind = Literal["against", "with", "reply", "correct"]
# Relations as the record names them, per kind of question.
RELATIONS: dict[Kind, frozenset[str]] = {
    "against": frozenset(("disagreesWith", "disputes", "refutes", "inTensionWith", "corrects")),
    "with": frozenset(("agreesWith", "confirms")),
    "reply": frozenset(("repliesTo",)),
    "correct": frozenset(("corrects", "qualifies", "retracts")),
}
_FORM = Hinted(
    "|".join(TIE_HINTS),
    r"\b(?:"
    + "|".join(
        f"(?P<{kind}>{'|'.join(TIE_PHRASES[kind].split('|'))}|(?:{'|'.join(TIE_BEGINNINGS[kind].split())})\\w*)"
        for kind in RELATIONS
    )
    + r")\b",
)
# Behind these the matter begins that it is about.
_ABOUT = Lazy(r"\b(?:about|on|over|that|regarding|concerning|as to|whether|why|how)\b")
_SELF = Lazy(r"\b(?:himself|herself|themselves|itself|each other|one another|own)\b")
# Who does so does it to somebody; whoever disagrees is disagreed with as well.
_DIRECTED = Lazy(r"contradict|disput|rebut|refut|reject|challeng|contest")
_EACH = Lazy(r"\b(?:each other|one another)\b")
_ANY = Lazy(r"\b(?:any|anything|anyone|anybody|something|nothing)\b")
_EMPTY = content_stems(
    "account version claim view statement word evidence remark position line story side fact narrative point answer "
    "findings source"
)


@dataclass(frozen=True)
class TieQuestion:
    """A question for ties between statements.

    ``left`` and ``right`` are the agents and posts named before and behind the word of relation; ``topic`` stems of
    what it is about; ``incidents`` the matters named; ``is_self`` is true of what somebody said against himself, and
    ``is_directed`` where it is asked who contradicts whom, and not who is at odds with whom.
    """

    kind: Kind
    left: tuple[Mention, ...]
    right: tuple[Mention, ...]
    topic: frozenset[str]
    incidents: tuple[str, ...]
    is_self: bool = False
    is_directed: bool = False

    @property
    def is_plain(self) -> bool:
        """Say whether nobody is named on either side."""
        return not (self.left or self.right)


def read_ties(reading: Reading) -> TieQuestion | None:
    """Read a question for ties between statements; None if it asks for none.

    Args:
        reading: of the question, its names settled.
    """
    words = [token.text for token in reading.tokens]
    text = " ".join(words)
    found = _FORM.search(text)
    if found is None:
        return None
    kind: Kind = found.lastgroup  # type: ignore[assignment]
    place = text[: found.start()].count(" ")
    end = place + found[0].count(" ") + 1
    matter = _matter(text, end, words)
    named = [mention for mention in _settled(reading) if mention.category in ("agent", "post")]
    # "Which sources contradict each other" names nobody.
    parties = [mention for mention in named if not (mention.is_set and mention.said.lower().endswith("sources"))]
    left = tuple(mention for mention in parties if mention.start < place)
    right = tuple(mention for mention in parties if end <= mention.start < matter)
    matters = [mention for mention in _settled(reading) if mention.category == "incident"]
    incidents = [one for mention in matters for one in mention.entities]
    if " between " in f" {text} " and not left and len({mention.start for mention in right}) > 1:
        # "Tension between Blair and Clarke" has a side each.
        first = min(mention.start for mention in right)
        left = tuple(mention for mention in right if mention.start == first)
        right = tuple(mention for mention in right if mention.start != first)
    asked = TieQuestion(
        kind,
        left,
        right,
        _topic(reading, (place, end), matter, (*left, *right, *matters)),
        tuple(one.iri for one in incidents),
        bool(_SELF.search(text)) and not (_EACH.search(text) and not (left or right)),
        words[0] == "who" and bool(_DIRECTED.match(found[0])),
    )
    return asked if _is_meant(asked, text, found[0]) else None


def _settled(reading: Reading) -> list[Mention]:
    """Return the mentions in their parts, in which namesakes are settled, in the order of the question."""
    found = [mention for role, some in reading.roles.items() if role not in ("topic", "without") for mention in some]
    return sorted(found, key=lambda mention: mention.start)


def _matter(text: str, end: int, words: Sequence[str]) -> int:
    """Return the place of the word behind which the matter begins; the end of the question where there is none."""
    behind = " ".join(words[end:])
    found = _ABOUT.search(behind)
    return end + behind[: found.start()].count(" ") if found else len(words)


def _topic(reading: Reading, verb: tuple[int, int], matter: int, known: Sequence[Mention]) -> frozenset[str]:
    named = {place for mention in known for place in range(mention.start, mention.end)}
    kept = [
        (place, token.text)
        for place, token in enumerate(reading.tokens)
        if place not in named and not verb[0] <= place < verb[1]
    ]
    stems = content_stems(" ".join(text for _, text in kept))
    # Behind "that" and "about" even a plain verb tells: "agrees that he should go".
    plain = {"go"} & {text for place, text in kept if place >= matter}
    return frozenset((stems | plain) - _EMPTY)


def _is_meant(asked: TieQuestion, text: str, word: str) -> bool:
    """Say whether a word of relation asks for ties, and not for what somebody said of a matter."""
    behind = text.partition(word)[2].split()
    if asked.kind == "reply":
        if re.search(rf"\b(?:the|an?|any|no|their|his|her|its|foi) {word} (?:from|by|of)\b", text):
            # "What did the answers from the forces show" asks for what they said.
            return False
        # "His response to Dartmoor" is what he said of it; a reply to somebody is a tie.
        return bool(asked.right) and not all(mention.others for mention in asked.right)
    if asked.kind == "against" and word.startswith(("reject", "challeng")):
        # "Who rejected the auditors' claim" asks who disagrees with it, "who rejected the plan" for an act.
        return any(mention.possessive for mention in asked.right)
    if asked.kind == "correct":
        is_any = bool(_ANY.search(text) and not asked.left)
        return bool(asked.right) or is_any or (text.startswith(("who", "what was", "which")) and not asked.left)
    if asked.kind == "with":
        # "Agreed to an inquiry" tells what was done, not with whom.
        if word.startswith(("agree", "concur")):
            return behind[:1] in ([], ["with"], ["on"], ["about"], ["over"]) and bool(
                asked.right or len(asked.left) > 1
            )
        if word.startswith(("back", "support", "endors")) and " " not in word:
            # "Who backs the auditors' warning" asks who agrees with it, "who backed Clarke" for an act.
            return any(mention.possessive for mention in asked.right)
        return bool(asked.right)
    return True
