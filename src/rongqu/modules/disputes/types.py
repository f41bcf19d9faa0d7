"""A dispute 纠纷 about a contract: what one party wants, what was said, and what both agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from rongqu.kernel.ids import ContractId, OrganisationId, UserId

DisputeId = NewType("DisputeId", UUID)


class DisputeKind(StrEnum):
    AMOUNT = "amount"
    REPAYMENT = "repayment"
    TERMS = "terms"
    SERVICE = "service"
    COLLECTION = "collection"
    OTHER = "other"


class DisputeStatus(StrEnum):
    OPEN = "open"
    """Nobody mediates yet."""
    MEDIATING = "mediating"
    SETTLED = "settled"
    """Both parties accepted the same proposal."""
    WITHDRAWN = "withdrawn"
    """By the party that opened it."""
    UNSETTLED = "unsettled"
    """Mediation has failed; the courts are open."""


class DisputeSide(StrEnum):
    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    MEDIATOR = "mediator"


class NoteKind(StrEnum):
    """A line of the mediation log."""

    STATEMENT = "statement"
    PROPOSAL = "proposal"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN = "taken"
    ESCALATED = "escalated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeNote:
    """`proposal`: the number of the note that proposes, which this one answers."""

    number: int
    kind: NoteKind
    side: DisputeSide
    author_id: UserId
    text: str
    proposal: int | None
    noted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """`due_at`: until then it has to have ended."""

    id: DisputeId
    contract_id: ContractId
    enterprise_id: OrganisationId
    institution_id: OrganisationId
    opened_by: OrganisationId
    kind: DisputeKind
    claim: str
    wish: str
    status: DisputeStatus
    mediator_id: UserId | None
    opened_at: datetime
    due_at: datetime
    escalated_at: datetime | None
    ended_at: datetime | None
    notes: tuple[DisputeNote, ...]

    @property
    def parties(self) -> tuple[OrganisationId, OrganisationId]:
        return self.enterprise_id, self.institution_id

    @property
    def open_proposal(self) -> DisputeNote | None:
        """The newest one that nobody has refused."""
        refused = {each.proposal for each in self.notes if each.kind is NoteKind.REFUSED}
        proposals = [each for each in self.notes if each.kind is NoteKind.PROPOSAL]
        newest = proposals[-1] if proposals else None
        return None if newest is None or newest.number in refused else newest

    def has_accepted(self, proposal: DisputeNote) -> frozenset[DisputeSide]:
        """Whoever proposes has accepted."""
        answers = {
            each.side
            for each in self.notes
            if each.kind is NoteKind.ACCEPTED and each.proposal == proposal.number
        }
        return frozenset({*answers, proposal.side} - {DisputeSide.MEDIATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDispute:
    id: DisputeId
    contract_id: ContractId
    kind: DisputeKind
    claim: str
    wish: str
