"""Begin a new version of a template, from the one that was the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from rongqu.events.contracts import TemplateDrafted
from rongqu.infra.tx import Tx
from rongqu.modules.contracts import permissions, template_queries, template_rules
from rongqu.modules.contracts import template_tables as t
from rongqu.modules.contracts.library.types import (
    TemplateText,
    TemplateVersion,
    TemplateVersionId,
    VersionStatus,
)
from rongqu.modules.contracts.library.wording import check_text, sha256_of, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateWish:
    """`note` says in words what is changed and why."""

    text: TemplateText
    note: str
    valid_from: date
    valid_until: date | None = None


async def draft_template(
    tx: Tx, key: str, version_id: TemplateVersionId, wish: TemplateWish
) -> TemplateVersion:
    """One draft of a template is open at a time."""
    tx.actor.require(permissions.EDIT_TEMPLATES)
    template = await template_queries.lock_template(tx, key)
    versions = await template_queries.list_versions(tx, key)
    template_rules.check_can_draft(tx.actor, template, versions)
    template_rules.check_days(wish.valid_from, wish.valid_until, tx.business_date)

    await tx.connection.execute(
        insert(t.template_version).values(
            id=version_id,
            key=key,
            number=await template_queries.next_number(tx, key),
            status=VersionStatus.DRAFT,
            author_id=tx.actor.id,
            **columns_of(tx, wish),
        )
    )

    version = await template_queries.get_version(tx, version_id)
    await tx.publish(
        TemplateDrafted(
            subject_id=version_id,
            parties=(tx.actor.organisation,),
            template=version.name,
            sha256=version.sha256,
        )
    )
    return version


def columns_of(tx: Tx, wish: TemplateWish) -> dict[str, object]:
    """What a wish writes. Raises VariableUnknown, ReferenceWrong."""
    return {
        "text": to_json(wish.text),
        "sha256": sha256_of(wish.text),
        "variables": list(check_text(wish.text)),
        "note": wish.note,
        "valid_from": wish.valid_from,
        "valid_until": wish.valid_until,
        "changed_at": tx.now,
    }
