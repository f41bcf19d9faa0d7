"""Have the acting person enter their password once more, before a step that binds."""

from __future__ import annotations

from rongqu.events.identity import PasswordRefused
from rongqu.infra.tx import Tx
from rongqu.modules.identity import session_queries
from rongqu.modules.identity.attempts import Guess, accept_guess
from rongqu.modules.identity.errors import WrongPassword
from rongqu.modules.identity.passwords import compare_password
from rongqu.modules.identity.types import PasswordCheck


async def check_password(tx: Tx, check: PasswordCheck, guess: Guess) -> None:
    """Internal: its caller has required a permission, and has counted the guess. Raises
    WrongPassword; a failure is counted with those of signing in."""
    known = await session_queries.find_credential(tx, guess.digest)
    verdict = await compare_password(check.password, known.password_hash if known else None)
    if not verdict.matches:
        refused = PasswordRefused(
            subject_id=tx.actor.id,
            parties=(tx.actor.organisation,),
            failures=guess.attempt.failures,
            locked_seconds=guess.attempt.locked_seconds,
        )
        tx.if_refused(lambda later: later.publish(refused))
        raise WrongPassword

    await accept_guess(tx, guess)
