"""Whether words of a question are a name and nothing else, before the question is read as a whole."""

from kg.ask.mentions import find_mentions
from kg.ask.record import Record
from kg.ask.subjects import find_subjects
from kg.ask.tokens import FUNCTION_WORDS, split_words


def is_named(words: str, record: Record) -> bool:
    """Say whether words are a name, or a word for a set of people, and nothing else.

    Args:
        words: as typed.
        record: whose names count.
    """
    tokens = split_words(words)
    mentions = find_subjects(tokens, find_mentions(tokens, record), record)
    inside = {place for one in mentions if one.category in ("agent", "post", "source") for place in one.covered}
    return bool(inside) and all(place in inside or token.text in FUNCTION_WORDS for place, token in enumerate(tokens))


def first_name(text: str, record: Record) -> str:
    """Return the name with which a text begins, as typed; empty for none.

    Args:
        text: a sentence.
        record: whose names count.
    """
    tokens = split_words(text)
    mentions = [one for one in find_mentions(tokens, record) if one.category in ("agent", "post")]
    first = next((one for one in mentions if all(token.text == "the" for token in tokens[: one.start])), None)
    return text[: text.find(tokens[first.end - 1].typed) + len(tokens[first.end - 1].typed)].strip() if first else ""
