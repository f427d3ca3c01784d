"""Train the tagger: ``python -m kg.find.train DATA.jsonl --encoder DIR --out DIR``."""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.find.train.batches import IGNORE, Batch, Item, batches_of, items_of, mask_some
from kg.find.train.data import Example, is_held_out, read_example, read_lines
from kg.find.train.link import Linker
from kg.find.train.network import Shape, Tagger, load_encoder
from kg.vocabulary import load_tokenizer


class Model(nn.Module):
    """Tagger and linker, trained together."""

    def __init__(self, shape: Shape) -> None:
        """Make an untrained model."""
        super().__init__()
        self.tagger = Tagger(shape)
        self.linker = Linker()

    def losses(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the loss of the tags and that of the links, each a mean."""
        tags, vectors = self.tagger(batch.ids, batch.features, batch.mask)
        tag_loss = functional.cross_entropy(tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORE)
        link_loss = tag_loss * 0
        for scores, targets in zip(self.link_scores(vectors, batch), (batch.targets, batch.owners), strict=True):
            if (targets != IGNORE).any():
                link_loss = link_loss + functional.cross_entropy(
                    scores.flatten(0, 1), targets.flatten(), ignore_index=IGNORE
                )
        return tag_loss, link_loss

    def link_scores(self, vectors: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
        """Score none and every cue for every content, none and every source for every cue; padding gets no share."""
        contents, sources = self.linker(vectors, batch.spans, batch.cues, batch.places)
        held = functional.pad(batch.held, (1, 0), value=True)
        is_source = (batch.spans[..., 0] == 0) & (batch.spans[..., 1] > 0)
        is_source = functional.pad(is_source, (1, 0), value=True)
        return contents.masked_fill(~held[:, None], -1e4), sources.masked_fill(~is_source[:, None], -1e4)


def freeze(model: Model, layers: int) -> None:
    """Keep the word table as it is, and with ``layers`` the other tables and so many of the lowest layers."""
    frozen: list[nn.Module] = [model.tagger.word]
    if layers:
        tagger = model.tagger
        frozen += [tagger.place, tagger.case, tagger.quote, tagger.gap, tagger.norm, *tagger.layers[:layers]]
    for module in frozen:
        module.requires_grad_(False)


def parameter_groups(model: Model, rate: float, decay: float, heads: float) -> list[dict[str, object]]:
    """Give lower layers lower rates, and the new parts a higher one."""
    layers = len(model.tagger.layers)
    groups: list[dict[str, object]] = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("tagger.layers."):
            lr = rate * decay ** (layers - 1 - int(name.split(".")[2]))
        elif name.startswith(("tagger.place", "tagger.norm")):
            lr = rate * decay**layers
        else:
            lr = heads
        weight_decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.append({"params": [parameter], "lr": lr, "weight_decay": weight_decay})
    return groups


@torch.no_grad()
def judge(model: Model, items: list[Item], device: torch.device) -> dict[str, float]:
    """Measure tags (share right among words in a gold or found span) and links (share right)."""
    model.eval()
    right = asked = linked = links = 0
    for batch in batches_of(items, 4096, None):
        batch = batch.to(device)
        tags, vectors = model.tagger(batch.ids, batch.features, batch.mask)
        guess = tags.argmax(-1)
        seen = (batch.tags != IGNORE) & ((batch.tags > 0) | (guess > 0))
        right += int(((guess == batch.tags) & seen).sum())
        asked += int(seen.sum())
        for scores, target in zip(model.link_scores(vectors, batch), (batch.targets, batch.owners), strict=True):
            linked += int((scores.argmax(-1) == target).sum())
            links += int((target != IGNORE).sum())
    model.train()
    return {"tags": right / max(asked, 1), "links": linked / max(links, 1)}


def main() -> None:
    """Read the data, train, and write a checkpoint after every epoch."""
    args = _arguments()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tokenizer = load_tokenizer(args.encoder / "tokenizer.json")
    examples = [read_example(line, tokenizer) for path in args.data for line in read_lines(path)]
    tune = [e for e in examples if is_held_out(e.doc, args.split_seed, args.held_out)]
    train = [e for e in examples if not is_held_out(e.doc, args.split_seed, args.held_out)]
    model = Model(Shape())
    if args.start:
        model.load_state_dict(torch.load(args.start, map_location="cpu")["model"], strict=False)
    else:
        load_encoder(model.tagger, args.encoder / "model.safetensors")
    print(f"{len(train)} documents to train on, {len(tune)} to tune on, on {device}", flush=True)
    _train(model.to(device), train, [i for e in tune for i in items_of(e, args.window, 32)], args)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="JSONL files (or .jsonl.gz) of annotated documents")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--minutes", type=float, help="stop after this time, the rate falling with it, not with epochs")
    parser.add_argument("--window", type=int, default=256, help="word pieces of a window")
    parser.add_argument("--batch", type=int, default=2048, help="word pieces of a batch")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--decay", type=float, default=0.85, help="rate of a layer against that of the one above it")
    parser.add_argument("--heads-rate", type=float, default=1e-3)
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers to keep as they are; saves time")
    parser.add_argument("--mask", type=float, default=0.08, help="share of pieces hidden in training")
    parser.add_argument("--held-out", type=float, default=0.1, help="share of documents kept for tuning")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--split-seed", type=int, default=13, help="of the tuning set, kept apart from --seed")
    return parser.parse_args()


def _train(model: Model, train: list[Example], tune: list[Item], args: argparse.Namespace) -> None:
    rng = random.Random(args.seed)
    freeze(model, args.freeze)
    device = next(model.parameters()).device
    optimizer = torch.optim.AdamW(parameter_groups(model, args.rate, args.decay, args.heads_rate))
    steps = sum(len(e.pieces.ids) for e in train) * 1.03 / args.batch * args.epochs
    rates = [group["lr"] for group in optimizer.param_groups]
    args.out.mkdir(parents=True, exist_ok=True)
    began, step, pieces = time.monotonic(), 0, 0
    for epoch in range(1, args.epochs + 1):
        items = [i for e in train for i in items_of(e, args.window, 0, rng.randint(args.window // 3, args.window - 2))]
        sums, begun = [0.0, 0.0], step
        for batch in batches_of(items, args.batch, rng):
            batch = mask_some(batch.to(device), args.mask)
            tag_loss, link_loss = model.losses(batch)
            (tag_loss + 0.2 * link_loss).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            done = (time.monotonic() - began) / 60 / args.minutes if args.minutes else step / steps
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(step / 100, 1.0) * max(1 - done, 0.01)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            pieces += int(batch.mask.sum())
            sums = [0.98 * s + 0.02 * v.item() for s, v in zip(sums, (tag_loss, link_loss), strict=True)]
            if done >= 1:
                break
            if step % 25 == 0:
                seconds = time.monotonic() - began
                share = 1 - 0.98 ** (step - begun)
                print(
                    f"{step} ({done:.1%}) tags {sums[0] / share:.4f} links {sums[1] / share:.4f} "
                    f"{pieces / seconds:.0f} pieces/s {seconds:.0f} s",
                    flush=True,
                )
        torch.save({"model": model.state_dict()}, args.out / f"epoch{epoch}.pt")
        print(
            json.dumps({"epoch": epoch, "seconds": round(time.monotonic() - began), **judge(model, tune, device)}),
            flush=True,
        )
        if done >= 1:
            return


if __name__ == "__main__":
    main()
