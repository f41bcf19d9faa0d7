"""What risk does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.origination import ApplicationSubmitted
from rongqu.events.parties import InvoicesImported
from rongqu.events.privacy import ConsentGiven, ConsentWithdrawn
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ProductId
from rongqu.modules.catalog.public import get_product
from rongqu.modules.compliance.public import Approval, stored_command
from rongqu.modules.models.public import Use, declare_use
from rongqu.modules.privacy.public import UseOfData, is_withdrawn
from rongqu.modules.risk import permissions, queries
from rongqu.modules.risk.actions.adopt_strategy import adopt_strategy
from rongqu.modules.risk.actions.compute_score import compute_score
from rongqu.modules.risk.actions.grant_sight import grant_sight
from rongqu.modules.risk.actions.withdraw_score import withdraw_score
from rongqu.modules.risk.standard import computable, standard_model
from rongqu.modules.risk.types import ADOPT_STRATEGY, StrategyWish

declare_use(Use(computable, standard_model, "risk.manual_review_score"))


@stored_command(ADOPT_STRATEGY, approve=permissions.APPROVE_STRATEGY, content=StrategyWish)
async def adopt_strategy_once_approved(tx: Tx, approved: Approval, agreed: StrategyWish) -> None:
    await adopt_strategy(tx, approved, agreed)


@on(InvoicesImported)
async def score_on_new_invoices(tx: Tx, event: InvoicesImported) -> None:
    if not await is_withdrawn(tx, event.subject_id, UseOfData.CREDIT_ASSESSMENT):
        await compute_score(tx, event.subject_id)


@on(ConsentWithdrawn)
async def withdraw_score_with_consent(tx: Tx, event: ConsentWithdrawn) -> None:
    if event.purpose == UseOfData.CREDIT_ASSESSMENT:
        await withdraw_score(tx, EnterpriseId(event.subject_id))


@on(ConsentGiven)
async def score_again_with_consent(tx: Tx, event: ConsentGiven) -> None:
    """What was scored before it was withdrawn; a newcomer has nothing yet."""
    if event.purpose != UseOfData.CREDIT_ASSESSMENT:
        return
    enterprise_id = EnterpriseId(event.subject_id)
    was_scored = (await queries.get_standing(tx, enterprise_id)).months_seen > 0
    if was_scored and not await is_withdrawn(tx, enterprise_id, UseOfData.CREDIT_ASSESSMENT):
        await compute_score(tx, enterprise_id)


@on(ApplicationSubmitted)
async def grant_sight_to_the_lender(tx: Tx, event: ApplicationSubmitted) -> None:
    product = await get_product(tx, ProductId(event.product_id))
    await grant_sight(tx, EnterpriseId(event.enterprise_id), product.institution_id)
