"""State the financial figures of a year, or correct them: the log keeps that it was done."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from rongqu.events.parties import EnterpriseUpdated
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between, fields_of
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.types import Enterprise, FinancialFigures

KEPT = ("revenue", "net_assets", "net_profit", "total_liabilities")


async def state_figures(
    tx: Tx, enterprise_id: EnterpriseId, figures: FinancialFigures
) -> Enterprise:
    tx.actor.require(permissions.UPDATE_ENTERPRISE)
    known = await queries.lock_enterprise(tx, enterprise_id)
    rules.check_figures(figures, known.founded_on, tx.business_date)

    stated = await queries.list_figures(tx, enterprise_id)
    before = next((each for each in stated if each.year == figures.year), None)
    values = {
        "revenue_minor": figures.revenue.minor,
        "net_assets_minor": figures.net_assets.minor,
        "net_profit_minor": figures.net_profit.minor,
        "total_liabilities_minor": figures.total_liabilities.minor,
        "currency": figures.revenue.currency,
        "stated_by": tx.actor.id,
        "stated_at": tx.now,
    }
    key = {"enterprise_id": enterprise_id, "year": figures.year}
    await tx.connection.execute(
        insert(tables.figures)
        .values(key | values)
        .on_conflict_do_update(index_elements=list(key), set_=values)
    )

    await tx.publish(
        EnterpriseUpdated(
            subject_id=enterprise_id,
            parties=(enterprise_id,),
            changes=changes_between(
                {f"figures/{figures.year}": fields_of(before, KEPT)},
                {f"figures/{figures.year}": fields_of(figures, KEPT)},
            ),
        )
    )
    return await queries.get_enterprise(tx, enterprise_id)
