"""Ask a second person of the same lender to publish a product, or new terms of one."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId, new_id
from rongqu.modules.catalog import permissions, queries, rules
from rongqu.modules.catalog.types import Proposal
from rongqu.modules.compliance.public import Approval, Ask, ask_approval

PUBLISH_TERMS = "catalog.publish_terms"
"""The stored command; `handlers.py` says what it does."""


async def propose_terms(tx: Tx, proposal: Proposal, reason: str) -> Approval:
    """Every fault is found now; whatever has changed until the decision is found again then.
    Asking publishes `compliance.approval_asked`; what is done then publishes more."""
    tx.actor.require(permissions.PROPOSE)
    if proposal.based_on is not None:
        product = await queries.lock_own_product(tx, proposal.product_id)
        rules.check_can_change(product, proposal.based_on, proposal.terms)
    rules.check_terms(proposal.terms, await queries.read_price_policy(tx))

    ask = Ask(
        id=ApprovalId(new_id()),
        command=PUBLISH_TERMS,
        subject=str(proposal.product_id),
        content=proposal,
        reason=reason,
    )
    return await ask_approval(tx, ask)
