"""A code of the acting person's authenticator app, checked after it was counted."""

from __future__ import annotations

from rongqu.events.identity import CodeRefused
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors
from rongqu.modules.identity.attempts import Guess, accept_guess
from rongqu.modules.identity.errors import WrongCode


async def check_code(tx: Tx, code: str, guess: Guess) -> None:
    """Wrong codes are counted with the wrong passwords of the same account."""
    if not await factors.use_code(tx, tx.actor.id, code):
        refused = CodeRefused(
            subject_id=tx.actor.id,
            parties=(tx.actor.organisation,),
            failures=guess.attempt.failures,
            locked_seconds=guess.attempt.locked_seconds,
        )
        tx.if_refused(lambda later: later.publish(refused))
        raise WrongCode
    await accept_guess(tx, guess)
