"""Sets of applications for the rooms above: each is a SELECT that they join in one of theirs.

They see every application: whoever asks has checked who may.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from rongqu.modules.origination import tables
from rongqu.modules.origination.types import Stage

APPLICATION, APPROVAL = tables.application.c, tables.approval.c


def products_applied_for() -> Select[*tuple[Any, ...]]:
    """Which version of which product each application is for."""
    return select(
        APPLICATION.id.label("application_id"), APPLICATION.product_id, APPLICATION.product_version
    )


def commitments() -> Select[*tuple[Any, ...]]:
    """What is approved and not paid out yet."""
    return (
        select(
            APPLICATION.contract_id,
            APPLICATION.id.label("application_id"),
            APPLICATION.enterprise_id,
            APPLICATION.enterprise_name,
            APPLICATION.institution_id,
            APPLICATION.product_kind,
            APPLICATION.region_code,
            APPROVAL.amount_minor,
            APPROVAL.currency,
        )
        .join(tables.approval, APPROVAL.contract_id == APPLICATION.contract_id)
        .where(APPLICATION.stage.in_((Stage.CONTRACT, Stage.PAYOUT)))
    )
