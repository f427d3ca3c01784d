"""Write a trained checkpoint as what ``kg find`` loads: ONNX in int8, linker arrays, vocabulary, settings.

python -m kg.find.train.export CHECKPOINT --encoder DIR --out kg/find/model
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from kg.find.confidence import FEATURES
from kg.find.labels import TAGS
from kg.find.train.__main__ import Model
from kg.find.train.network import Shape, Tagger
from kg.find.train.vocabulary import write_vocabulary

# What stands in the settings until `kg.find.train.calibrate` has run: every finding is told, each as likely as not.
_UNFITTED = {"weights": [0.0] * len(FEATURES), "steps": [[0.0, 0.0], [1.0, 1.0]], "floor": 0.0}


class _Flat(nn.Module):
    """The tagger without a mask, for rows of equal length: masking takes a third of the time of attention."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        tags, links = self.tagger(ids, features, None)
        return tags, links


def write_onnx(tagger: Tagger, path: Path, precision: str = "int8") -> None:
    """Write the tagger as ONNX; ``int8`` keeps weights in 8 bits a number, with one scale per column."""
    tagger.eval()
    ids = torch.randint(5, 1000, (2, 16))
    features = torch.zeros(2, 16, 3, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Flat(tagger),
            (ids, features),
            str(plain),
            input_names=["ids", "features"],
            output_names=["tags", "links"],
            dynamic_axes={name: {0: "rows", 1: "pieces"} for name in ("ids", "features", "tags", "links")},
            opset_version=17,
            dynamo=False,
        )
        if precision == "float32":
            shutil.copyfile(plain, path)
            return
        _quantize(plain, path)


def _quantize(plain: Path, path: Path) -> None:
    import logging

    from onnxruntime.quantization import QuantType, quantize_dynamic

    # It recommends a step that changes nothing for this network, on whichever terminal waits for the training.
    logging.disable(logging.WARNING)
    try:
        quantize_dynamic(
            plain,
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            # The two heads are small and decide: they stay as they are.
            nodes_to_exclude=[],
        )
    finally:
        logging.disable(logging.NOTSET)


def write_linker(model: Model, path: Path) -> None:
    """Write the linker's arrays."""
    arrays: dict[str, Any] = {
        name: value.detach().cpu().numpy().astype(np.float32) for name, value in model.linker.named_parameters()
    }
    np.savez(path, **arrays)


def main() -> None:
    """Export one checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--drop", nargs="*", default=[], metavar="PIECE", help="pieces to leave out of the vocabulary")
    parser.add_argument("--precision", choices=("int8", "float32"), default="int8")
    args = parser.parse_args()
    model = Model(Shape())
    model.load_state_dict(torch.load(args.checkpoint, map_location="cpu")["model"])
    args.out.mkdir(parents=True, exist_ok=True)
    write_onnx(model.tagger, args.out / "tagger.onnx", args.precision)
    write_linker(model, args.out / "linker.npz")
    write_vocabulary(args.encoder / "tokenizer.json", args.out / "tokenizer.json", args.drop)
    settings = {"window": 256, "overlap": 80, "lean": [0.0] * TAGS, "calibration": _UNFITTED}
    (args.out / "settings.json").write_text(json.dumps(settings) + "\n")


if __name__ == "__main__":
    main()
