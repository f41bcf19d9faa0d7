"""Second factors in the database: who has which, and using one up."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.dialects import postgresql

from rongqu.infra.tx import Tx
from rongqu.kernel.ids import UserId
from rongqu.modules.identity import passkeys, tables, totp
from rongqu.modules.identity.errors import PasskeyRefused
from rongqu.modules.identity.factor_types import Factors, Passkey, PasskeyAnswer
from rongqu.modules.identity.passkeys import PublicKey
from rongqu.modules.identity.recovery_codes import digest_of_code


async def get_factors(tx: Tx, user_id: UserId) -> Factors:
    apps, keys, codes = tables.totp.c, tables.passkey.c, tables.recovery_code.c
    confirmed = select(apps.confirmed_at).where(apps.person_id == user_id)
    totp_since: datetime | None = (await tx.connection.execute(confirmed)).scalar_one_or_none()
    own = select(keys.id, keys.name, keys.added_at, keys.used_at).where(keys.person_id == user_id)
    found = await tx.connection.execute(own.order_by(keys.added_at))
    left = select(func.count()).where(codes.person_id == user_id, codes.used_at.is_(None))
    return Factors(
        totp_since=totp_since,
        passkeys=tuple(
            Passkey(id=row.id, name=row.name, added_at=row.added_at, used_at=row.used_at)
            for row in found
        ),
        recovery_codes_left=(await tx.connection.execute(left)).scalar_one(),
    )


async def list_credential_ids(tx: Tx, user_id: UserId) -> list[bytes]:
    keys = tables.passkey.c
    own = select(keys.credential_id).where(keys.person_id == user_id)
    return list((await tx.connection.execute(own)).scalars())


async def use_code(tx: Tx, user_id: UserId, typed: str) -> bool:
    """A code of the app or a recovery code. Each counts once, also when it comes twice at once."""
    typed = unicodedata.normalize("NFKC", typed)
    code = "".join(letter for letter in typed if letter.isalnum())
    if len(code) == totp.DIGITS and code.isdecimal():
        return await use_totp(tx, user_id, code)
    codes = tables.recovery_code.c
    used = await tx.connection.execute(
        update(tables.recovery_code)
        .where(
            codes.digest == digest_of_code(user_id, typed),
            codes.person_id == user_id,
            codes.used_at.is_(None),
        )
        .values(used_at=tx.now)
    )
    return used.rowcount == 1


async def use_totp(tx: Tx, user_id: UserId, code: str, *, confirmed: bool = True) -> bool:
    """A step that was used, and those before it, are over: an overheard code is worth nothing."""
    apps = tables.totp.c
    own = select(apps.secret).where(
        apps.person_id == user_id,
        apps.confirmed_at.is_not(None) if confirmed else apps.confirmed_at.is_(None),
    )
    secret = (await tx.connection.execute(own)).scalar_one_or_none()
    step = None if secret is None else totp.find_step(secret.decode(), code, tx.now)
    if step is None:
        return False
    used = await tx.connection.execute(
        update(tables.totp)
        .where(apps.person_id == user_id, or_(apps.last_step.is_(None), apps.last_step < step))
        .values(last_step=step)
    )
    return used.rowcount == 1


async def use_passkey(tx: Tx, answer: PasskeyAnswer, purpose: str = passkeys.SIGN_IN) -> UserId:
    """Whose key it is. Raises PasskeyRefused: unknown, replayed, copied, for another site."""
    keys = tables.passkey.c
    wanted = select(tables.passkey).where(keys.credential_id == passkeys.credential_id_of(answer))
    row = (await tx.connection.execute(wanted.with_for_update())).one_or_none()
    if row is None:
        raise PasskeyRefused(reason="unknown")
    key = PublicKey(
        credential_id=row.credential_id, public_key=row.public_key, sign_count=row.sign_count
    )
    sign_count = passkeys.check_use(answer, key, tx.now, purpose)
    await spend_challenge(tx, passkeys.challenge_of(answer))
    await tx.connection.execute(
        update(tables.passkey)
        .where(keys.id == row.id)
        .values(sign_count=sign_count, used_at=tx.now)
    )
    return UserId(row.person_id)


async def spend_challenge(tx: Tx, challenge: bytes) -> None:
    """Of two that bring the same answer at once, the second waits here and is refused."""
    spent = await tx.connection.execute(
        postgresql.insert(tables.spent_challenge)
        .values(digest=sha256(challenge).digest(), expires_at=tx.now + passkeys.VALID_FOR)
        .on_conflict_do_nothing()
    )
    if spent.rowcount == 0:
        raise PasskeyRefused(reason="expired")


async def insert_codes(tx: Tx, user_id: UserId, codes: tuple[str, ...]) -> None:
    rows = [
        {"digest": digest_of_code(user_id, code), "person_id": user_id, "made_at": tx.now}
        for code in codes
    ]
    await tx.connection.execute(insert(tables.recovery_code), rows)
