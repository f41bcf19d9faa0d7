"""What a room shows of a command of its own that waits for a second person."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.infra.web import PersonNameField
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.types import Approval


class AskedApprovalBody(BaseModel):
    """Waits for a second person. `reason` is for the one who decides."""

    id: UUID
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime
    reason: str

    @classmethod
    def of(cls, asked: Approval, name: PersonName | None) -> Self:
        return cls(
            id=asked.id,
            asked_by=asked.asked_by,
            asked_by_name=name,
            asked_at=asked.asked_at,
            reason=asked.reason,
        )
