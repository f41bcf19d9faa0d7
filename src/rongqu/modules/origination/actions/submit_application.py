"""Hand an application in: complete, and for a product that is still offered."""

from __future__ import annotations

from rongqu.events.origination import ApplicationSubmitted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId
from rongqu.modules.collateral.public import register_items
from rongqu.modules.origination import permissions, queries, rules
from rongqu.modules.origination.actions._applicant import applicant_columns, get_own_enterprise
from rongqu.modules.origination.actions._product import check_still_offered, get_pinned
from rongqu.modules.origination.actions._steps import move, moved
from rongqu.modules.origination.errors import Incomplete
from rongqu.modules.origination.security import case_of, lacking_security, value_security
from rongqu.modules.origination.types import Application, Move
from rongqu.modules.parties.public import Enterprise


async def submit_application(tx: Tx, application_id: ApplicationId, version: int) -> Application:
    tx.actor.require(permissions.APPLY)
    before = await queries.lock_application(tx, application_id)
    rules.next_stage(before.stage, Move.SUBMIT)
    rules.check_version(before, version)
    await check_still_offered(tx, before)
    enterprise = await get_own_enterprise(tx)
    await _check_complete(tx, before, enterprise)
    await register_items(tx, case_of(before, await get_pinned(tx, before)))

    after = await move(
        tx, before, Move.SUBMIT, submitted_at=tx.now, **applicant_columns(enterprise)
    )

    await tx.publish(await moved(tx, before, after))
    await tx.publish(
        ApplicationSubmitted(
            subject_id=after.id,
            parties=after.parties,
            enterprise_id=after.applicant.id,
            product_id=after.product.id,
            amount=after.asked,
        )
    )
    return after


async def _check_complete(tx: Tx, application: Application, enterprise: Enterprise) -> None:
    product = await get_pinned(tx, application)
    attached = {document.kind for document in await queries.list_documents(tx, application)}
    security = await value_security(tx, application, product)
    needed = rules.Needed(
        documents=[kind for kind in product.required_documents if kind not in attached],
        collateral=lacking_security(product, security),
        has_figures=enterprise.figures is not None,
    )
    missing = rules.list_missing(application.wish, needed)
    if missing:
        raise Incomplete(missing=" ".join(missing))
