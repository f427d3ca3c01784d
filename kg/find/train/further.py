"""Train the shipped weights further on reviewed documents, and keep them only if they read others better."""

import gc
import os
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from kg.find.chosen import own_model
from kg.find.finder import Finder
from kg.find.tagger import MODEL
from kg.find.train.__main__ import Model, freeze, parameter_groups
from kg.find.train.batches import batches_of, items_of, mask_some
from kg.find.train.data import is_held_out, read_example
from kg.find.train.export import write_linker, write_onnx
from kg.find.train.restore import restore
from kg.model import Document
from kg.vocabulary import load_tokenizer

FEWEST = 20
_SEED, _HELD_OUT, _WINDOW, _BATCH = 13, 0.25, 256, 2048
# A tenth of the rate of the first training, and the lower half of the encoder as it is: a few dozen documents tell how
# a reviewer cuts, not what English is.
_RATE, _HEADS_RATE, _DECAY, _FROZEN, _MASKED, _EPOCHS = 3e-5, 1e-4, 0.85, 3, 0.05, 6
_TELL_S = 10
# Less is chance: on 18 articles kept out, 66 others of the same kind moved the F1 by 0.0005.
_GAIN = 0.005


def train_further(
    documents: Sequence[dict[str, Any]], derived: Path, minutes: float, say: Callable[[str], None]
) -> dict[str, Any]:
    """Train on some documents, compare on the others, and keep what is better.

    Args:
        documents: in the form of training data, each with all its attributions.
        derived: the workspace's folder of derived things.
        minutes: of training at most.
        say: called with a line of talk.

    Returns:
        F1 of content with source on the documents kept out, ``before`` and ``after``, and whether it ``is_kept``.
    """
    kept_out = [one for one in documents if is_held_out(one["doc"], _SEED, _HELD_OUT)] or list(documents[::4])
    seen = [one for one in documents if one not in kept_out]
    draft = own_model(derived).with_name(f"model.{os.getpid()}.draft")
    try:
        draft.mkdir(parents=True, exist_ok=True)
        model = restore(MODEL)
        say(f"Training on {len(seen)} documents, {len(kept_out)} kept out.")
        _train(model, seen, minutes, say)
        say("Comparing with the shipped weights on the documents kept out.")
        write_onnx(model.tagger, draft / "tagger.onnx")
        write_linker(model, draft / "linker.npz")
        shutil.copyfile(MODEL / "tokenizer.json", draft / "tokenizer.json")
        settings = (MODEL / "settings.json").read_text("utf-8")
        for name in ("settings.json", "calibration.json"):
            (draft / name).write_text(settings, "utf-8")
        before, after = score(Finder(MODEL), kept_out), score(Finder(draft), kept_out)
        if is_kept := after >= before + _GAIN:
            own = own_model(derived)
            shutil.rmtree(own, ignore_errors=True)
            draft.rename(own)
        # What its libraries still hold at the end of the process, they complain of.
        del model
        gc.collect()
        return {"before": round(before, 4), "after": round(after, 4), "is_kept": is_kept, "trained_on": len(seen)}
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def score(finder: Finder, documents: Sequence[dict[str, Any]]) -> float:
    """Return the F1 of contents that share half of their characters, with a source that shares one."""
    right = found = wanted = 0
    for one in documents:
        golds = [(_places(gold["content"]), _places(gold["source"])) for gold in one["attributions"]]
        findings = [(_places(f.content), _places(f.source)) for f in finder.find(Document(one["doc"], one["text"], ""))]
        wanted, found = wanted + len(golds), found + len(findings)
        for content, source in findings:
            fits = [gold for gold in golds if 2 * len(gold[0] & content) >= max(len(gold[0]), len(content))]
            if fits and (source & fits[0][1] or (not source and not fits[0][1])):
                golds.remove(fits[0])
                right += 1
    return 2 * right / (found + wanted) if found + wanted else 0.0


def _places(spans: Sequence[Sequence[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _train(model: Model, documents: Sequence[dict[str, Any]], minutes: float, say: Callable[[str], None]) -> None:
    rng = random.Random(_SEED)
    torch.manual_seed(_SEED)
    freeze(model, _FROZEN)
    groups = parameter_groups(model, _RATE, _DECAY, _HEADS_RATE)
    rates = [group["lr"] for group in groups]
    optimizer = torch.optim.AdamW(groups)
    tokenizer = load_tokenizer(MODEL / "tokenizer.json")
    examples = [read_example(one, tokenizer) for one in documents]
    began = told = time.monotonic()
    model.train()
    batches = list(_batches(examples, rng))
    for number, batch in enumerate(batches):
        done = max(number / len(batches), (time.monotonic() - began) / 60 / minutes)
        if done >= 1:
            break
        if time.monotonic() - told >= _TELL_S:
            told = time.monotonic()
            say(f"{done:.0%} of the training done, about {(told - began) / done * (1 - done):.0f} s left.")
        tags, links = model.losses(mask_some(batch, _MASKED))
        (tags + 0.2 * links).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = float(str(rate)) * max(1 - done, 0.05)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
    say(f"Trained for {time.monotonic() - began:.0f} s.")


def _batches(examples: Sequence[Any], rng: random.Random) -> Iterator[Any]:
    for _ in range(_EPOCHS):
        first = rng.randint(_WINDOW // 3, _WINDOW - 2)
        items = [item for one in examples for item in items_of(one, _WINDOW, 0, first)]
        yield from batches_of(items, _BATCH, rng)
