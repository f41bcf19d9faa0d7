"""The proof that comes with a signature: a code that was sent or is of an app, or a passkey."""

from __future__ import annotations

from uuid import UUID

from fastapi import Request

from rongqu.infra.tx import Tx
from rongqu.infra.web import open_request_tx
from rongqu.modules.contracts import permissions
from rongqu.modules.contracts.actions.use_code import CountedTry, count_try, use_code
from rongqu.modules.contracts.envelope_schemas import AgreeBody
from rongqu.modules.contracts.envelope_types import Intent, IntentMethod
from rongqu.modules.contracts.errors import IntentMissing
from rongqu.modules.identity.public import Guess, Proof, RelyingPartyDep, check_intent, count_guess

Counted = CountedTry | Guess | None


async def count_proof(request: Request, paper_id: UUID, body: AgreeBody) -> Counted:
    """Of a code that was sent, or of the person's own app, before the request's own transaction
    opens: what it rolls back stays counted. A request that is answered again has no code left, and
    none is asked for."""
    if body.sent_code is None and body.totp is None:
        return None
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.VIEW)
        if body.sent_code is None:
            return await count_guess(tx)
        return await count_try(tx, paper_id, body.sent_code.get_secret_value())


async def take_proof(
    tx: Tx, relying_party: RelyingPartyDep, counted: Counted, body: AgreeBody
) -> Intent:
    """What the person meant: the document, or the list, with this hash."""
    proof = Proof(
        code=None if body.totp is None else body.totp.get_secret_value(),
        passkey=None if body.passkey is None else body.passkey.to_answer(relying_party),
    )
    if body.sent_code is not None:
        tried = counted if isinstance(counted, CountedTry) else None
        await use_code(tx, tried, body.sha256, body.sent_code.get_secret_value())
        method = IntentMethod.CODE
    elif proof.code is None and proof.passkey is None:
        raise IntentMissing
    else:
        guess = counted if isinstance(counted, Guess) else None
        method = IntentMethod(await check_intent(tx, proof, body.sha256, guess))
    return Intent(sha256=body.sha256, method=method)
