"""Write a draft anew; nobody has approved it yet."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.contracts import TemplateChanged
from rongqu.infra.tx import Tx
from rongqu.modules.compliance.public import find_pending
from rongqu.modules.contracts import permissions, template_queries, template_rules
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.actions.ask_adoption import ADOPT_TEMPLATE
from rongqu.modules.contracts.actions.draft_template import TemplateWish, columns_of
from rongqu.modules.contracts.library.types import TemplateVersion, TemplateVersionId


async def change_template(
    tx: Tx, version_id: TemplateVersionId, wish: TemplateWish
) -> TemplateVersion:
    """Whoever changed it last is its author, and cannot approve it."""
    tx.actor.require(permissions.EDIT_TEMPLATES)
    version = await template_queries.lock_version(tx, version_id)
    waiting = await find_pending(tx, ADOPT_TEMPLATE, str(version_id))
    template_rules.check_can_change(tx.actor, version, is_waiting=waiting is not None)
    template_rules.check_days(wish.valid_from, wish.valid_until, tx.business_date)

    await tx.connection.execute(
        update(t.template_version)
        .where(t.template_version.c.id == version_id)
        .values(author_id=tx.actor.id, **columns_of(tx, wish))
    )

    changed = await template_queries.get_version(tx, version_id)
    await tx.publish(
        TemplateChanged(
            subject_id=version_id,
            parties=(tx.actor.organisation,),
            template=changed.name,
            sha256=changed.sha256,
        )
    )
    return changed
