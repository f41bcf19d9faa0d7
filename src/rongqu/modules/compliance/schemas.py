"""Bodies of compliance's API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from rongqu.infra.web import PersonNameField
from rongqu.kernel.ids import PolicyChangeId, UserId
from rongqu.kernel.pii import PersonName
from rongqu.modules.compliance.grant_types import RoleGrant
from rongqu.modules.compliance.types import (
    Approval,
    ApprovalStatus,
    Policy,
    PolicyChange,
    PolicyValue,
    Proposal,
)
from rongqu.modules.evidence.public import ErasureGround, WantedErasure

NameOf = Mapping[UserId, PersonName]


class ProposalBody(BaseModel):
    """`value` is a string, as all exact numbers are."""

    key: str = Field(max_length=100)
    value: str = Field(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,8})?$")
    valid_from: date
    reason: str = Field(min_length=5, max_length=500)

    def to_proposal(self, change_id: PolicyChangeId) -> Proposal:
        return Proposal(
            id=change_id,
            key=self.key,
            value=Decimal(self.value),
            valid_from=self.valid_from,
            reason=self.reason.strip(),
        )


class RejectionBody(BaseModel):
    reason: str = Field(min_length=2, max_length=500)


class PolicyValueBody(BaseModel):
    """`author_name` is empty for values that came with the pack."""

    value: str
    valid_from: date
    reason: str
    author_name: PersonNameField | None
    approver_name: PersonNameField | None
    recorded_at: datetime

    @classmethod
    def of(cls, value: PolicyValue, names: NameOf) -> Self:
        return cls(
            value=f"{value.value:f}",
            valid_from=value.valid_from,
            reason=value.reason,
            author_name=names.get(value.author_id),
            approver_name=names.get(value.approver_id) if value.approver_id else None,
            recorded_at=value.recorded_at,
        )


class PolicyChangeBody(BaseModel):
    id: UUID
    key: str
    value: str
    valid_from: date
    reason: str
    status: ApprovalStatus
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime
    decided_by_name: PersonNameField | None
    decided_at: datetime | None
    decision_reason: str | None

    @classmethod
    def of(cls, change: PolicyChange, names: NameOf) -> Self:
        return cls(
            id=change.id,
            key=change.key,
            value=f"{change.value:f}",
            valid_from=change.valid_from,
            reason=change.reason,
            status=change.status,
            asked_by=change.asked_by,
            asked_by_name=names.get(change.asked_by),
            asked_at=change.asked_at,
            decided_by_name=names.get(change.decided_by) if change.decided_by else None,
            decided_at=change.decided_at,
            decision_reason=change.decision_reason,
        )


class FourEyesBody(BaseModel):
    """`command` and `subject` have words in the locale files of the room whose command it is."""

    id: UUID
    organisation_id: UUID
    command: str
    subject: str
    content: dict[str, Any]
    reason: str
    status: ApprovalStatus
    asked_by: UUID
    asked_by_name: PersonNameField | None
    asked_at: datetime
    decided_by_name: PersonNameField | None
    decided_at: datetime | None
    decision_reason: str | None

    @classmethod
    def of(cls, approval: Approval, names: NameOf) -> Self:
        decided_by = approval.decided_by
        return cls(
            id=approval.id,
            organisation_id=approval.organisation_id,
            command=approval.command,
            subject=approval.subject,
            content=approval.content,
            reason=approval.reason,
            status=approval.status,
            asked_by=approval.asked_by,
            asked_by_name=names.get(approval.asked_by),
            asked_at=approval.asked_at,
            decided_by_name=names.get(decided_by) if decided_by else None,
            decided_at=approval.decided_at,
            decision_reason=approval.decision_reason,
        )


class PolicyBody(BaseModel):
    key: str
    room: str
    unit: str
    lowest: str | None
    highest: str | None
    why: str
    current: PolicyValueBody | None
    next: PolicyValueBody | None
    history: list[PolicyValueBody]
    pending: PolicyChangeBody | None

    @classmethod
    def of(cls, policy: Policy, names: NameOf) -> Self:
        def body(value: PolicyValue | None) -> PolicyValueBody | None:
            return None if value is None else PolicyValueBody.of(value, names)

        return cls(
            key=policy.key,
            room=policy.key.partition(".")[0],
            unit=policy.unit,
            lowest=None if policy.lowest is None else f"{policy.lowest:f}",
            highest=None if policy.highest is None else f"{policy.highest:f}",
            why=policy.why,
            current=body(policy.current),
            next=body(policy.next),
            history=[PolicyValueBody.of(value, names) for value in policy.history],
            pending=PolicyChangeBody.of(policy.pending, names) if policy.pending else None,
        )


class RoleGrantBody(BaseModel):
    """All roles of the colleague from then on; `ends`: the last day of those that end."""

    user_id: UUID
    roles: list[str] = Field(min_length=1, max_length=12)
    ends: dict[str, date] = Field(default_factory=dict[str, date], max_length=12)
    reason: str = Field(min_length=2, max_length=500)

    def to_wish(self) -> RoleGrant:
        return RoleGrant(
            user_id=self.user_id, roles=tuple(sorted(set(self.roles))), ends=dict(self.ends)
        )


class FactErasureBody(BaseModel):
    """`reference`: the number of the request or order. It stays on record, so it names nobody."""

    event_id: UUID
    ground: ErasureGround
    reference: str = Field(pattern=r"^[\w./() -]{2,60}$")
    reason: str = Field(min_length=5, max_length=500)

    def to_wanted(self) -> WantedErasure:
        return WantedErasure(
            event_id=self.event_id, ground=self.ground, reference=self.reference.strip()
        )
