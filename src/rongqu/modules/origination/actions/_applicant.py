"""The enterprise that applies, as master data knows it now."""

from __future__ import annotations

from typing import Any

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import EnterpriseId
from rongqu.modules.parties.public import Enterprise, get_enterprise


async def get_own_enterprise(tx: Tx) -> Enterprise:
    return await get_enterprise(tx, EnterpriseId(tx.actor.organisation))


def applicant_columns(enterprise: Enterprise) -> dict[str, Any]:
    """Kept with the application: a later move or new name does not rewrite old decisions."""
    return {
        "enterprise_id": enterprise.id,
        "enterprise_name": enterprise.name,
        "region_code": enterprise.region_code,
        "industry_code": enterprise.industry_code,
    }
