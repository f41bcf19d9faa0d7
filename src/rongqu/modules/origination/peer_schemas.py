"""Bodies of what peers say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel

from rongqu.kernel.collateral import CollateralKind
from rongqu.modules.collateral.public import Occasion, PeerAnswer, PeerState


class PeerAnswerBody(BaseModel):
    """`silent` is not `free`: nothing is known. `reason` says why nothing was said."""

    item_id: UUID
    kind: CollateralKind
    peer: str
    occasion: Occasion
    state: PeerState
    reason: str | None
    attempts: int
    asked_at: datetime
    answered_at: datetime | None
    next_at: datetime | None


class PeerAnswersBody(BaseModel):
    items: list[PeerAnswerBody]

    @classmethod
    def of(cls, answers: Sequence[PeerAnswer]) -> Self:
        return cls(
            items=[
                PeerAnswerBody(
                    item_id=each.question.item_id,
                    kind=each.kind,
                    peer=each.question.peer,
                    occasion=each.question.occasion,
                    state=each.state,
                    reason=each.reason,
                    attempts=each.attempts,
                    asked_at=each.asked_at,
                    answered_at=each.answered_at,
                    next_at=each.next_at,
                )
                for each in answers
            ]
        )
