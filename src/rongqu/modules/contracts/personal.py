"""What contracts hold of people: who signed, as part of the document that was signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from rongqu.infra.tx import Tx
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import UserId
from rongqu.modules.contracts import envelope_tables as tables
from rongqu.modules.privacy.public import Holding, UseOfData


async def read_signatures_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    columns = tables.consent.c
    signed = select(tables.consent).where(columns.person_id == person_id)
    return [
        {
            "name": row.person_name.reveal(),
            "document": str(row.envelope_id),
            "method": row.method,
            "at": row.given_at.isoformat(),
        }
        for row in await tx.connection.execute(signed.order_by(columns.given_at))
    ]


async def find_last_signature_day(tx: Tx, person_id: UserId) -> date | None:
    columns = tables.consent.c
    signed = select(columns.given_at).where(columns.person_id == person_id)
    last = await tx.connection.execute(signed.order_by(columns.given_at.desc()).limit(1))
    given_at = last.scalar_one_or_none()
    return None if given_at is None else business_date_at(given_at)


HOLDING = Holding(
    name="contracts.signatures",
    purpose=UseOfData.FINANCING,
    collect=read_signatures_in_plain,
    erase=None,
    keep="privacy.keep_signatures_months",
    counts_from=find_last_signature_day,
)
