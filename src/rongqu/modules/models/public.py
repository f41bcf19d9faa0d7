"""The front door of models."""

from rongqu.modules.models.actions.adopt_version import adopt_version
from rongqu.modules.models.actions.keep_answers import keep_answers
from rongqu.modules.models.making.growing import find_lightgbm, to_tree
from rongqu.modules.models.queries import get_served, read_panel
from rongqu.modules.models.serving.artefact import read_model, write_model
from rongqu.modules.models.serving.calibration import Calibration
from rongqu.modules.models.serving.card import Card, Effect, NumberBins, Scale
from rongqu.modules.models.serving.forest import Forest, Tree
from rongqu.modules.models.serving.improving import Improvement, find_improvements
from rongqu.modules.models.serving.model import Judgement, Model
from rongqu.modules.models.serving.words import reason_code
from rongqu.modules.models.types import Adoption, Answer, Case, Panel, Post, Served
from rongqu.modules.models.use import Use, declare_outcomes, declare_use, declared_outcomes

__all__ = [
    "Adoption",
    "Answer",
    "Calibration",
    "Card",
    "Case",
    "Effect",
    "Forest",
    "Improvement",
    "Judgement",
    "Model",
    "NumberBins",
    "Panel",
    "Post",
    "Scale",
    "Served",
    "Tree",
    "Use",
    "adopt_version",
    "declare_outcomes",
    "declare_use",
    "declared_outcomes",
    "find_improvements",
    "find_lightgbm",
    "get_served",
    "keep_answers",
    "read_model",
    "read_panel",
    "reason_code",
    "to_tree",
    "write_model",
]
