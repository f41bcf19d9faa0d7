"""Put a version in force that two people stand for: its author, and who approves."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.contracts import TemplateAdopted
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import template_queries, template_rules
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.library.types import Adoption, VersionStatus


async def adopt_template(tx: Tx, adoption: Adoption) -> None:
    """Internal: the stored command of an approved wish. The text must be the one that was read."""
    version = await template_queries.lock_version(tx, adoption.version_id)
    template_rules.check_can_adopt(tx.actor, version, adoption.sha256)
    starts_on = max(version.valid_from, tx.business_date)

    await tx.connection.execute(
        update(t.template_version)
        .where(t.template_version.c.id == version.id)
        .values(
            status=VersionStatus.APPROVED,
            valid_from=starts_on,
            approver_id=tx.actor.id,
            approved_at=tx.now,
        )
    )

    await tx.publish(
        TemplateAdopted(
            subject_id=version.id,
            parties=(tx.actor.organisation,),
            template=version.name,
            sha256=version.sha256,
            valid_from=starts_on,
        )
    )
