"""Send a code to the address that a stranger wants to sign up with."""

from __future__ import annotations

import math
import secrets
from datetime import timedelta

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.identity import SignUpCodeAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import TooManyAttempts
from rongqu.modules.identity.logins import digest_of, parse_login
from rongqu.modules.identity.sign_up_codes import OfferedCode
from rongqu.modules.identity.types import Locale

AGAIN_AFTER = timedelta(minutes=1)
"""Asked again sooner, the code that is under way has to do."""
AN_HOUR = timedelta(hours=1)
DIGITS = 6


async def offer_sign_up_code(tx: Tx, typed: str, locale: Locale) -> OfferedCode:
    """Internal: open to strangers. Of several who ask at once for one address, one is sent a code.
    Raises InvalidLogin, and TooManyAttempts when the address was sent enough for an hour."""
    login, message_id = parse_login(typed), new_id()
    columns = tables.sign_up_code.c
    valid = timedelta(minutes=int(await read_policy(tx, "identity.sign_up_code_minutes")))
    row = {
        "message_id": message_id,
        "email": login.email,
        "mobile": login.mobile,
        "locale": locale,
        "code": f"{secrets.randbelow(10**DIGITS):0{DIGITS}}".encode(),
        "tries_left": int(await read_policy(tx, "identity.sign_up_code_tries")),
        "sent_at": tx.now,
        "expires_at": tx.now + valid,
    }
    is_over = columns.since <= tx.now - AN_HOUR
    counted = {
        "since": case((is_over, tx.now), else_=columns.since),
        "sent": case((is_over, 1), else_=columns.sent + 1),
    }
    renewed = (
        insert(tables.sign_up_code)
        .values(digest=digest_of(login.text), since=tx.now, sent=1, **row)
        .on_conflict_do_update(
            index_elements=[columns.digest],
            set_=row | counted,
            where=columns.sent_at <= tx.now - AGAIN_AFTER,
        )
        .returning(columns.since, columns.sent)
    )
    made = (await tx.connection.execute(renewed)).one_or_none()
    if made is None:
        return await _read_under_way(tx, digest_of(login.text))
    if made.sent > int(await read_policy(tx, "identity.sign_up_codes_an_hour")):
        left = made.since + AN_HOUR - tx.now
        raise TooManyAttempts(retry_after_seconds=math.ceil(left.total_seconds()))

    await tx.publish(SignUpCodeAsked(subject_id=message_id))
    return OfferedCode(tx.now + valid, tx.now + AGAIN_AFTER)


async def _read_under_way(tx: Tx, digest: bytes) -> OfferedCode:
    columns = tables.sign_up_code.c
    wanted = select(columns.expires_at, columns.sent_at).where(columns.digest == digest)
    row = (await tx.connection.execute(wanted)).one()
    return OfferedCode(row.expires_at, row.sent_at + AGAIN_AFTER)
