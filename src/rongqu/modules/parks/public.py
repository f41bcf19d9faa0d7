"""The front door of parks."""

from rongqu.modules.parks.actions.decide_batch import BatchDecision, decide_batch
from rongqu.modules.parks.actions.note_invitation import note_invitation
from rongqu.modules.parks.actions.put_forward import (
    NewBatch,
    check_may_put_forward,
    put_forward,
)
from rongqu.modules.parks.queries import find_approved_place, find_contact, find_line
from rongqu.modules.parks.sheet import read_sheet
from rongqu.modules.parks.types import Batch, BatchStatus, Line, LineId, LineStatus, ParkBatchId

__all__ = [
    "Batch",
    "BatchDecision",
    "BatchStatus",
    "Line",
    "LineId",
    "LineStatus",
    "NewBatch",
    "ParkBatchId",
    "check_may_put_forward",
    "decide_batch",
    "find_approved_place",
    "find_contact",
    "find_line",
    "note_invitation",
    "put_forward",
    "read_sheet",
]
