"""Bodies of the API of disputes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import PersonNameField
from rongqu.kernel.ids import ContractId, OrganisationId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.disputes.types import (
    Dispute,
    DisputeId,
    DisputeKind,
    DisputeNote,
    DisputeSide,
    DisputeStatus,
    NewDispute,
    NoteKind,
)

Told = Annotated[str, Field(min_length=2, max_length=2_000)]


class NewDisputeBody(BaseModel):
    """`claim`: what happened. `wish`: what shall be done about it."""

    contract_id: UUID
    kind: DisputeKind
    claim: Told
    wish: Told

    def to_new(self, dispute_id: DisputeId) -> NewDispute:
        return NewDispute(
            id=dispute_id,
            contract_id=ContractId(self.contract_id),
            kind=self.kind,
            claim=self.claim,
            wish=self.wish,
        )


class DisputeWordsBody(BaseModel):
    text: Told


class ProposalAnswerBody(BaseModel):
    is_accepted: bool


class DisputeNoteBody(BaseModel):
    number: int
    kind: NoteKind
    side: DisputeSide
    author_name: PersonNameField | None
    text: str
    proposal: int | None
    noted_at: datetime

    @classmethod
    def of(cls, note: DisputeNote, names: Mapping[UserId, PersonName]) -> Self:
        return cls(
            number=note.number,
            kind=note.kind,
            side=note.side,
            author_name=names.get(note.author_id),
            text=note.text,
            proposal=note.proposal,
            noted_at=note.noted_at,
        )


class DisputeLineBody(BaseModel):
    """One line of a list."""

    id: UUID
    contract_id: UUID
    kind: DisputeKind
    status: DisputeStatus
    opened_by: DisputeSide
    enterprise_name: str
    institution_name: str
    opened_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, dispute: Dispute, names: Mapping[OrganisationId, str]) -> Self:
        return cls(
            id=dispute.id,
            contract_id=dispute.contract_id,
            kind=dispute.kind,
            status=dispute.status,
            opened_by=DisputeSide.ENTERPRISE
            if dispute.opened_by == dispute.enterprise_id
            else DisputeSide.INSTITUTION,
            enterprise_name=names.get(dispute.enterprise_id, ""),
            institution_name=names.get(dispute.institution_id, ""),
            opened_at=dispute.opened_at,
            due_at=dispute.due_at,
            escalated_at=dispute.escalated_at,
            ended_at=dispute.ended_at,
        )


class DisputeBody(BaseModel):
    """`own_side`: what the reader is. `proposal`: the number on the table, and who accepted it."""

    line: DisputeLineBody
    claim: str
    wish: str
    mediator_name: PersonNameField | None
    own_side: DisputeSide | None
    proposal: int | None
    accepted: list[DisputeSide]
    notes: list[DisputeNoteBody]

    @classmethod
    def of(
        cls,
        dispute: Dispute,
        line: DisputeLineBody,
        own_side: DisputeSide | None,
        names: Mapping[UserId, PersonName],
    ) -> Self:
        proposal = None if dispute.ended_at is not None else dispute.open_proposal
        accepted = () if proposal is None else dispute.has_accepted(proposal)
        mediator = dispute.mediator_id
        return cls(
            line=line,
            claim=dispute.claim,
            wish=dispute.wish,
            mediator_name=None if mediator is None else names.get(mediator),
            own_side=own_side,
            proposal=None if proposal is None else proposal.number,
            accepted=sorted(accepted),
            notes=[DisputeNoteBody.of(each, names) for each in dispute.notes],
        )
