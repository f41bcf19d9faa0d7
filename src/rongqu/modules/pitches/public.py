"""The front door of pitches."""

from rongqu.modules.pitches.actions.receive_plan import PlanUpload, receive_plan
from rongqu.modules.pitches.actions.show_plan import show_plan
from rongqu.modules.pitches.queries import likeness_of
from rongqu.modules.pitches.types import PlanId, PlanType

__all__ = ["PlanId", "PlanType", "PlanUpload", "likeness_of", "receive_plan", "show_plan"]
