"""Say which law firm or institution edits a template, besides the platform's own people."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import update

from rongqu.events.contracts import TemplateEntrusted
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.contracts import permissions, template_queries
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.library.types import Template
from rongqu.modules.parties.public import get_institution


async def entrust_template(tx: Tx, key: str, owner_id: OrganisationId | None) -> Template:
    """None takes it back. What was drafted stays."""
    tx.actor.require(permissions.ENTRUST_TEMPLATES)
    template = await template_queries.lock_template(tx, key)
    if owner_id is not None:
        await get_institution(tx, owner_id)

    await tx.connection.execute(
        update(t.template).where(t.template.c.key == key).values(owner_id=owner_id)
    )

    parties = (tx.actor.organisation,) if owner_id is None else (tx.actor.organisation, owner_id)
    changes = changes_between({"owner": template.owner_id}, {"owner": owner_id})
    await tx.publish(
        TemplateEntrusted(subject_id=new_id(), parties=parties, template=key, changes=changes)
    )
    return replace(template, owner_id=owner_id)
