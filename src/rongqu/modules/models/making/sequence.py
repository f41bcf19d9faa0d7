"""A recurrent network over monthly series, for what an order of events tells and a sum does not.

Trained in PyTorch, kept as ONNX, served by ONNX Runtime: whoever serves needs no PyTorch. The graph
is written here from the learned weights, so that it holds exactly what is meant: standardising, one
GRU, and a logistic unit on its last state beside the standing features.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from rongqu.infra.environment import EnvironmentProblem
from rongqu.modules.models.making.folds import folds_of
from rongqu.modules.models.making.measures import area_under_curve
from rongqu.modules.models.serving.arrays import Flags, Floats

Series = npt.NDArray[np.float32]
"""Cases x months (oldest first) x measures; NaN where nothing is known."""
OPSET = 17


class SequencesNotInstalled(EnvironmentProblem):
    """Says how to get what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SequencePlan:
    width: int = 24
    rounds: int = 30
    patience: int = 4
    batch: int = 256
    rate: float = 0.004
    decay: float = 1e-4
    seed: int = 7


def train_sequence(series: Series, standing: Series, is_bad: Flags, plan: SequencePlan) -> bytes:
    """An ONNX model: `series` and `standing` -> `log_odds` of a bad outcome. Stops when a tenth
    that was kept aside is ranked no better."""
    torch = _need("torch")
    torch.manual_seed(plan.seed)
    torch.set_num_threads(1)
    scales = _Scales(series, standing)
    net = _network(torch, series.shape[2], standing.shape[1], plan.width)
    aside = folds_of(is_bad, 10, plan.seed) == 0
    inputs = [torch.from_numpy(one) for one in scales.apply(series, standing)]
    labels = torch.from_numpy(is_bad.astype(np.float32))
    optimiser = torch.optim.AdamW(net.parameters(), lr=plan.rate, weight_decay=plan.decay)
    chance = np.random.default_rng(plan.seed)
    best, kept, waited = -1.0, dict[str, Any](), 0
    for _ in range(plan.rounds):
        rows = chance.permutation(np.flatnonzero(~aside))
        for start in range(0, len(rows), plan.batch):
            part = torch.from_numpy(rows[start : start + plan.batch])
            optimiser.zero_grad()
            answer = _forward(torch, net, inputs[0][part], inputs[1][part])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(answer, labels[part])
            loss.backward()
            optimiser.step()
        with torch.no_grad():
            held = torch.from_numpy(np.flatnonzero(aside))
            answer = _forward(torch, net, inputs[0][held], inputs[1][held]).numpy()
        auc = area_under_curve(answer, is_bad[aside])
        if auc > best:
            best, waited = auc, 0
            kept = {name: value.numpy().copy() for name, value in net.state_dict().items()}
        elif (waited := waited + 1) >= plan.patience:
            break
    return _to_onnx(kept, scales, plan.width)


def answer_sequence(model: bytes, series: Series, standing: Series) -> Floats:
    """Log odds of a bad outcome, by ONNX Runtime."""
    runtime = _need("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    filled = {"series": series.astype(np.float32), "standing": standing.astype(np.float32)}
    (found,) = session.run(["log_odds"], filled)
    return np.asarray(found, dtype=np.float64)


class _Scales:
    """Means and spreads of the known values; what is not known is the mean."""

    def __init__(self, series: Series, standing: Series) -> None:
        self.series = _scale(series.reshape(-1, series.shape[2]))
        self.standing = _scale(standing)

    def apply(self, series: Series, standing: Series) -> tuple[Series, Series]:
        return _scaled(series, self.series), _scaled(standing, self.standing)


def _scale(rows: Series) -> tuple[Series, Series]:
    mean, spread = np.nanmean(rows, axis=0), np.nanstd(rows, axis=0)
    return mean.astype(np.float32), np.maximum(spread, 1e-6).astype(np.float32)


def _scaled(values: Series, scale: tuple[Series, Series]) -> Series:
    return np.nan_to_num((values - scale[0]) / scale[1]).astype(np.float32)


def _network(torch: Any, measures: int, standing: int, width: int) -> Any:
    return torch.nn.ModuleDict(
        {
            "gru": torch.nn.GRU(measures, width, batch_first=True),
            "out": torch.nn.Linear(width + standing, 1),
        }
    )


def _forward(torch: Any, net: Any, series: Any, standing: Any) -> Any:
    _, last = net["gru"](series)
    return net["out"](torch.cat([last[0], standing], dim=1))[:, 0]


def _to_onnx(kept: dict[str, Any], scales: _Scales, width: int) -> bytes:
    onnx = _need("onnx")
    helper, number = onnx.helper, onnx.TensorProto.FLOAT
    weights = {
        "series_mean": scales.series[0],
        "series_spread": scales.series[1],
        "standing_mean": scales.standing[0],
        "standing_spread": scales.standing[1],
        "w": _gates(kept["gru.weight_ih_l0"])[None],
        "r": _gates(kept["gru.weight_hh_l0"])[None],
        "b": np.concatenate([_gates(kept["gru.bias_ih_l0"]), _gates(kept["gru.bias_hh_l0"])])[None],
        "out_w": kept["out.weight"].T.copy(),
        "out_b": kept["out.bias"],
        "zero": np.zeros(1, dtype=np.float32),
    }
    nodes = [
        *_standardise(helper, "series"),
        *_standardise(helper, "standing"),
        helper.make_node("Transpose", ["series_ready"], ["by_month"], perm=[1, 0, 2]),
        helper.make_node(
            "GRU",
            ["by_month", "w", "r", "b"],
            ["", "last"],
            hidden_size=width,
            linear_before_reset=1,
        ),
        helper.make_node("Squeeze", ["last", "first_axis"], ["state"]),
        helper.make_node("Concat", ["state", "standing_ready"], ["all"], axis=1),
        helper.make_node("Gemm", ["all", "out_w", "out_b"], ["column"]),
        helper.make_node("Squeeze", ["column", "second_axis"], ["log_odds"]),
    ]
    axes = {"first_axis": np.array([0]), "second_axis": np.array([1])}
    graph = helper.make_graph(
        nodes,
        "sequence",
        [
            helper.make_tensor_value_info("series", number, ["n", "months", len(scales.series[0])]),
            helper.make_tensor_value_info("standing", number, ["n", len(scales.standing[0])]),
        ],
        [helper.make_tensor_value_info("log_odds", number, ["n"])],
        [onnx.numpy_helper.from_array(value, name) for name, value in (weights | axes).items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 10
    onnx.checker.check_model(model)
    return model.SerializeToString()


def _standardise(helper: Any, name: str) -> list[Any]:
    """(x − mean) / spread, and the mean where nothing is known."""
    return [
        helper.make_node("Sub", [name, f"{name}_mean"], [f"{name}_off"]),
        helper.make_node("Div", [f"{name}_off", f"{name}_spread"], [f"{name}_scaled"]),
        helper.make_node("IsNaN", [f"{name}_scaled"], [f"{name}_unknown"]),
        helper.make_node("Where", [f"{name}_unknown", "zero", f"{name}_scaled"], [f"{name}_ready"]),
    ]


def _gates(rows: Any) -> Any:
    """PyTorch orders the gates reset, update, new; ONNX update, reset, new."""
    reset, update, new = np.split(rows, 3)
    return np.concatenate([update, reset, new])


def _need(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise SequencesNotInstalled(
            f"Sequence models need {name}: run `python tools/install.py train`, and for training "
            "`python tools/install.py sequences`."
        ) from None
