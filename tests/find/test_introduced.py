"""What kind of speaker somebody is whom an attribution only names."""

import pytest

from kg.find.introduced import Introduced

TEXT = (
    "The ports minister, Ann Marlow, was late. Ms Marlow said so. Owen Tranter, chief executive of the ferry line, "
    "said it was shut. Shadow ports minister Eve Quill said Mr Marlow-Hart, a baker, had seen it. “No,” said the mate."
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Ms Marlow", "The ports minister"),
        ("Tranter", "chief executive of the ferry line"),
        ("Mr Tranter", "chief executive of the ferry line"),
        ("Quill", "Shadow ports minister"),
        ("the ferry line", "the ferry line"),
        ("Mr Unknown", "Mr Unknown"),
        ("Mr Marlow-Hart", "Mr Marlow-Hart"),
        ("", ""),
        ("*(+", "*(+"),
    ],
)
def test_the_words_that_introduce_a_name(source: str, words: str) -> None:
    assert Introduced(TEXT).words_of(source) == words


def test_a_pronoun_is_whoever_spoke_before() -> None:
    told = Introduced(TEXT)
    assert told.words_of("She") == "She"
    assert told.words_of("Mr Tranter") == told.words_of("He") == "chief executive of the ferry line"
    assert told.words_of("a witness") == told.words_of("she") == "a witness"
