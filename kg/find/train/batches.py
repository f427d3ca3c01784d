"""Documents cut into windows, and windows put together into batches of tensors."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kg.find.labels import CONTENT, CUE, SOURCE
from kg.find.pieces import CLS, PAD, SEP
from kg.find.places import distance_bucket, jump_bucket
from kg.find.train.data import Example, tags_of
from kg.find.windows import cut

MASK = 103
IGNORE = -100


@dataclass(frozen=True)
class Item:
    """One window: pieces, a tag for each piece (IGNORE for all but the first of a word), and what is to be linked.

    ``spans`` are (kind, first piece, first piece of the last word), ``cues`` likewise without kind. ``targets`` gives
    for each content the place of its cue plus one, 0 for none, IGNORE for a source; ``owners`` for each cue the place
    of its source among the spans plus one, 0 for none, IGNORE for one outside the window. ``places`` are the buckets of
    every pair.
    """

    ids: list[int]
    features: list[tuple[int, int, int]]
    tags: list[int]
    spans: list[tuple[int, int, int]]
    cues: list[tuple[int, int]]
    targets: list[int]
    owners: list[int]
    places: list[list[tuple[int, int]]]


@dataclass(frozen=True)
class Batch:
    """Padded tensors of several windows; the names are those of ``Item``."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    tags: Tensor
    spans: Tensor
    cues: Tensor
    targets: Tensor
    owners: Tensor
    places: Tensor
    held: Tensor

    def to(self, device: torch.device) -> "Batch":
        """Copy every tensor to a device."""
        return Batch(**{name: value.to(device) for name, value in vars(self).items()})


def items_of(example: Example, limit: int, overlap: int, first: int = 0) -> Iterator[Item]:
    """Cut one document into windows of at most ``limit`` pieces, two of them for the edges."""
    tags = tags_of(example.spans, len(example.words))
    for window in cut(example.pieces.sizes, example.pieces.stops, limit - 2, overlap, first):
        yield _item(example, tags, window.start, window.end)


def _item(example: Example, tags: list[int], start: int, end: int) -> Item:
    pieces, words = example.pieces, example.words
    shift = pieces.firsts[start] - 1
    ids = [CLS, *pieces.ids[pieces.firsts[start] : pieces.firsts[end]], SEP]
    features: list[tuple[int, int, int]] = [(0, 0, 0)]
    piece_tags = [IGNORE]
    for word in range(start, end):
        size = pieces.firsts[word + 1] - pieces.firsts[word]
        features += [(words.cases[word], words.quotes[word], words.breaks[word])] * size
        piece_tags += [tags[word], *[IGNORE] * (size - 1)]
    features.append((0, 0, 0))
    piece_tags.append(IGNORE)
    inside = [i for i, (_, first, last) in enumerate(example.spans) if start <= first and last <= end]
    cues = [i for i in inside if example.spans[i][0] == CUE]
    place_of = {cue: place + 1 for place, cue in enumerate(cues)}
    hanging = [i for i in inside if example.spans[i][0] in (SOURCE, CONTENT)]

    def at(word: int) -> int:
        return pieces.firsts[word] - shift

    span_of = {span: place + 1 for place, span in enumerate(hanging)} | {-1: 0}
    bounds = [example.spans[i][1:] for i in cues]
    sources = [example.spans[i][1:] for i in hanging if example.spans[i][0] == SOURCE]
    return Item(
        ids,
        features,
        piece_tags,
        [(int(role == CONTENT), at(a), at(b - 1)) for role, a, b in (example.spans[i] for i in hanging)],
        [(at(a), at(b - 1)) for a, b in bounds],
        [place_of.get(example.heads[i], 0) if example.spans[i][0] == CONTENT else IGNORE for i in hanging],
        [span_of.get(example.sources.get(i, -2), IGNORE) for i in cues],
        [
            [
                (
                    distance_bucket(example.spans[i][1:], bound),
                    jump_bucket(example.spans[i][1:], bound, bounds if example.spans[i][0] == CONTENT else sources),
                )
                for bound in bounds
            ]
            for i in hanging
        ],
    )


def batches_of(items: Sequence[Item], pieces: int, rng: random.Random | None) -> Iterator[Batch]:
    """Put windows of like length together, so that little is padding; with ``rng`` in a random order."""
    order = sorted(range(len(items)), key=lambda i: (len(items[i].ids), rng.random() if rng else i))
    groups: list[list[Item]] = [[]]
    for index in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(items[index].ids) > pieces:
            groups.append([])
        groups[-1].append(items[index])
    if rng:
        rng.shuffle(groups)
    yield from (collate(group) for group in groups if group)


def collate(items: Sequence[Item]) -> Batch:
    """Pad windows to one length."""
    length = max(len(item.ids) for item in items)
    spans = max(1, *(len(item.spans) for item in items)) if items else 1
    cues = max(1, *(len(item.cues) for item in items)) if items else 1
    ids = torch.full((len(items), length), PAD)
    features = torch.zeros(len(items), length, 3, dtype=torch.long)
    tags = torch.full((len(items), length), IGNORE)
    span = torch.zeros(len(items), spans, 3, dtype=torch.long)
    cue = torch.zeros(len(items), cues, 2, dtype=torch.long)
    held = torch.zeros(len(items), cues, dtype=torch.bool)
    targets = torch.full((len(items), spans), IGNORE)
    owners = torch.full((len(items), cues), IGNORE)
    places = torch.zeros(len(items), spans, cues, 2, dtype=torch.long)
    for row, item in enumerate(items):
        ids[row, : len(item.ids)] = torch.tensor(item.ids)
        features[row, : len(item.ids)] = torch.tensor(item.features)
        tags[row, : len(item.ids)] = torch.tensor(item.tags)
        if item.cues:
            cue[row, : len(item.cues)] = torch.tensor(item.cues)
            held[row, : len(item.cues)] = True
            owners[row, : len(item.cues)] = torch.tensor(item.owners)
        if item.spans:
            span[row, : len(item.spans)] = torch.tensor(item.spans)
            targets[row, : len(item.spans)] = torch.tensor(item.targets)
            if item.cues:
                places[row, : len(item.spans), : len(item.cues)] = torch.tensor(item.places)
    return Batch(ids, features, ids != PAD, tags, span, cue, targets, owners, places, held)


def mask_some(batch: Batch, share: float) -> Batch:
    """Hide a share of the pieces from the encoder, which learns to lean on the rest of the sentence."""
    hide = (torch.rand(batch.ids.shape, device=batch.ids.device) < share) & (batch.ids > MASK)
    return Batch(**{**vars(batch), "ids": torch.where(hide, MASK, batch.ids)})
