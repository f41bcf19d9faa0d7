from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rongqu.modules.models.making.measures import area_under_curve
from rongqu.modules.models.making.sequence import SequencePlan, answer_sequence, train_sequence
from rongqu.modules.models.serving.signing import ONNX, open_sealed, own_key, seal, trusted_keys


def test_an_order_that_no_sum_shows_is_learned_and_served_without_torch(tmp_path: Path) -> None:
    """Bad is who falls and good is who rises; the total is the same for both."""
    pytest.importorskip("torch", reason="PyTorch is not installed (tools/install.py sequences)")
    chance = np.random.default_rng(2)
    is_bad = chance.random(600) < 0.4
    months = np.linspace(-1, 1, 6)
    ways = np.where(is_bad, -1.0, 1.0)[:, None] * months
    series = (ways + chance.normal(0, 0.5, (600, 6)))[:, :, None].astype(np.float32)
    series[chance.random(series.shape) < 0.05] = np.nan
    standing = chance.normal(size=(600, 1)).astype(np.float32)

    model = train_sequence(series[:450], standing[:450], is_bad[:450], SequencePlan(rounds=8))
    sealed = seal(model, ONNX, own_key(tmp_path))
    opened = open_sealed(sealed, ONNX, trusted_keys(tmp_path))
    answers = answer_sequence(opened, series[450:], standing[450:])

    assert area_under_curve(answers, is_bad[450:]) > 0.9
