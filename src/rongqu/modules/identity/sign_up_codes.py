"""Codes that confirm a stranger's address before there is an account.

Nothing here looks whether the log-in is taken: answer and time are the same either way. Only the
message says so, which the owner of the address reads (`find_code_message`).
"""

from __future__ import annotations

import hmac
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select, update

from rongqu.infra.tx import Tx
from rongqu.kernel.pii import EmailAddress, MobileNumber
from rongqu.modules.identity import tables
from rongqu.modules.identity.errors import SignUpCodeWrong
from rongqu.modules.identity.logins import digest_of
from rongqu.modules.identity.types import Locale


@dataclass(frozen=True, slots=True)
class OfferedCode:
    expires_at: datetime
    again_at: datetime


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """`code` is None where the address has an account already: its owner is told that instead."""

    to: EmailAddress | MobileNumber
    locale: Locale
    code: str | None = field(repr=False)
    minutes: int


async def count_code_try(tx: Tx, typed: str) -> UUID | None:
    """Internal: in a transaction of its own that is committed before the code is looked at, so that
    fifty at once are not fifty tries. Returns the message whose code may be compared now."""
    columns = tables.sign_up_code.c
    counted = (
        update(tables.sign_up_code)
        .where(
            columns.digest == digest_of(typed), columns.expires_at > tx.now, columns.tries_left > 0
        )
        .values(tries_left=columns.tries_left - 1)
        .returning(columns.message_id)
    )
    return (await tx.connection.execute(counted)).scalar_one_or_none()


async def check_sign_up_code(tx: Tx, counted: UUID | None, code: str) -> None:
    """Internal: after `count_code_try`. The code is not used up: the log-in that is made with it is
    there once, and whoever sends the form again, its answer lost, is told that it is. Raises
    SignUpCodeWrong."""
    wanted = select(tables.sign_up_code.c.code).where(tables.sign_up_code.c.message_id == counted)
    sent = (await tx.connection.execute(wanted)).scalar_one_or_none()
    if sent is None or not hmac.compare_digest(sent, "".join(code.split()).encode()):
        raise SignUpCodeWrong


async def find_code_message(tx: Tx, message_id: UUID) -> CodeMessage | None:
    """For whoever sends it. None when it is over, or another one has taken its place."""
    columns = tables.sign_up_code.c
    taken = exists().where(tables.login.c.digest == columns.digest).label("taken")
    wanted = select(tables.sign_up_code, taken).where(
        columns.message_id == message_id, columns.expires_at > tx.now
    )
    row = (await tx.connection.execute(wanted)).one_or_none()
    if row is None:
        return None
    return CodeMessage(
        to=row.mobile or row.email,
        locale=Locale(row.locale),
        code=None if row.taken else row.code.decode(),
        minutes=math.ceil((row.expires_at - row.sent_at) / timedelta(minutes=1)),
    )
