"""What the parties of a contract may see of it, read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rongqu.infra.tx import Tx
from rongqu.kernel.actor import Actor
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.contracts.public import (
    Contract,
    Envelope,
    EnvelopeId,
    get_contract,
    get_envelope,
)
from rongqu.modules.disputes.types import Dispute
from rongqu.modules.evidence.public import ProvedEvent, prove_events
from rongqu.modules.payments.public import VIEW as VIEW_PAYMENTS
from rongqu.modules.payments.public import PaymentOrder, list_orders_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    number: str
    document_key: str
    packed_at: datetime
    contract: dict[str, Any]
    signatures: list[dict[str, Any]]
    dispute: dict[str, Any]
    payments: list[dict[str, Any]]
    events: tuple[ProvedEvent, ...]


async def collect(tx: Tx, dispute: Dispute) -> Collected:
    """A party gets what it may see; staff get what either party may, and no affairs of the
    platform's own: the file leaves the house. Refused rather than packed with gaps."""
    tx.actor.require(VIEW_PAYMENTS)
    contract = await get_contract(tx, dispute.contract_id)
    envelope = await get_envelope(tx, EnvelopeId(contract.id))
    subjects: tuple[UUID, ...] = (contract.id, contract.application_id, dispute.id)
    return Collected(
        number=contract.number,
        document_key=envelope.newest.key,
        packed_at=tx.now,
        contract=_contract(contract, envelope),
        signatures=_signatures(envelope),
        dispute=_dispute(dispute),
        payments=[_payment(each) for each in await list_orders_of(tx, contract.id)],
        events=await prove_events(tx, subjects, _whose(tx.actor, dispute)),
    )


def _whose(actor: Actor, dispute: Dispute) -> tuple[OrganisationId, ...]:
    is_party = actor.organisation in dispute.parties
    return (actor.organisation,) if is_party else dispute.parties


def _contract(contract: Contract, envelope: Envelope) -> dict[str, Any]:
    return {
        "number": contract.number,
        "borrower": {"name": contract.borrower.name, "uscc": contract.borrower.uscc},
        "lender": {"name": contract.lender.name, "uscc": contract.lender.uscc},
        "principal": f"{contract.principal.amount} {contract.principal.currency}",
        "yearly_rate": str(contract.yearly_rate.yearly),
        "term_months": contract.term_months,
        "fee": f"{contract.fee.amount} {contract.fee.currency}",
        "status": contract.status,
        "template": envelope.template,
        "document_sha256": envelope.document.sha256,
        "signed_file_sha256": envelope.newest.sha256,
    }


def _signatures(envelope: Envelope) -> list[dict[str, Any]]:
    """As they stand in the file, which proves them; names of people are in their certificates."""
    return [
        {
            "organisation": each.name,
            "uscc": each.uscc,
            "capacity": each.capacity,
            "agreed_at": None if each.consent is None else each.consent.given_at.isoformat(),
            "agreed_by": None if each.consent is None else each.consent.method,
            "mandate_sha256": None if each.mandate is None else each.mandate.sha256,
            "signed_at": None if each.signature is None else each.signature.signed_at.isoformat(),
            "revision": None if each.signature is None else each.signature.revision,
            "revision_sha256": None if each.signature is None else each.signature.sha256,
        }
        for each in envelope.signers
    ]


def _dispute(dispute: Dispute) -> dict[str, Any]:
    opener = "borrower" if dispute.opened_by == dispute.enterprise_id else "lender"
    return {
        "kind": dispute.kind,
        "opened_by": opener,
        "claim": dispute.claim,
        "wish": dispute.wish,
        "status": dispute.status,
        "opened_at": dispute.opened_at.isoformat(),
        "due_at": dispute.due_at.isoformat(),
        "escalated_at": None if dispute.escalated_at is None else dispute.escalated_at.isoformat(),
        "ended_at": None if dispute.ended_at is None else dispute.ended_at.isoformat(),
        "log": [
            {
                "number": each.number,
                "at": each.noted_at.isoformat(),
                "side": each.side,
                "kind": each.kind,
                "proposal": each.proposal,
                "text": each.text,
            }
            for each in dispute.notes
        ],
    }


def _payment(order: PaymentOrder) -> dict[str, Any]:
    return {
        "order_id": str(order.id),
        "kind": order.kind,
        "payer": order.payer_name,
        "payee": order.payee_name,
        "amount": f"{order.amount.amount} {order.amount.currency}",
        "fee": f"{order.fee.amount} {order.fee.currency}",
        "status": order.status,
        "bank_order_no": order.bank_order_no,
        "ordered_at": order.ordered_at.isoformat(),
        "settled_on": None if order.settled_on is None else order.settled_on.isoformat(),
    }
