"""Proving one claim against the texts: that its words stand there, and where the record says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kg.model import Document, Span
from kg.text import find_words, level
from kg.verify.claims import Claim
from kg.verify.texts import SourceText, Texts

RESULTS = ("exact", "normalised", "ellipsis", "in-another-source", "not-found", "source-missing")
_PROVED = RESULTS[:2]


@dataclass(frozen=True)
class Row:
    """What came of one claim.

    Ids are local; ``start`` and ``end`` are where the record says the words stand, None where it does not; ``found_at``
    is where they stand instead (``start-end``, before it the file's name if it is another), or empty; ``quotation`` is
    None for a passage that is proved by its digest; ``problem`` is what is wrong with the source's file, or empty.
    """

    report: str
    statement: str
    speaker: str
    source: str
    file: str
    part: str
    start: int | None
    end: int | None
    quotation: str | None
    result: str
    found_at: str
    detail: str
    problem: str

    @property
    def is_proved(self) -> bool:
        """Tell whether the words stand there, but for quotation marks, spaces and dashes."""
        return self.result in _PROVED


@dataclass(frozen=True)
class _Finding:
    result: str
    found_at: str = ""
    detail: str = ""


def prove(claims: Iterable[Claim], texts: Texts) -> Iterator[Row]:
    """Prove claims against texts, one row each, in their order."""
    for claim in claims:
        source = texts.sources.get(claim.source)
        finding = _find(claim, source, texts)
        start = min((span[0] for span in claim.spans), default=None)
        end = max((span[1] for span in claim.spans), default=None)
        yield Row(
            report=claim.report,
            statement=claim.statement,
            speaker=claim.speaker,
            source=claim.source,
            file=source.record.file_name if source else "",
            part=claim.part,
            start=start,
            end=end,
            quotation=claim.words,
            result=finding.result,
            found_at=finding.found_at,
            detail=finding.detail,
            problem=source.problem if source else "",
        )


def _find(claim: Claim, source: SourceText | None, texts: Texts) -> _Finding:
    if source is None:
        return _Finding("source-missing", detail=f"the record names no source {claim.source!r}")
    if claim.problem:
        return _Finding("not-found", detail=claim.problem)
    document = source.document
    finding = _in_document(claim, source, document) if document else None
    if finding is not None and finding.result != "not-found":
        return finding
    if finding is None or not finding.found_at:
        elsewhere = _in_other_files(claim, document, texts)
        if elsewhere:
            return _Finding("in-another-source", elsewhere)
    if finding is None:
        # A file that holds another source is at hand and does not hold these words; otherwise there is no text.
        return _Finding("not-found" if source.record.file_name in texts.files else "source-missing")
    return finding


def _in_document(claim: Claim, source: SourceText, document: Document) -> _Finding:
    text = document.text
    outside = [span for span in claim.spans if not 0 <= span[0] < span[1] <= len(text)]
    if outside and source.is_as_recorded:
        is_span = 0 <= outside[0][0] < outside[0][1]
        told = f"{_shown(outside[0])} lies outside the text of {len(text)} characters"
        return _Finding(
            "not-found", detail=told if is_span else "its offsets are no span: a start from 0 before an end"
        )
    if claim.words is None:
        return _by_digest(claim, source, text)
    at_place = _at_place(claim, text)
    if at_place is not None:
        return at_place
    place = claim.spans[0]
    found = find_words(text, claim.words, place[0])
    if found is not None:
        return _moved("exact", (found, found + len(claim.words)), claim, source)
    levelled = source.level.find(level(claim.words).text.strip(), place[0])
    if levelled is not None:
        return _moved("normalised", levelled, claim, source)
    return _Finding("not-found", detail=_difference(claim, source))


def _at_place(claim: Claim, text: str) -> _Finding | None:
    """Look where the record says: at the very place, or anywhere in the passages."""
    words = claim.words or ""
    slices = [text[max(start, 0) : max(end, 0)] for start, end in claim.spans]
    if claim.is_whole:
        if slices[0] == words:
            return _Finding("exact")
        same = level(slices[0]).text.strip() == level(words).text.strip()
        return _Finding("normalised") if same and words.strip() else None
    if any(find_words(piece, words) is not None for piece in slices):
        return _Finding("exact")
    levelled = level(words).text.strip()
    if any(level(piece).find(levelled) is not None for piece in slices):
        return _Finding("normalised")
    return _pieces(words, slices)


def _pieces(words: str, slices: Sequence[str]) -> _Finding | None:
    """Find words in pieces: what an ellipsis leaves out, or what stands in several passages."""
    text = level("\n".join(slices)).text
    pieces = [piece.strip(" []()") for piece in level(words).text.split("...")]
    pieces = [piece for piece in pieces if piece]
    position = 0
    for piece in pieces:
        found = find_words(text[position:], piece)
        if found is None:
            break
        position += found + len(piece)
    else:
        if len(pieces) > 1:
            return _Finding("ellipsis", detail="words are left out between its pieces")
    joined = " ".join(level(piece).text.strip() for piece in slices)
    if len(slices) > 1 and level(words).text.strip() == joined:
        return _Finding("ellipsis", detail=f"put together from {len(slices)} passages")
    return None


def _by_digest(claim: Claim, source: SourceText, text: str) -> _Finding:
    start, end = claim.spans[0]
    if 0 <= start < end and _digest(text[start:end]) == claim.sha256:
        return _Finding("exact", detail="by the SHA-256 of its characters")
    found = _find_digest(claim, text)
    if found is not None:
        return _moved("exact", found, claim, source)
    return _Finding("not-found", detail=_difference(claim, source))


def _find_digest(claim: Claim, text: str) -> Span | None:
    """Find the passage by its first words and the digest of as many characters, nearest to its place."""
    start, end = claim.spans[0]
    if not claim.opening or start < 0 or end <= start:
        return None
    starts: list[int] = []
    place = text.find(claim.opening)
    while place >= 0:
        starts.append(place)
        place = text.find(claim.opening, place + 1)
    for place in sorted(starts, key=lambda found: abs(found - start)):
        if _digest(text[place : place + end - start]) == claim.sha256:
            return place, place + end - start
    return None


def _moved(result: str, span: Span, claim: Claim, source: SourceText) -> _Finding:
    # In the text on record the place is part of the proof. In a text that grew or shrank by n characters the words may
    # have moved by at most n; further away they are another occurrence of the same words, and prove nothing.
    if not source.is_as_recorded and source.may_have_moved(span[0] - claim.spans[0][0]):
        return _Finding(result, _shown(span), "moved")
    return _Finding("not-found", _shown(span), f"the words stand elsewhere; {_difference(claim, source)}")


def _in_other_files(claim: Claim, document: Document | None, texts: Texts) -> str:
    for name, other in sorted(texts.files.items()):
        if document is not None and other.name == document.name:
            continue
        span: Span | None
        if claim.words is None:
            start, end = claim.spans[0]
            same = 0 <= start < end and _digest(other.text[start:end]) == claim.sha256
            span = (start, end) if same else _find_digest(claim, other.text)
        else:
            span = texts.level_of(name).find(level(claim.words).text.strip(), max(claim.spans[0][0], 0))
        if span is not None:
            return f"{name} {_shown(span)}"
    return ""


def _difference(claim: Claim, source: SourceText) -> str:
    """Say where the text at the place of the record begins to differ from the words."""
    start, end = claim.spans[0]
    if claim.words is None:
        return f"the characters at {start}-{end} are not those on record"
    there = source.document.text[max(start, 0) : max(end, 0)] if source.document else ""
    if not claim.is_whole or not there:
        return "its passages do not hold them"
    pairs = enumerate(zip(claim.words, there, strict=False))
    same = next((place for place, (recorded, found) in pairs if recorded != found), None)
    if same is None:
        return f"the record has {len(claim.words)} characters, the text {len(there)}"
    return f"at {start + same} the text has {_excerpt(there[same:])}, the record {_excerpt(claim.words[same:])}"


def _excerpt(text: str) -> str:
    return ascii(text[:12] + ("..." if len(text) > 12 else ""))


def _shown(span: Span) -> str:
    return f"{span[0]}-{span[1]}"


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
