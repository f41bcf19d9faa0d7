"""Which events partners can hear of, and what of each is told: the house's own notes stay inside.

Every party of an event may read all of what is told here: an offer names only what both sides of a
contract know anyway. Events carry no personal data, and no free text of people is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rongqu.events.contracts import (
    ContractDrafted,
    ContractPartySigned,
    ContractSigned,
    ContractVoided,
)
from rongqu.events.identity import KeyIssued, KeyRevoked
from rongqu.events.origination import ApplicationMoved, ApplicationSubmitted
from rongqu.events.outreach import TestAsked
from rongqu.events.parties import InvoicesImported
from rongqu.events.risk import ScoreComputed
from rongqu.events.servicing import (
    InstalmentDue,
    LoanClosed,
    LoanCured,
    LoanOpened,
    LoanOverdue,
    LoanTermsChanged,
    RateReset,
    RepaymentApplied,
    RepaymentFailed,
)
from rongqu.kernel.events import Event
from rongqu.kernel.money import Money

_SIDES = ("enterprise_id", "institution_id")
_LOAN = ("application_id", *_SIDES)

OFFERED: Mapping[type[Event], tuple[str, ...]] = {
    ApplicationSubmitted: ("enterprise_id", "product_id", "amount"),
    ApplicationMoved: (*_SIDES, "product_kind", "amount", "from_stage", "to_stage", "reason_code"),
    ContractDrafted: (*_LOAN, "sha256"),
    ContractPartySigned: ("application_id", "signer_organisation_id", "sha256"),
    ContractSigned: (*_LOAN, "principal", "sha256"),
    ContractVoided: ("application_id", "reason"),
    InvoicesImported: ("import_id", "accepted", "refused"),
    KeyIssued: ("key_id", "prefix", "expires_at", "others_end_at"),
    KeyRevoked: ("key_id", "prefix"),
    LoanOpened: (*_LOAN, "principal", "first_due_on", "last_due_on"),
    InstalmentDue: (*_LOAN, "number", "due_on", "amount"),
    RepaymentApplied: (
        *_LOAN,
        "repayment_id",
        "principal",
        "interest",
        "penalty",
        "fee",
        "outstanding",
    ),
    RepaymentFailed: (*_LOAN, "repayment_id", "amount", "reason_code"),
    LoanOverdue: (*_LOAN, "days_past_due", "bucket", "overdue", "outstanding"),
    LoanCured: (*_LOAN, "outstanding"),
    LoanTermsChanged: (*_LOAN, "kind", "counts_on", "last_due_on"),
    RateReset: (*_LOAN, "counts_on", "base_rate", "yearly_rate", "next_due_on", "next_amount"),
    LoanClosed: _LOAN,
    ScoreComputed: ("score", "grade"),
}

HEARD: Mapping[type[Event], tuple[str, ...]] = {**OFFERED, TestAsked: ()}
"""With the test message, which nobody has to choose."""

TOLD = {event.name: fields for event, fields in HEARD.items()}


def data_of(name: str, subject_id: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """What a message says about an event as it was logged."""
    return {"subject_id": subject_id, **{each: _as_told(content[each]) for each in TOLD[name]}}


def _as_told(value: Any) -> Any:
    """Money as everywhere in the API: an exact text, not the whole minor units of the log."""
    match value:
        case {"minor": int(minor), "currency": str(currency)}:
            money = Money(minor, currency)
            return {"amount": money.amount, "currency": money.currency}
        case _:
            return value
