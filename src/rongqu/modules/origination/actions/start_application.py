"""Start an application from a product; it is a draft until it is submitted."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from rongqu.events.origination import ApplicationStarted
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApplicationId, ProductId
from rongqu.modules.catalog.public import Product, get_product, get_product_version
from rongqu.modules.origination import permissions, rows, tables
from rongqu.modules.origination.actions._applicant import applicant_columns, get_own_enterprise
from rongqu.modules.origination.actions._product import check_offered, check_wish
from rongqu.modules.origination.actions._steps import deadline_of, note_step
from rongqu.modules.origination.types import Agreed, Application, Stage, Wish
from rongqu.modules.parties.public import Enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The caller makes the id: a retry is harmless."""

    id: ApplicationId
    product_id: ProductId
    wish: Wish
    agreed: Agreed | None = None
    version: int | None = None
    """Of the product that was agreed on; None: the current one."""


async def start_application(tx: Tx, start: Start) -> Application:
    tx.actor.require(permissions.APPLY)
    enterprise = await get_own_enterprise(tx)
    product = await get_product(tx, start.product_id)
    check_offered(tx, product)
    if start.version is not None:
        product = await get_product_version(tx, start.product_id, start.version)
    check_wish(start.wish, product, start.agreed)

    started = await _insert(tx, start, enterprise, product)
    await note_step(tx, started, "start")

    await tx.publish(
        ApplicationStarted(
            subject_id=started.id,
            parties=started.parties,
            enterprise_id=enterprise.id,
            product_id=product.id,
        )
    )
    return started


async def _insert(tx: Tx, start: Start, enterprise: Enterprise, product: Product) -> Application:
    wish = start.wish
    row = await tx.connection.execute(
        insert(tables.application)
        .values(
            id=start.id,
            **applicant_columns(enterprise),
            product_id=product.id,
            product_version=product.version,
            product_kind=product.kind,
            product_name=product.name,
            product_name_en=product.name_en,
            institution_id=product.institution_id,
            currency=product.max_amount.currency,
            amount_minor=None if wish.amount is None else wish.amount.minor,
            term_months=wish.term_months,
            purpose=wish.purpose,
            explanation=wish.explanation,
            stage=Stage.DRAFT,
            version=1,
            agreed=None if start.agreed is None else rows.agreed_to_json(start.agreed),
            deadline_at=await deadline_of(tx, Stage.DRAFT),
            created_at=tx.now,
            moved_at=tx.now,
        )
        .returning(tables.application)
    )
    return rows.to_application(row.one())
