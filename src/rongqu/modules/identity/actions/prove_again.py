"""Step-up: prove oneself again before money moves, roles change or data is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update

from rongqu.events.identity import ProvedAgain
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import SessionId
from rongqu.modules.identity import factors, permissions, session_queries, tables
from rongqu.modules.identity.actions._codes import check_code
from rongqu.modules.identity.actions.check_password import check_password
from rongqu.modules.identity.attempts import Guess, forgive_guess
from rongqu.modules.identity.errors import PasskeyRefused, SecondFactorNeeded
from rongqu.modules.identity.factor_types import Proof
from rongqu.modules.identity.types import PasswordCheck


async def prove_again(tx: Tx, session_id: SessionId, proof: Proof, guess: Guess | None) -> datetime:
    """Until when the session counts as proved. The password alone is no proof for whoever has a
    second factor: a thief of both session and password would be let through.
    `guess`: a password or code is counted before this (`count_guess`), a passkey is none."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    session = await session_queries.lock_own_session(tx, session_id)
    await _check(tx, proof, guess)

    minutes = int(await read_policy(tx, "identity.step_up_minutes"))
    proved_until = tx.now + timedelta(minutes=minutes)
    await tx.connection.execute(
        update(tables.session)
        .where(tables.session.c.id == session.id)
        .values(proved_until=proved_until)
    )

    await tx.publish(
        ProvedAgain(subject_id=tx.actor.id, parties=(tx.actor.organisation,), session_id=session.id)
    )
    return proved_until


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
