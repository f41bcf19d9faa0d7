"""Ask compliance to put a draft in force."""

from __future__ import annotations

from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import ApprovalId
from rongqu.modules.compliance.public import Approval, Ask, ask_approval
from rongqu.modules.contracts import permissions, template_queries, template_rules
from rongqu.modules.contracts.library.types import Adoption, TemplateVersionId

ADOPT_TEMPLATE = "contracts.adopt_template"
"""The stored command; `handlers.py` says what it does."""


async def ask_adoption(
    tx: Tx, ask_id: ApprovalId, version_id: TemplateVersionId, reason: str
) -> Approval:
    """Refused when the review of texts finds what is not to be sent."""
    tx.actor.require(permissions.EDIT_TEMPLATES)
    version = await template_queries.lock_version(tx, version_id)
    template_rules.check_can_change(tx.actor, version, is_waiting=False)
    template_rules.check_days(version.valid_from, version.valid_until, tx.business_date)
    cap = await read_policy(tx, "catalog.yearly_rate_cap")
    template_rules.check_review(template_rules.review_sample(version, cap))

    return await ask_approval(
        tx,
        Ask(
            id=ask_id,
            command=ADOPT_TEMPLATE,
            subject=str(version_id),
            content=Adoption(version_id=version_id, sha256=version.sha256),
            reason=reason,
        ),
    )
