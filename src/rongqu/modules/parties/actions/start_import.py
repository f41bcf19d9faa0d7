"""Announce a file of invoices; its content follows in parts."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.parties import ImportStarted
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId, OrganisationId
from rongqu.modules.parties import permissions, queries, rules, tables
from rongqu.modules.parties.types import Import, ImportOrder, ImportStatus
from rongqu.modules.privacy.public import ConsentMissing, UseOfData, is_withdrawn, require_consent

MEGABYTE = 1024 * 1024


async def start_import(tx: Tx, order: ImportOrder) -> Import:
    """For one's own enterprise; staff may also name another one, or none: many companies."""
    tx.actor.require(permissions.IMPORT_INVOICES)
    if order.enterprise_id is None:
        tx.actor.require(permissions.CHANGE_EVERYWHERE)
    else:
        rules.check_acts_for(tx.actor, OrganisationId(order.enterprise_id))
        await queries.get_enterprise(tx, EnterpriseId(order.enterprise_id))
        await _check_consent(tx, order.enterprise_id)
    limit = int(await read_policy(tx, "parties.import_megabytes")) * MEGABYTE
    rules.check_announced(order.file_name, order.size, limit)

    await tx.connection.execute(
        insert(tables.invoice_import).values(
            id=order.id,
            organisation_id=order.enterprise_id or tx.actor.organisation,
            enterprise_id=order.enterprise_id,
            direction=order.direction,
            file_name=order.file_name,
            size=order.size,
            sha256=order.sha256,
            received=0,
            status=ImportStatus.RECEIVING,
            refusal_params={},
            **dict.fromkeys(
                ("lines", "accepted", "updated", "already_there", "repeated", "refused"), 0
            ),
            refused_by_reason={},
            header=[],
            started_by=tx.actor.id,
            started_at=tx.now,
        )
    )
    started = await queries.get_import(tx, order.id)

    await tx.publish(
        ImportStarted(subject_id=started.id, parties=(started.organisation_id,), size=started.size)
    )
    return started


async def _check_consent(tx: Tx, enterprise_id: EnterpriseId) -> None:
    """The company itself agrees on the screen; staff hand in what was agreed to on paper."""
    if tx.actor.organisation == enterprise_id:
        await require_consent(tx, enterprise_id, UseOfData.CREDIT_ASSESSMENT)
    elif await is_withdrawn(tx, enterprise_id, UseOfData.CREDIT_ASSESSMENT):
        raise ConsentMissing(purpose=UseOfData.CREDIT_ASSESSMENT)
