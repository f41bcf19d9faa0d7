"""Give up a draft; its number is not used again."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.contracts import TemplateDiscarded
from rongqu.infra.tx import Tx
from rongqu.modules.compliance.public import find_pending
from rongqu.modules.contracts import permissions, template_queries, template_rules
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.actions.ask_adoption import ADOPT_TEMPLATE
from rongqu.modules.contracts.library.types import (
    TemplateVersion,
    TemplateVersionId,
    VersionStatus,
)


async def discard_template(tx: Tx, version_id: TemplateVersionId) -> TemplateVersion:
    tx.actor.require(permissions.EDIT_TEMPLATES)
    version = await template_queries.lock_version(tx, version_id)
    waiting = await find_pending(tx, ADOPT_TEMPLATE, str(version_id))
    template_rules.check_can_change(tx.actor, version, is_waiting=waiting is not None)

    await tx.connection.execute(
        update(t.template_version)
        .where(t.template_version.c.id == version_id)
        .values(status=VersionStatus.DISCARDED)
    )

    await tx.publish(
        TemplateDiscarded(
            subject_id=version_id, parties=(tx.actor.organisation,), template=version.name
        )
    )
    return await template_queries.get_version(tx, version_id)
