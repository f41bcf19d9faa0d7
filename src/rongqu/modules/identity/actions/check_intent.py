"""Have the acting person prove themself for one document: before they sign it."""

from __future__ import annotations

from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors, passkeys
from rongqu.modules.identity.actions._codes import check_code
from rongqu.modules.identity.attempts import Guess
from rongqu.modules.identity.errors import PasskeyRefused, SecondFactorNeeded
from rongqu.modules.identity.factor_types import Method, Proof


async def check_intent(tx: Tx, proof: Proof, sha256: str, guess: Guess | None) -> Method:
    """Internal: its caller has required a permission, and puts on record what was proved. Passkeys
    sign the document's hash along; of a code the caller says which document it was for, and has
    counted it (`count_guess`). Raises PasskeyRefused, WrongCode, SecondFactorNeeded."""
    if proof.passkey is not None:
        purpose = passkeys.agreeing(sha256)
        if await factors.use_passkey(tx, proof.passkey, purpose) != tx.actor.id:
            raise PasskeyRefused(reason="unknown")
        return Method.PASSKEY
    if proof.code is None or guess is None:
        raise SecondFactorNeeded(methods="passkey,totp")
    await check_code(tx, proof.code, guess)
    return Method.TOTP
