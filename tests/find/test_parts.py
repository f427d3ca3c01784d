"""Acts sentence by sentence, acts that were not done, kinds of speakers, and the made-up sentences."""

import pytest

from benchmarks.extract.acts.__main__ import Example, halves, judge
from kg.find import Finder
from kg.find.acts import act_not_done, acts_of
from kg.find.contents import kind_of
from kg.find.manner import polarity_of
from kg.find.parts import joined_acts, parts_of
from kg.find.sentences import clauses, sentences
from kg.find.undone import find_undone
from kg.find.weighed import load_weights
from kg.find.words import read_words
from kg.finding import Finding
from kg.model import Document

SAID = (["said"], ["that"])
# Least share of right chief acts by table; a change that makes one worse is seen here.
FLOORS = {
    "made-tune": 0.91,
    "made-held": 0.88,
    "second-tune": 0.85,
    "second-held": 0.71,
    "short-tune": 0.77,
    "third-held": 0.53,
    "fourth-held": 0.80,
}


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(threads=1)


@pytest.mark.parametrize(("name", "examples"), list(halves()))
def test_acts_and_polarity_of_the_made_up_sentences(name: str, examples: list[Example]) -> None:
    told = [judge(example) for example in examples]
    right = [acts[0] in one.acts for one, (acts, _) in zip(examples, told, strict=True)]
    polarities = [one.polarity == polarity for one, (_, polarity) in zip(examples, told, strict=True)]
    assert sum(right) / len(right) >= FLOORS[name]
    assert sum(polarities) / len(polarities) >= 0.95


def test_each_sentence_of_a_quotation_has_its_own_acts(finder: Finder) -> None:
    text = '"We got this wrong. We will pay every docker by Friday. The port is safe," said Ann Marlow, its director.'
    (finding, *_) = finder.find(Document("a", text, ""))
    told = [(part.acts[0], text[slice(*part.content[0])].strip('" ')) for part in finding.parts]
    assert [act for act, _ in told] == ["admits", "promises", "reassures"]
    assert told[1][1].startswith("We will pay")
    assert finding.acts[:3] == ("admits", "promises", "reassures")


def test_parts_lie_in_the_content_in_order(finder: Finder) -> None:
    text = (
        "The mayor said the pier was safe but the boats were not. “It is a disgrace. Why was nobody told?” said the "
        "union. “While the ward is clean, it is badly run; nobody can say why,” the inspector said. “We must act.”\n"
    )
    for finding in finder.find(Document("a", text, "")):
        ends = [span for part in finding.parts for span in part.content]
        assert ends == sorted(ends)
        assert {act for part in finding.parts for act in part.acts} == set(finding.acts)
        assert {part.polarity for part in finding.parts} == {finding.polarity}
        for start, end in ends:
            assert any(a <= start < end <= b for a, b in finding.content)


def test_what_is_held_back_stands_in_a_finding_of_its_own(finder: Finder) -> None:
    text = (
        'The shadow minister, Jane Orr, told MPs: "I do not blame the nurses. They were let down by their managers. '
        'There should be no call for anybody to resign until we know the facts."'
    )
    told = {(finding.acts[0], finding.polarity) for finding in finder.find(Document("a", text, ""))}
    assert ("blames", "negated") in told
    assert ("withholds-call", "withheld") in told
    assert ("blames", "affirmed") in told


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a spokesman for the trust", "official"),
        ("the shadow health secretary", "critic"),
        ("the nurses' union", "critic"),
        ("HM Inspectorate of Schools", "inspector"),
        ("Ann Marlow", "other"),
        ("", "other"),
    ],
)
def test_kinds_of_speakers(source: str, kind: str) -> None:
    assert kind_of(source) == kind


def test_the_same_words_admit_or_blame_by_who_says_them() -> None:
    content = "the wards should have been inspected"
    assert acts_of(*SAID, content, "the trust", "indirect")[0] == "admits"
    assert acts_of(*SAID, content, "the opposition", "indirect")[0] != "admits"


@pytest.mark.parametrize(
    ("content", "wording", "act"),
    [
        ("“I have never accused anybody”", "direct", "accuses"),
        ("“We are not seeking to blame the crew”", "direct", "blames"),
        ("he had not offered to resign", "indirect", "offers-resignation"),
        ("he had not seen the letter", "indirect", None),
        ("they did not accuse the crew, he said", "direct", None),
        ("he will not resign", "indirect", None),
        ("“I’m not quite there yet”", "direct", None),
    ],
)
def test_an_act_not_done(content: str, wording: str, act: str | None) -> None:
    assert act_not_done(content, wording) == act


