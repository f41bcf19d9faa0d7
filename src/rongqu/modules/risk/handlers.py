"""What risk does when something happens elsewhere: each handler is one call."""

from __future__ import annotations

from rongqu.events.origination import ApplicationSubmitted
from rongqu.events.parties import InvoicesImported
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, ProductId
from rongqu.modules.catalog.public import get_product
from rongqu.modules.models.public import Use, declare_use
from rongqu.modules.risk.actions.compute_score import compute_score
from rongqu.modules.risk.actions.grant_sight import grant_sight
from rongqu.modules.risk.standard import computable, standard_model

declare_use(Use(computable, standard_model, "risk.manual_review_score"))


@on(InvoicesImported)
async def score_on_new_invoices(tx: Tx, event: InvoicesImported) -> None:
    await compute_score(tx, event.subject_id)


@on(ApplicationSubmitted)
async def grant_sight_to_the_lender(tx: Tx, event: ApplicationSubmitted) -> None:
    product = await get_product(tx, ProductId(event.product_id))
    await grant_sight(tx, EnterpriseId(event.enterprise_id), product.institution_id)
