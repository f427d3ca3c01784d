"""Words, windows, tags and groups: offsets that are those of the text, spans that are whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.find.confidence import FEATURES, features_of
from kg.find.decode import ScoredSpan, best_tags, score_spans
from kg.find.group import Group, group
from kg.find.labels import CONTENT, CUE, SOURCE, TAGS, spans_of
from kg.find.snap import Snapper
from kg.find.stretches import stretches
from kg.find.windows import cut
from kg.find.words import read_words


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    words = read_words(text)
    assert len(words.starts) == len(words.ends) == len(words.forms) == len(words.cases) == len(words.quotes)
    assert len(words.breaks) == len(words)
    for start, end in zip(words.starts, words.ends, strict=True):
        assert start < end
        assert not text[start:end].isspace()
    covered = "".join(text[start:end] for start, end in zip(words.starts, words.ends, strict=True))
    assert covered == "".join(text.split())


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(4, 60))
def test_stretches_cover_the_text_once(text: str, longest: int) -> None:
    spans = list(stretches(text, longest))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= longest for start, end in spans)


@given(
    st.lists(st.integers(1, 8), min_size=1, max_size=120),
    st.sets(st.integers(0, 119)),
    st.integers(10, 40),
    st.integers(0, 9),
)
def test_windows_decide_each_word_once(sizes: list[int], stops: set[int], limit: int, overlap: int) -> None:
    windows = cut(sizes, sorted(stops), limit, overlap)
    decided = [index for window in windows for index in range(window.keep_start, window.keep_end)]
    assert decided == list(range(len(sizes)))
    for window in windows:
        assert window.start <= window.keep_start <= window.keep_end <= window.end
        assert sum(sizes[window.start : window.end]) <= limit


@given(st.lists(st.lists(st.floats(-9, 0), min_size=TAGS, max_size=TAGS), min_size=1, max_size=30))
def test_no_span_goes_on_that_has_not_begun(rows: list[list[float]]) -> None:
    tags = best_tags(np.array(rows, dtype=np.float32))
    for before, tag in zip([0, *tags], tags, strict=False):
        assert tag % 2 or not tag or before in (tag, tag - 1)


def test_spans_are_scored_by_their_words_and_edges() -> None:
    scores = np.log(np.full((3, TAGS), 0.01, dtype=np.float32))
    scores[0, 5], scores[1, 6], scores[2, 0] = np.log(0.9), np.log(0.8), np.log(0.9)
    (span,) = score_spans(scores, [5, 6, 0])
    assert (span.role, span.words) == (CONTENT, (0, 2))
    assert span.sureness == pytest.approx(0.86, abs=0.01)
    assert span.edge == pytest.approx(0.9, abs=0.01)


def _span(role: int, start: int, end: int) -> ScoredSpan:
    return ScoredSpan(role, start, end, 0.9, 0.9)


def test_groups_join_the_pieces_of_a_content_and_give_a_cue_one_source() -> None:
    # "A," she said. "B," said he of it.
    spans = [
        _span(CONTENT, 0, 2),
        _span(SOURCE, 2, 3),
        _span(CUE, 3, 4),
        _span(CONTENT, 5, 7),
        _span(CUE, 8, 9),
        _span(SOURCE, 9, 10),
    ]
    chances = {0: {0: 0.9}, 1: {0: 0.8, 1: 0.1}, 3: {0: 0.6, 1: 0.3}, 5: {0: 0.7, 1: 0.2}}
    (found,) = group(spans, chances)
    assert (found.cue, found.source) == (spans[2], spans[1])
    assert found.contents == [spans[0], spans[3]]


def test_a_content_that_hangs_on_nothing_stays() -> None:
    (found,) = group([_span(CONTENT, 0, 2)], {0: {}})
    assert found.cue is None
    assert len(features_of(found, "direct", read_words("a b"))) == len(FEATURES)


def test_a_content_takes_its_whole_quotation_and_no_comma() -> None:
    words = read_words('It is "a great mess", he said.')
    snapper = Snapper(words, [_span(CUE, 9, 10)])
    assert snapper.content(_span(CONTENT, 3, 6)) == (2, 7)
    assert snapper.content(_span(CONTENT, 0, 8)) == (0, 7)


def test_tags_and_spans_are_one() -> None:
    spans = [(SOURCE, 0, 2), (CUE, 2, 3), (CONTENT, 4, 9), (CONTENT, 9, 10)]
    tags = [1, 2, 3, 0, 5, 6, 6, 6, 6, 5]
    assert spans_of(tags) == spans
    assert Group(None).contents == []
