"""Ids: time-ordered, made by the caller, told apart by type."""

from __future__ import annotations

import secrets
import time
from typing import NewType
from uuid import UUID

UserId = NewType("UserId", UUID)
OrganisationId = NewType("OrganisationId", UUID)
SessionId = NewType("SessionId", UUID)

ServiceAccountId = NewType("ServiceAccountId", UUID)
"""A program acts under this id as a person acts under theirs."""
ApiKeyId = NewType("ApiKeyId", UUID)

EnterpriseId = NewType("EnterpriseId", UUID)
"""An enterprise is one organisation: both carry the same UUID."""
ImportId = NewType("ImportId", UUID)
InvoiceId = NewType("InvoiceId", UUID)

EntryId = NewType("EntryId", UUID)
HoldId = NewType("HoldId", UUID)
ProofId = NewType("ProofId", UUID)
AccountId = NewType("AccountId", UUID)
PaymentOrderId = NewType("PaymentOrderId", UUID)
BatchId = NewType("BatchId", UUID)
StatementId = NewType("StatementId", UUID)
BreakId = NewType("BreakId", UUID)

ProductId = NewType("ProductId", UUID)
ProductVersionId = NewType("ProductVersionId", UUID)
ScoreId = NewType("ScoreId", UUID)
DecisionId = NewType("DecisionId", UUID)
StrategyId = NewType("StrategyId", UUID)
ApprovalId = NewType("ApprovalId", UUID)
PolicyChangeId = NewType("PolicyChangeId", UUID)

ListVersionId = NewType("ListVersionId", UUID)
HitId = NewType("HitId", UUID)
AlertId = NewType("AlertId", UUID)
FreezeId = NewType("FreezeId", UUID)
ReportId = NewType("ReportId", UUID)

ApplicationId = NewType("ApplicationId", UUID)
DocumentId = NewType("DocumentId", UUID)
ContractId = NewType("ContractId", UUID)
LoanId = NewType("LoanId", UUID)
"""A loan carries the UUID of its contract: one contract, one loan."""

OfferingId = NewType("OfferingId", UUID)
SubscriptionId = NewType("SubscriptionId", UUID)
TradeId = NewType("TradeId", UUID)

FactId = NewType("FactId", UUID)

NotificationId = NewType("NotificationId", UUID)
EventId = NewType("EventId", UUID)


def new_id() -> UUID:
    """A version 7 UUID (RFC 9562, 6.2, method 3): sorts by the instant in which it was made, to a
    quarter of a microsecond, so that what one process makes in a row stays in that order."""
    millis, nanos = divmod(time.time_ns(), 1_000_000)
    fraction = (nanos << 12) // 1_000_000
    return UUID(int=millis << 80 | 7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62))
