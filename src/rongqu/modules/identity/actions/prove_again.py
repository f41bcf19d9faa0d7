"""Step-up: prove oneself again before money moves, roles change or data is shown."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from rongqu.events.identity import ProvedAgain
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import SessionId, new_id
from rongqu.modules.identity import factors, permissions, queries, session_queries, tables
from rongqu.modules.identity.actions._codes import check_code
from rongqu.modules.identity.actions.check_password import check_password
from rongqu.modules.identity.attempts import Guess, forgive_guess
from rongqu.modules.identity.errors import PasskeyRefused, SecondFactorNeeded
from rongqu.modules.identity.factor_types import Proof
from rongqu.modules.identity.tokens import digest_of_token, new_token
from rongqu.modules.identity.types import PasswordCheck, Session, StartedSession


async def prove_again(
    tx: Tx, session_id: SessionId, proof: Proof, guess: Guess | None
) -> StartedSession:
    """The password alone is no proof for whoever has a second factor: a thief of both session and
    password would be let through. Always a new token: one that somebody else has read or planted
    gains nothing by the proof (session fixation).
    `guess`: a password or code is counted before this (`count_guess`), a passkey is none."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    await _check(tx, proof, guess)  # first: others do not wait for a password to be hashed
    session = await session_queries.lock_own_session(tx, session_id)

    minutes = int(await read_policy(tx, "identity.step_up_minutes"))
    started = await _take_over(tx, session, tx.now + timedelta(minutes=minutes))

    await tx.publish(
        ProvedAgain(
            subject_id=tx.actor.id,
            parties=(tx.actor.organisation,),
            session_id=started.session.id,
        )
    )
    return started


async def _take_over(tx: Tx, earlier: Session, proved_until: datetime) -> StartedSession:
    """Another row with everything of the earlier one, which is over in a moment."""
    token, columns = new_token(), tables.session.c
    anew: dict[str, Any] = {
        "id": new_id(),
        "token_digest": digest_of_token(token),
        "seen_at": tx.now,
        "proved_until": proved_until,
    }
    kept = [column for column in columns if column.name not in anew]
    row = await tx.connection.execute(
        insert(tables.session)
        .from_select(
            [*anew, *(column.name for column in kept)],
            select(
                *(bindparam(name, value, columns[name].type) for name, value in anew.items()), *kept
            ).where(columns.id == earlier.id),
        )
        .returning(tables.session)
    )
    session = session_queries.to_session(row.one())
    await tx.connection.execute(
        update(tables.session)
        .where(columns.id == earlier.id)
        .values(
            proved_until=tx.now,
            expires_at=func.least(columns.expires_at, tx.now + session_queries.OVERLAP),
        )
    )
    account = await queries.get_account(tx, tx.actor.id)
    return StartedSession(session=session, token=token, account=account)


async def _check(tx: Tx, proof: Proof, guess: Guess | None) -> None:
    if proof.passkey is not None or guess is None:
        if proof.passkey is None or await factors.use_passkey(tx, proof.passkey) != tx.actor.id:
            raise PasskeyRefused(reason="unknown")
    elif methods := (await factors.get_factors(tx, tx.actor.id)).methods:
        if proof.code is None:
            forgive_guess(tx, guess)
            raise SecondFactorNeeded(methods=",".join(methods))
        await check_code(tx, proof.code, guess)
    else:
        await check_password(tx, PasswordCheck(proof.password or ""), guess)
