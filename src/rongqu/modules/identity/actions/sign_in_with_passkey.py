"""Sign in with a passkey: the device and whoever unlocks it are two factors in one step."""

from __future__ import annotations

from rongqu.events.identity import PasskeyUsed
from rongqu.infra.tx import Tx
from rongqu.modules.identity import factors
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.factor_types import PasskeyAnswer
from rongqu.modules.identity.types import Arrival, StartedSession


async def sign_in_with_passkey(tx: Tx, answer: PasskeyAnswer, arrival: Arrival) -> StartedSession:
    """Internal: open to strangers. Raises PasskeyRefused, and UserNotFound for who has left."""
    user_id = await factors.use_passkey(tx, answer)
    started = await start_session(tx, user_id, arrival)

    await tx.publish(PasskeyUsed(subject_id=user_id, parties=(started.session.organisation_id,)))
    return started
