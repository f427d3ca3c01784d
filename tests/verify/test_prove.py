"""Proving claims against texts, each way that it can come out."""

from hashlib import sha256
from pathlib import Path

import pytest

from kg.verify import Claim, Row, SourceRecord, Texts, load_texts, prove

TEXT = (
    "Minister regrets the leak\n\n"
    "“We took our eye off the ball – and I am sorry,” the minister said.\n"
    "She said the locks had been changed twice.\n"
    "“We will act,” she said. “We will not wait.”\n"
    "Asked again, she said: “We will act.”\n"
)
OTHER = 'The union said that "nobody was told" and that the doors stood open.\n'


def record(name: str, text: str) -> SourceRecord:
    data = text.encode()
    return SourceRecord(name, f"The {name.title()}", f"{name}.txt", sha256(data).hexdigest(), len(text))


RECORDS = [record("gazette", TEXT), record("herald", OTHER)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gazette.txt").write_bytes(TEXT.encode())
    (tmp_path / "herald.txt").write_bytes(OTHER.encode())
    return tmp_path


def one(claim: Claim, texts: Texts) -> Row:
    [row] = prove([claim], texts)
    return row


def place(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def quotation(words: str, *spans: tuple[int, int], source: str = "gazette", whole: bool = False) -> Claim:
    return Claim("r-1", "s-1", "The minister", source, "quotation", spans, words, is_whole=whole)


def passage(words: str, span: tuple[int, int] | None = None) -> Claim:
    digest = sha256(words.encode()).hexdigest()
    opening = " ".join(words.split()[:3])
    return Claim(
        "r-1", "s-1", "The minister", "gazette", "passage", (span or place(words),), None, True, digest, opening
    )


SORRY = "We took our eye off the ball – and I am sorry,"
LOCKS = "the locks had been changed twice"


@pytest.mark.parametrize(
    ("claim", "result"),
    [
        (quotation(SORRY, place(SORRY), whole=True), "exact"),
        (quotation(SORRY.replace("–", "-"), place(SORRY), whole=True), "normalised"),
        (quotation("eye off the ball", place(SORRY)), "exact"),
        (quotation("eye off the  ball - and", place(SORRY)), "normalised"),
        (quotation("We took our eye ... and I am sorry", place(SORRY)), "ellipsis"),
        (quotation("We took … I am sorry", place(SORRY)), "ellipsis"),
        (quotation("We will act, We will not wait.", place("We will act,"), place("We will not wait.")), "ellipsis"),
        (quotation("we took our eye off the ball", place(SORRY)), "not-found"),
        (quotation("We took our eye off the bell", place(SORRY)), "not-found"),
        (quotation("I am sorry ... We took our eye", place(SORRY)), "not-found"),
        (quotation("eye off the bal", place(SORRY)), "not-found"),
        (quotation("", place(SORRY)), "not-found"),
        (quotation("nobody was told", place(SORRY)), "in-another-source"),
        (quotation("“nobody was told”", place(SORRY)), "in-another-source"),
        (quotation(SORRY, (400, 446), whole=True), "not-found"),
        (quotation(SORRY, (-1, -1), whole=True), "not-found"),
        (passage(LOCKS), "exact"),
        (passage(LOCKS, (0, len(LOCKS))), "not-found"),
        (passage(LOCKS, (90, 80)), "not-found"),
        (quotation("x", (0, 1), source="unknown"), "source-missing"),
        (Claim("r-1", "s-1", "", "gazette", "passage", (), problem="the report names no passage"), "not-found"),
    ],
)
def test_each_claim_has_its_result(claim: Claim, result: str, folder: Path) -> None:
    row = one(claim, load_texts(folder, RECORDS))
    assert row.result == result
    assert row.is_proved == (result in ("exact", "normalised"))
    assert row.problem == ""


def test_a_row_says_whose_words_and_where(folder: Path) -> None:
    start, end = place(SORRY)
    row = one(quotation(SORRY, (start, end), whole=True), load_texts(folder, RECORDS))
    expected = (
        "r-1",
        "s-1",
        "The minister",
        "gazette",
        "gazette.txt",
        "quotation",
        start,
        end,
        SORRY,
        "exact",
        "",
        "",
        "",
    )
    assert tuple(vars(row).values()) == expected


def test_words_at_another_place_prove_nothing(folder: Path) -> None:
    second = TEXT.rindex("We will act")
    row = one(quotation("We will act,", (second, second + 12), whole=True), load_texts(folder, RECORDS))
    first = TEXT.index("We will act,")
    assert (row.result, row.found_at) == ("not-found", f"{first}-{first + 12}")
    assert row.detail == f"the words stand elsewhere; at {second + 11} the text has '.', the record ','"


def test_words_of_another_source_are_found_there(folder: Path) -> None:
    start, end = place("nobody was told", OTHER)
    row = one(quotation("nobody was told", place(SORRY)), load_texts(folder, RECORDS))
    assert row.found_at == f"herald.txt {start}-{end}"


def test_a_changed_letter_is_found(folder: Path) -> None:
    (folder / "gazette.txt").write_bytes(TEXT.replace("off the ball", "off the hall").encode())
    texts = load_texts(folder, RECORDS)
    row = one(quotation(SORRY, place(SORRY), whole=True), texts)
    assert row.result == "not-found"
    assert row.detail.startswith(f"at {TEXT.index('ball')} the text has 'hall ")
    assert row.problem.startswith("gazette.txt has changed: its SHA-256 is")
    untouched = one(passage(LOCKS), texts)
    assert untouched.result == "exact"
    assert untouched.problem == row.problem


@pytest.mark.parametrize("flipped", [0x01, 0x80, 0xFF])
@pytest.mark.parametrize("words", [SORRY, LOCKS])
def test_every_flipped_byte_is_found(words: str, flipped: int, folder: Path) -> None:
    data = TEXT.encode()
    first = len(TEXT[: place(words)[0]].encode())
    for offset in range(first, first + len(words.encode())):
        broken = bytearray(data)
        broken[offset] ^= flipped
        (folder / "gazette.txt").write_bytes(broken)
        claim = passage(words) if words == LOCKS else quotation(words, place(words), whole=True)
        row = one(claim, load_texts(folder, RECORDS))
        # One dash turned into another is no change of words, yet the file is no longer the one on record.
        assert row.result in ("not-found", "normalised")
        assert "gazette.txt has changed" in row.problem


def test_a_repetition_does_not_hide_a_flipped_byte(folder: Path) -> None:
    # The same words stand twice; the first are damaged, and the second must not stand in for them.
    (folder / "gazette.txt").write_bytes(TEXT.replace("We will act", "We will ask", 1).encode())
    row = one(quotation("We will act", place("We will act"), whole=True), load_texts(folder, RECORDS))
    assert row.result == "not-found"


def test_a_flip_that_breaks_a_mark_moves_the_rest_and_no_more(folder: Path) -> None:
    broken = bytearray(TEXT.encode())
    broken[broken.index("“".encode())] ^= 0x10
    (folder / "gazette.txt").write_bytes(broken)
    texts = load_texts(folder, RECORDS)
    assert "is not UTF-8 (byte 0xf2 at offset 27, line 3)" in texts.sources["gazette"].problem
    row = one(passage(LOCKS), texts)
    assert (row.result, row.detail) == ("exact", "moved")


def test_two_files_swapped_are_found(folder: Path) -> None:
    (folder / "gazette.txt").write_bytes(OTHER.encode())
    (folder / "herald.txt").write_bytes(TEXT.encode())
    texts = load_texts(folder, RECORDS)
    start, end = place(SORRY)
    for claim in (quotation(SORRY, (start, end), whole=True), passage(LOCKS)):
        row = one(claim, texts)
        assert row.result == "in-another-source"
        assert row.found_at.startswith("herald.txt ")
        assert row.problem == "gazette.txt holds the text of The Herald (herald); its own text lies in herald.txt"
    assert one(quotation("never said", (start, end)), texts).result == "not-found"


def test_other_newlines_move_the_words(folder: Path) -> None:
    (folder / "gazette.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    start, end = place(LOCKS)
    row = one(passage(LOCKS), load_texts(folder, RECORDS))
    assert (row.result, row.found_at) == ("exact", f"{start + 3}-{end + 3}")
    assert (row.detail, row.problem[:23]) == ("moved", "gazette.txt has changed")


def test_newlines_as_received_are_kept(tmp_path: Path) -> None:
    text = "one\r\ntwo\rthree"
    (tmp_path / "crlf.txt").write_bytes(text.encode())
    texts = load_texts(tmp_path, [record("crlf", text)])
    assert one(quotation("two\rthree", (5, 14), source="crlf", whole=True), texts).result == "exact"
    assert one(quotation("two three", (5, 14), source="crlf", whole=True), texts).result == "normalised"


def test_accents_may_be_composed_or_not(tmp_path: Path) -> None:
    text = "He said: “the cafe\u0301 was closed”, \U0001f512 too."
    (tmp_path / "cafe.txt").write_bytes(text.encode())
    texts = load_texts(tmp_path, [record("cafe", text)])
    span = (text.index("the"), text.index("”"))
    assert one(quotation("the café was closed", span, source="cafe", whole=True), texts).result == "normalised"
    assert one(quotation("\U0001f512 too", place("\U0001f512 too", text), source="cafe"), texts).result == "exact"


def test_ten_megabytes_are_read_and_searched(tmp_path: Path) -> None:
    text = TEXT * 40_000 + "“At last.”"
    (tmp_path / "big.txt").write_bytes(text.encode())
    texts = load_texts(tmp_path, [record("big", text)])
    span = (len(text) - 9, len(text) - 1)
    assert one(quotation("At last.", span, source="big", whole=True), texts).result == "exact"
    assert one(quotation("never said", span, source="big", whole=True), texts).result == "not-found"
