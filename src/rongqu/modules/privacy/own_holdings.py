"""What this room and identity, which stands below it, hold of people."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import delete

from rongqu.infra.tx import Tx
from rongqu.kernel.dates import business_date_at
from rongqu.kernel.ids import UserId
from rongqu.modules.identity.public import (
    erase_person,
    find_last_deed_day,
    find_last_session_day,
    forget_sessions,
    read_deeds_in_plain,
    read_person_in_plain,
    read_sessions_in_plain,
)
from rongqu.modules.privacy import queries, tables
from rongqu.modules.privacy.holdings import Holding
from rongqu.modules.privacy.types import UseOfData


async def read_consents_in_plain(tx: Tx, person_id: UserId) -> list[dict[str, Any]]:
    return [
        {
            "purpose": consent.purpose,
            "version": consent.version,
            "given_at": consent.given_at.isoformat(),
            "ended_at": consent.ended_at and consent.ended_at.isoformat(),
            "end": consent.end,
        }
        for consent in await queries.list_consents_given_by(tx, person_id)
    ]


async def find_last_consent_day(tx: Tx, person_id: UserId) -> date | None:
    """From the day when the last one ended; with the account at the latest."""
    consents = await queries.list_consents_given_by(tx, person_id)
    days = [business_date_at(each.ended_at or tx.now) for each in consents]
    return max(days, default=None)


async def forget_consents(tx: Tx, person_id: UserId) -> int:
    """One's own. What somebody agreed to for an organisation stays the organisation's."""
    own = delete(tables.consent).where(tables.consent.c.subject_id == person_id)
    return (await tx.connection.execute(own)).rowcount


OWN_HOLDINGS = (
    Holding(
        name="identity.account",
        purpose=UseOfData.ACCOUNT,
        collect=read_person_in_plain,
        erase=erase_person,
        keep="privacy.keep_operations_months",
        counts_from=find_last_deed_day,
    ),
    Holding(
        name="identity.deeds",
        purpose=UseOfData.SECURITY,
        collect=read_deeds_in_plain,
        erase=None,
        ids_only=True,
        keep="privacy.keep_operations_months",
        counts_from=find_last_deed_day,
    ),
    Holding(
        name="identity.sessions",
        purpose=UseOfData.SECURITY,
        collect=read_sessions_in_plain,
        erase=forget_sessions,
        keep="privacy.keep_sessions_months",
        counts_from=find_last_session_day,
    ),
    Holding(
        name="privacy.consents",
        purpose=UseOfData.ACCOUNT,
        collect=read_consents_in_plain,
        erase=forget_consents,
        keep="privacy.keep_consents_months",
        counts_from=find_last_consent_day,
    ),
)
