"""What the API of sealing many documents takes and answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import MoneyBody
from rongqu.modules.contracts.public import IntentMethod, SealPaper
from rongqu.modules.sealing.rules import MOST_DOCUMENTS
from rongqu.modules.sealing.types import Line, LineStatus, Sealing, SealingStatus


class WaitingBody(BaseModel):
    """`others`: whom it is signed with. `principal`: of a loan contract."""

    envelope_id: UUID
    number: str
    title: str
    others: str
    sha256: str
    sign_by: date
    is_contract: bool
    principal: MoneyBody | None

    @classmethod
    def of(cls, paper: SealPaper) -> Self:
        return cls(
            envelope_id=paper.envelope_id,
            number=paper.number,
            title=paper.title,
            others=paper.others,
            sha256=paper.sha256,
            sign_by=paper.sign_by,
            is_contract=paper.is_contract,
            principal=None if paper.principal is None else MoneyBody.of(paper.principal),
        )


class LineBody(BaseModel):
    """`reason`: the code of what refused it."""

    place: int
    paper: WaitingBody
    status: LineStatus
    reason: str | None

    @classmethod
    def of(cls, line: Line, paper: SealPaper) -> Self:
        return cls(
            place=line.place,
            paper=WaitingBody.of(paper),
            status=line.status,
            reason=line.reason,
        )


class SealingBody(BaseModel):
    """`sha256` is of the list: a line `<envelope> <its SHA-256>` for each document."""

    id: UUID
    status: SealingStatus
    sha256: str
    documents: int
    sealed: int
    failed: int
    made_at: datetime
    method: IntentMethod | None
    agreed_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, sealing: Sealing) -> Self:
        return cls(
            id=sealing.id,
            status=sealing.status,
            sha256=sealing.sha256,
            documents=sealing.documents,
            sealed=sealing.sealed,
            failed=sealing.failed,
            made_at=sealing.made_at,
            method=None if sealing.method is None else IntentMethod(sealing.method),
            agreed_at=sealing.agreed_at,
            ended_at=sealing.ended_at,
        )


class OpenSealingBody(BaseModel):
    envelope_ids: list[UUID] = Field(min_length=1, max_length=MOST_DOCUMENTS)
