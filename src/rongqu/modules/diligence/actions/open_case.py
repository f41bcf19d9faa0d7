"""An application has come to review, or left it."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.diligence import CaseOpened
from rongqu.infra.tx import Tx
from rongqu.modules.diligence import rules
from rongqu.modules.diligence import tables as t
from rongqu.modules.diligence.types import Case


async def open_case(tx: Tx, case: Case, stage: str) -> None:
    """Internal: only the handler calls it, in the order in which the application moved. Safe to
    repeat: a case is there once, and is open while it is looked at."""
    is_open = stage in rules.LOOKED_AT
    if not is_open:
        await tx.connection.execute(
            update(t.case_file)
            .where(t.case_file.c.application_id == case.application_id)
            .values(is_open=False)
        )
        return
    values = {
        "institution_id": case.institution_id,
        "enterprise_id": case.enterprise_id,
        "product_kind": case.product_kind,
        "amount_minor": None if case.asked is None else case.asked.minor,
        "currency": None if case.asked is None else case.asked.currency,
        "is_open": True,
    }
    made = await tx.connection.execute(
        insert(t.case_file)
        .values(application_id=case.application_id, **values)
        .on_conflict_do_nothing()
    )
    if made.rowcount == 0:
        await tx.connection.execute(
            update(t.case_file)
            .where(t.case_file.c.application_id == case.application_id)
            .values(**values)
        )
        return

    await tx.publish(CaseOpened(subject_id=case.application_id, parties=(case.institution_id,)))
