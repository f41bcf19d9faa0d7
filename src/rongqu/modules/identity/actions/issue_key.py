"""Give a program a key: its first, or another one in place of those it has."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, insert, update

from rongqu.events.identity import KeyIssued
from rongqu.infra.tx import Tx
from rongqu.kernel.changes import changes_between
from rongqu.kernel.ids import ApiKeyId, ServiceAccountId, new_id
from rongqu.modules.identity import permissions, program_queries, program_rules, tables
from rongqu.modules.identity.actions._programs import read_program_policy
from rongqu.modules.identity.program_types import IssuedKey, KeyTerm, ServiceAccount
from rongqu.modules.identity.tokens import PREFIX_LENGTH, digest_of_token, new_key


async def issue_key(tx: Tx, account_id: ServiceAccountId, term: KeyTerm) -> IssuedKey:
    """The earlier ones go on for the overlap, so that no program stands still meanwhile."""
    tx.actor.require(permissions.MANAGE_PROGRAMS)
    account = await program_queries.lock_service_account(tx, account_id)
    program_rules.check_key_term(term, await read_program_policy(tx))

    others_end_at = tx.now + timedelta(hours=term.overlap_hours)
    keys, secret = tables.api_key.c, new_key()
    await tx.connection.execute(
        update(tables.api_key)
        .where(keys.service_account_id == account.id, keys.revoked_at.is_(None))
        .values(expires_at=func.least(keys.expires_at, others_end_at))
    )
    row = await tx.connection.execute(
        insert(tables.api_key)
        .values(
            id=ApiKeyId(new_id()),
            service_account_id=account.id,
            prefix=secret[:PREFIX_LENGTH],
            digest=digest_of_token(secret),
            issued_by=tx.actor.id,
            issued_at=tx.now,
            expires_at=tx.now + timedelta(days=term.days),
        )
        .returning(tables.api_key)
    )
    key = program_queries.to_key(row.one())

    after = await program_queries.get_service_account(tx, account.id)
    await tx.publish(
        KeyIssued(
            subject_id=account.id,
            parties=(account.organisation_id,),
            key_id=key.id,
            prefix=key.prefix,
            expires_at=key.expires_at,
            others_end_at=others_end_at,
            changes=changes_between(_ends_of(account), _ends_of(after)),
        )
    )
    return IssuedKey(key, secret)


def _ends_of(account: ServiceAccount) -> dict[str, datetime]:
    return {f"expires_at/{key.prefix}": key.expires_at for key in account.keys}