@pytest.mark.parametrize(
    ("content", "wording", "act"),
    [
        ("He feels sorry for the crew", "direct", "apologises"),
        ("he did not want to bring it up", "indirect", "admits"),
        ("There is no question that it is ambitious", "direct", "denies"),
        ("they travelled on false passports", "indirect", "denies"),
        ("nobody has suggested that I resign", "direct", "offers-resignation"),
    ],
)
def test_words_that_only_look_like_an_act(content: str, wording: str, act: str) -> None:
    assert act not in acts_of(*SAID, content, "he", wording)


def test_what_another_did_not_do_is_nested_and_negated() -> None:
    text = "Mr Hale has not offered to resign and Ms Orr had not seen it"
    found: list[Finding] = list(find_undone(text, (0, len(text)), "indirect"))
    assert [(f.acts[0], f.polarity, text[slice(*f.source[0])]) for f in found] == [
        ("offers-resignation", "negated", "Mr Hale")
    ]
    own = "he had not offered to resign"
    assert not list(find_undone(own, (0, len(own)), "indirect", "the minister"))
    assert list(find_undone(own, (0, len(own)), "indirect", "the minister's spokesman"))


def test_sentences_and_clauses_keep_every_word() -> None:
    text = "Mr. Hale (64) said no. “It was St. Ann’s, not ours!” While it rained, and rained hard, they slept; all did."
    ranges = list(sentences(text, (0, len(text))))
    assert len(ranges) == 3
    joined = "".join(text[a:b] for span in ranges for a, b in clauses(text, span))
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_contents_of_no_words_make_no_trouble() -> None:
    assert parts_of("", [], ([], []), "", "indirect") == []
    assert parts_of("“”", [(0, 2)], ([], []), "", "direct")[0].acts == ("states",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("for the delay but refused to pay", [("refuses", "affirmed")]),
        ("the cuts and did not promise a review", [("promises", "negated")]),
        ("the cuts and has not called for a review", [("withholds-call", "withheld")]),
        ("the plan and the warning that came with it", []),
        ("“the cuts and promised review”", []),
    ],
)
def test_a_second_verb_of_the_reporter_is_an_act_of_its_own(text: str, told: list[tuple[str, str]]) -> None:
    assert [(act, polarity) for _, act, polarity in joined_acts(text, (0, len(text)))] == told


@pytest.mark.parametrize(
    ("text", "act", "polarity"),
    [
        ("The minister has yet to apologise for the lost files.", "apologises", "negated"),
        ("The minister would not be drawn on whether she would go.", "refuses", "affirmed"),
        ("The minister did not refuse to pay.", "refuses", "negated"),
    ],
)
def test_what_is_yet_to_be_done_and_what_is_not_told(text: str, act: str, polarity: str) -> None:
    words = read_words(text)
    cue = [i for i, form in enumerate(words.forms) if form in ("has", "would", "did", "not", "yet", "to", "be")][:4]
    verb = next(i for i, form in enumerate(words.forms) if form in ("apologise", "drawn", "refuse"))
    assert polarity_of(words, sorted({*cue[:3], verb}), act) == polarity


@pytest.mark.parametrize(
    ("content", "source", "wording", "act"),
    [
        ("“Nobody warned us about the valves”", "the minister", "direct", "disclaims"),
        ("“I was wrong to say that nobody told us”", "the minister", "direct", "admits"),
        ("“We accept the findings of the audit”", "the trust", "direct", "admits"),
        ("a review run by the line itself would be worthless", "the passengers' union", "indirect", "criticises"),
        ("the mending of the pier would cost £3m", "the harbour board", "indirect", "states"),
        ("the delay was not a “resigning matter”", "the minister", "mixed", "refuses"),
        ("the board took it “very seriously”", "a spokesman", "mixed", "reassures"),
    ],
)
def test_what_is_shown_after_a_plain_said(content: str, source: str, wording: str, act: str) -> None:
    assert acts_of(*SAID, content, source, wording)[0] == act


def test_what_follows_a_call_may_be_a_fact(finder: Finder) -> None:
    told = {
        finding.acts[0]
        for finding in finder.find(Document("a", "The line's chief urged that safety is its priority.", ""))
    }
    assert "calls-for" not in told
    told = {
        finding.acts[0] for finding in finder.find(Document("a", "The union urged that the pier be shut at once.", ""))
    }
    assert told == {"calls-for"}


def test_an_order_of_a_court_is_no_order_of_the_speaker() -> None:
    assert (
        acts_of(["was", "dealt", "with", "by", "court", "order"], [], "the boy took part", "a spokesman")[0] != "orders"
    )


def test_the_model_of_acts_is_told_of_no_whole_sentence() -> None:
    weights = load_weights()
    assert len(weights.acts) > 25
    assert max(len(name.split()) for name in weights.places) <= 3
    assert sum(chance for _, chance in weights.chances({})) == pytest.approx(1, abs=1e-5)
