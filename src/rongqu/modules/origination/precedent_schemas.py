"""Bodies about conditions precedent."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from rongqu.kernel.ids import DocumentId
from rongqu.modules.origination.actions.meet_precedent import Proof
from rongqu.modules.origination.types import Precedent, PrecedentKind, PrecedentState

Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]


class PrecedentBody(BaseModel):
    """`note`, `acted_by` and `waived_by` for the lender's people; `acted_at` of the last step."""

    id: UUID
    kind: PrecedentKind
    what: str
    state: PrecedentState
    document_id: UUID | None
    note: str | None
    acted_by: UUID | None
    acted_at: datetime | None
    waived_by: UUID | None
    waived_at: datetime | None

    @classmethod
    def of(cls, precedent: Precedent, *, whole: bool) -> Self:
        return cls(
            id=precedent.id,
            kind=precedent.kind,
            what=precedent.what,
            state=precedent.state,
            document_id=precedent.document_id,
            note=precedent.note if whole else None,
            acted_by=precedent.acted_by if whole else None,
            acted_at=precedent.acted_at,
            waived_by=precedent.waived_by if whole else None,
            waived_at=precedent.waived_at,
        )


class ProofBody(BaseModel):
    note: Note
    document_id: UUID | None = None

    def to_proof(self) -> Proof:
        document_id = None if self.document_id is None else DocumentId(self.document_id)
        return Proof(note=self.note, document_id=document_id)


class WaiverBody(BaseModel):
    reason: Note
