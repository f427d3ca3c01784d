"""The judge, boosted trees over signs of statements; the decider, a logistic regression over signs of questions."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from benchmarks.ask.train.examples import Example
from kg.ask.meaning.second import signs_of

# Chosen on the practice questions.
TREES, RATE, LEAVES, LEAST_IN_LEAF, RIDGE = 220, 0.05, 14, 50, 5.0


def fit_judge(examples: Sequence[Example], signs: Sequence[Any]) -> HistGradientBoostingClassifier:
    """Fit the trees.

    Args:
        examples: the questions.
        signs: of each, made by maps that were trained without it.
    """
    rows = np.concatenate([one[example.counted] for example, one in zip(examples, signs, strict=True)])
    labels = np.concatenate([example.labels[example.counted] for example in examples])
    judge = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_IN_LEAF,
        l2_regularization=RIDGE,
        random_state=0,
    )
    return judge.fit(rows, labels)


def as_arrays(judge: HistGradientBoostingClassifier) -> dict[str, Any]:
    """Return fitted trees as the arrays that ``kg.ask.meaning.trees`` reads; a leaf leads to itself."""
    trees = [grown[0].nodes for grown in judge._predictors]
    size = max(len(nodes) for nodes in trees)
    arrays: dict[str, Any] = {
        "feature": np.zeros((len(trees), size), dtype=np.int16),
        "threshold": np.zeros((len(trees), size), dtype=np.float32),
        "left": np.zeros((len(trees), size), dtype=np.int16),
        "right": np.zeros((len(trees), size), dtype=np.int16),
        "value": np.zeros((len(trees), size), dtype=np.float32),
    }
    for row, nodes in enumerate(trees):
        own = np.arange(len(nodes))
        is_leaf = nodes["is_leaf"].astype(bool)
        arrays["feature"][row, : len(nodes)] = np.where(is_leaf, 0, nodes["feature_idx"])
        arrays["threshold"][row, : len(nodes)] = nodes["num_threshold"]
        arrays["left"][row, : len(nodes)] = np.where(is_leaf, own, nodes["left"])
        arrays["right"][row, : len(nodes)] = np.where(is_leaf, own, nodes["right"])
        arrays["value"][row, : len(nodes)] = np.where(is_leaf, nodes["value"], 0.0)
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    return arrays | {"base": np.float32(judge._baseline_prediction.ravel()[0]), "depth": np.int16(depth)}


def fit_decider(examples: Sequence[Example], chances: Sequence[Any]) -> dict[str, Any]:
    """Fit how likely a question has an answer on record, as the arrays that ``kg.ask.meaning.decide`` reads.

    Args:
        examples: new ones, whose words' replies tell how well words do.
        chances: of their statements, by a judge that was fitted without them.
    """
    rows = np.stack([_question_signs(one, chance) for one, chance in zip(examples, chances, strict=True)])
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit((rows - mean) / spread, [example.is_answerable for example in examples])
    weight = model.coef_.ravel().astype(np.float32)
    return {"mean": mean, "spread": spread, "weight": weight, "base": np.float32(model.intercept_[0])}


def _question_signs(example: Example, chances: Any) -> Any:
    found = example.evidence.found
    assert found is not None
    evidence = example.evidence
    return signs_of(evidence.question, evidence.reading, example.cards, list(map(float, chances)), found)
