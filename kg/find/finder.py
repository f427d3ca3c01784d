"""From a document to its findings: read, tag, link, group, fit, and tell what each one's words say of the act."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.find.acts import CALLING, WITHHOLDS, load_lexicon, unwrapped
from kg.find.confidence import chance, features_of
from kg.find.continued import join_continued
from kg.find.decode import best_tags, score_spans
from kg.find.figures import find_figures
from kg.find.group import Group, group
from kg.find.headlines import find_headlines
from kg.find.impersonal import asker_of, is_impersonal
from kg.find.introduced import Introduced
from kg.find.labels import CUE, TAGS
from kg.find.layouts import extent, find_layouts, rests
from kg.find.link import Read, link_chances
from kg.find.manner import AFFIRMED, WITHHELD, hedges_of, is_asked, polarity_of
from kg.find.paragraphs import keep_within
from kg.find.parts import begins_anew, chief_acts, parts_of
from kg.find.repeats import mark_repeats
from kg.find.snap import Snapper, extend_by_name
from kg.find.sources import mend_sources
from kg.find.stretches import stretches
from kg.find.tagger import MODEL, Tagger
from kg.find.targets import targets_of
from kg.find.turns import find_turns, outside_turns
from kg.find.undone import find_undone
from kg.find.wording import wording_of
from kg.find.words import Words, read_words
from kg.find.wrapped import joined_lines
from kg.finding import Finding, Part
from kg.model import FURNITURE_ROLES, NAMING_ROLES, Document, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

# A content is searched for statements within it where it has at least as many words.
_NESTING = 6
# Nor in one that is no statement any more but a text: each level of it would be read once more.
_LONGEST_NESTING = 2_000
_DEPTH = 3
_UNREAL = frozenset("asks denies doubts refuses declines-to-comment calls-for demands orders promises proposes".split())
# Parts of a document in which nobody says anything about its matter.
_UNTOLD = frozenset((*FURNITURE_ROLES, *NAMING_ROLES))
# Whoever stands there has written the article, or printed it, and says nothing in it.
_UNSPEAKING = frozenset(("byline", "date", "outlet"))


class Finder:
    """The extractor: one network, loaded at the first text and kept."""

    def __init__(self, folder: Path = MODEL, threads: int = 0) -> None:
        """Name the folder of the weights and the threads used on one text (0: one per core)."""
        self.tagger = Tagger(folder, threads)

    def find(self, document: Document) -> list[Finding]:
        """Find the attributions of a document, in the order of their contents.

        Raises:
            FindError: a library or a weight file is missing.
        """
        text = joined_lines(document)
        found: list[Finding] = []
        for turn in find_turns(document):
            start, end = turn.content[0]
            found.append(replace(turn, nested=tuple(self._read(text, (start, end)))))
        for span in outside_turns(document):
            found += self._read(text, span)
        told = [
            finding
            for finding in found
            if document.role_at(finding.content[0][0]) not in _UNTOLD
            and not (finding.source and document.role_at(finding.source[0][0]) in _UNSPEAKING)
        ]
        return mark_repeats(document, sorted(told, key=lambda finding: finding.content[0]))

    def _read(self, text: str, span: Span) -> Iterator[Finding]:
        inner = text[span[0] : span[1]]
        for start, end in stretches(inner):
            for finding in self._stretch(inner[start:end]):
                yield _moved(finding, span[0] + start)

    def _stretch(self, text: str) -> list[Finding]:
        laid_out = [replace(one, nested=tuple(self._nested(text, one, 1))) for one in find_layouts(text)]
        taken = [extent(one) for one in laid_out]
        headlines = [one for one in find_headlines(text) if not _meets(extent(one), taken)]
        found = sorted([*headlines, *laid_out], key=extent)
        for start, end in list(rests(text, found)):
            found += [_moved(finding, start) for finding in self._find(text[start:end], 1)]
        return sorted(found, key=lambda finding: finding.content[0])

    def groups(self, text: str) -> tuple[Words, list[Group]]:
        """Return the words of a text and its attributions as groups of words, before they are judged and fitted."""
        words = read_words(text)
        if not len(words):
            return words, []
        return words, self.group(words, *self.scores(words), self.tagger.settings["lean"])

    def group(self, words: Words, tags: "NDArray[Any]", read: Sequence[Read], lean: Sequence[float]) -> list[Group]:
        """Put scored words together into attributions; ``lean`` is added to the scores of the tags."""
        spans = score_spans(tags, best_tags(tags, lean, _walls(words)))
        cues = [span for span in spans if span.role == CUE]
        hanging = [index for index, span in enumerate(spans) if span.role != CUE]
        chances = link_chances([spans[index] for index in hanging], cues, read, self.tagger.linker)
        within = keep_within(words, spans, dict(zip(hanging, chances, strict=True)))
        return mend_sources(words, join_continued(words, group(spans, within)))

    def scores(self, words: Words) -> "tuple[NDArray[Any], list[Read]]":
        """Score every word: its tags (words x TAGS), and window by window the vectors that link."""
        import numpy as np

        tags = np.zeros((len(words), TAGS), dtype=np.float32)
        read: list[Read] = []
        for window, scores in self.tagger.score(words):
            kept = slice(window.keep_start - window.start, window.keep_end - window.start)
            tags[window.keep_start : window.keep_end] = scores.tags[kept]
            read.append((window, scores.links))
        return tags, read

    def _find(self, text: str, depth: int) -> Iterator[Finding]:
        words, groups = self.groups(text)
        snapper = Snapper(words, [span for one in groups for span in (one.cue, one.source) if span])
        calibration, introduced = self.tagger.settings["calibration"], Introduced(text)
        for one in groups:
            extend_by_name(words, one)
            content = _spans(words, [snapper.content(span) for span in one.contents])
            wording = wording_of(words, content)
            sureness = chance(features_of(one, wording, words), calibration)
            if sureness >= calibration["floor"]:
                # A nested statement keeps the "it" of "it was revealed": without a speaker it would be lost.
                is_nobody = depth == 1 and one.cue and one.source and is_impersonal(words, one.cue, one.source)
                source = snapper.source(one.source) if one.source and not is_nobody else None
                for finding in _described(words, one, (source, content), (wording, sureness), introduced):
                    yield replace(finding, nested=tuple(self._nested(text, finding, depth)))

    def _nested(self, text: str, outer: Finding, depth: int) -> Iterator[Finding]:
        """Find statements within a statement, read on its own so that its words are no longer part of the outer one.

        What is asked, denied, demanded or promised need not have been said: "asked if he had offered to resign".
        """
        if outer.acts[0] in _UNREAL or outer.polarity != AFFIRMED:
            return
        who = text[slice(*outer.source[0])] if outer.source else ""
        for start, end in outer.content:
            inner = text[start:end]
            told: list[Span] = []
            forms = inner.split()
            is_readable = _NESTING <= len(forms) <= _LONGEST_NESTING
            if depth >= _DEPTH or not is_readable or not load_lexicon().may_report(forms):
                continue
            for finding in self._find(inner, depth + 1):
                # What fills the whole content is the outer statement once more, and a speaker is asked for.
                if finding.source and finding.cue:
                    moved = _moved(finding, start)
                    told.append(extent(moved))
                    yield moved
            for finding in find_undone(text, (start, end), outer.wording, who):
                if not _meets(extent(finding), told):
                    yield finding


def _described(
    words: Words,
    one: Group,
    fitted: tuple[tuple[int, int] | None, Sequence[Span]],
    judged: tuple[str, float],
    introduced: Introduced,
) -> Iterator[Finding]:
    """Tell what the words of an attribution say of its act.

    ``fitted`` are its source in words and its content, ``judged`` its wording and how sure it is.

    What is held back or not done stands in a finding of its own: "there should be no call for it" is never lost among
    the sentences around it.
    """
    (source, content), (wording, sureness) = fitted, judged
    cue = list(range(*one.cue.words)) if one.cue else []
    asker = asker_of(words, cue) if cue else None
    source = asker or source
    said = unwrapped(
        ["asked"] if asker else [words.forms[i] for i in cue], words.forms[cue[-1] + 1 : cue[-1] + 7] if cue else []
    )
    (who,) = _spans(words, [source]) if source else ((0, 0),)
    speaker = introduced.words_of(words.text[slice(*who)])
    parts = _with_cue(words, cue, parts_of(words.text, content, said, speaker, wording))
    towards = targets_of(words, cue, parts, said)
    if source and is_asked(words, cue, source[0]):
        towards, source = _spans(words, [source]), None
    for polarity in dict.fromkeys(part.polarity for part in parts):
        held = tuple(part for part in parts if part.polarity == polarity)
        spans = tuple(content) if len(held) == len(parts) else tuple(s for part in held for s in part.content)
        yield Finding(
            _spans(words, [source] if source else []),
            _spans(words, [one.cue.words] if one.cue else []),
            spans,
            sureness,
            wording,
            chief_acts(held),
            polarity,
            hedges_of(words.text, [*_around(words, one), *spans]),
            towards,
            tuple(figure for span in spans for figure in find_figures(words.text, span)),
            parts=held,
        )


def _with_cue(words: Words, cue: Sequence[int], parts: Sequence[Part]) -> list[Part]:
    """Give what a cue governs its polarity; a part that begins anew, or has one of its own, keeps it."""
    return [
        part
        if part.polarity != AFFIRMED or begins_anew(words.text, part)
        else _as_held(part, polarity_of(words, cue, part.acts[0]))
        for part in parts
    ]


def _as_held(part: Part, polarity: str) -> Part:
    """Return a part with the polarity of its cue; a call that is not made is an act of its own."""
    if polarity != WITHHELD:
        return replace(part, polarity=polarity)
    acts = dict.fromkeys(WITHHOLDS if act in CALLING else act for act in part.acts)
    return replace(part, acts=tuple(acts), polarity=polarity)


def _meets(span: Span, others: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _walls(words: Words) -> frozenset[int]:
    """Return the words that begin a paragraph outside of a quotation: nothing runs on into them."""
    return frozenset(i for i in range(1, len(words)) if words.breaks[i] >= 2 and words.quotes[i] in (0, 2))


def _around(words: Words, one: Group) -> list[Span]:
    """Return the stretch around the cue in which a "reportedly" speaks of this attribution."""
    if one.cue is None:
        return []
    held = {index for span in [*one.contents, one.source] if span for index in range(span.start, span.end)}
    start = one.cue.start
    while start > 0 and one.cue.start - start < 4 and words.breaks[start] < 2 and words.forms[start - 1] not in ".;:?!":
        if start - 1 in held:
            break
        start -= 1
    return [(words.starts[start], words.ends[one.cue.end - 1])]


def _spans(words: Words, pairs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple((words.starts[start], words.ends[end - 1]) for start, end in sorted(pairs))


def _moved(finding: Finding, by: int) -> Finding:
    """Return a finding of a stretch with offsets into the whole text."""
    if not by:
        return finding

    def move(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((start + by, end + by) for start, end in spans)

    return replace(
        finding,
        source=move(finding.source),
        cue=move(finding.cue),
        content=move(finding.content),
        towards=move(finding.towards),
        figures=tuple(replace(f, span=(f.span[0] + by, f.span[1] + by)) for f in finding.figures),
        nested=tuple(_moved(inner, by) for inner in finding.nested),
        parts=tuple(replace(part, content=move(part.content)) for part in finding.parts),
    )
