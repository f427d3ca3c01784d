"""Which of several speakers without a name is meant by "the spokesman"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.ask.answer import Answer
from kg.ask.mentions import Mention
from kg.ask.options import Options
from kg.ask.patterns import Lazy
from kg.ask.reading import Reading
from kg.ask.record import Record
from kg.ask.retrieve import Retrieval
from kg.model import Entity
from kg.namespaces import expand

_ONE = Lazy(r"(?:(?:un)?named |anonymous )?(?P<word>spokes(?:man|woman|person)|source|insider|official)")
_POINTING = frozenset(("the", "that", "this"))


def choose_voices(reading: Reading, record: Record, options: Options, notes: list[str]) -> Answer | None:
    """Settle who "the spokesman" is, by name and by what else the question says.

    Args:
        reading: changed where one speaker is left.
        record: the graph.
        options: what narrows the answer besides.
        notes: gets a sentence where one was settled.

    Returns:
        The question back with all who may be meant, where there are several; None otherwise.
    """
    for place, mention in enumerate(reading.mentions("speaker")):
        if not mention.is_set or mention.category != "agent":
            continue
        found = _ONE.fullmatch(mention.said.lower())
        before = reading.tokens[mention.start - 1].text if 0 < mention.start <= len(reading.tokens) else ""
        if not found or before not in _POINTING:
            continue
        called = _called(mention, found["word"])
        fits = [one for one in called if _spoke(one, place, mention, reading, record, options)]
        kept = tuple(fits or called)
        if len(kept) > 1 and fits:
            names = ", ".join(entity.label for entity in kept[:-1])
            asked = f"“{mention.said}” may mean {names} or {kept[-1].label}. Which one?"
            return Answer("ambiguous", asked, candidates=kept, unclear=mention.said)
        if fits:
            reading.roles["speaker"][place] = replace(mention, entities=kept, is_set=False)
            notes.append(f"“{mention.said}” is read as {kept[0].label}.")
    return None


def _called(mention: Mention, word: str) -> Sequence[Entity]:
    """Return those of a set who are called by a word; by its like, where none is."""
    unnamed = [one for one in mention.entities if expand("kg:UnnamedSpeaker") in one.types]
    exact = [one for one in unnamed if re.search(rf"\b{word}\b", one.label.lower())]
    like = [one for one in unnamed if word.startswith("spokes") and "spokes" in one.label.lower()]
    # A spokesperson may be a man or a woman.
    return like if word == "spokesperson" else exact or like


def _spoke(one: Entity, place: int, mention: Mention, reading: Reading, record: Record, options: Options) -> bool:
    speakers = list(reading.mentions("speaker"))
    speakers[place] = replace(mention, entities=(one,), is_set=False)
    asked = replace(reading, roles={**reading.roles, "speaker": speakers})
    return bool(Retrieval(asked, record, options).find().fit)
