"""Send the acting person a code, with which they sign one document, or one list of documents."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert

from rongqu.events.contracts import SigningCodeAsked
from rongqu.infra.policies import read_policy
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import new_id
from rongqu.modules.contracts import (
    envelope_queries,
    envelope_rules,
    permissions,
)
from rongqu.modules.contracts import envelope_tables as t
from rongqu.modules.contracts.envelope_types import EnvelopeId, Paper
from rongqu.modules.contracts.errors import NoAddressForCode, TooManyCodes
from rongqu.modules.identity.public import get_user

AGAIN_AFTER = timedelta(minutes=1)
"""Asked again sooner, the code that is under way has to do."""
DIGITS = 6
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OfferedCode:
    """`to` is masked."""

    to: str
    expires_at: datetime


async def offer_code(tx: Tx, envelope_id: EnvelopeId) -> OfferedCode:
    tx.actor.require(permissions.VIEW)
    envelope = await envelope_queries.get_envelope(tx, envelope_id)
    envelope_rules.signer_of(envelope, tx.actor.organisation, tx.actor.id)
    envelope_rules.check_is_open(envelope, tx.business_date)
    return await offer_code_for(tx, Paper(envelope.id, envelope.title, envelope.document.sha256))


async def offer_code_for(tx: Tx, paper: Paper) -> OfferedCode:
    """Who may agree to it, and whether it is open, its caller has seen to."""
    person = await get_user(tx, tx.actor.id)
    address = person.mobile or person.email
    if address is None:
        raise NoAddressForCode

    under_way = await _find_under_way(tx, paper)
    if under_way is not None:
        return OfferedCode(address.masked, under_way)
    await _count_sent(tx)
    expires_at = tx.now + timedelta(minutes=int(await read_policy(tx, "contracts.code_minutes")))
    message_id = new_id()
    row = {
        "message_id": message_id,
        "organisation_id": tx.actor.organisation,
        "title": paper.title,
        "code": f"{secrets.randbelow(10**DIGITS):0{DIGITS}}".encode(),
        "sha256": paper.sha256,
        "tries_left": int(await read_policy(tx, "contracts.code_tries")),
        "sent_at": tx.now,
        "expires_at": expires_at,
    }
    await tx.connection.execute(
        insert(t.signing_code)
        .values(paper_id=paper.id, person_id=tx.actor.id, **row)
        .on_conflict_do_update(index_elements=["paper_id", "person_id"], set_=row)
    )

    await tx.publish(
        SigningCodeAsked(
            subject_id=paper.id, parties=(tx.actor.organisation,), message_id=message_id
        )
    )
    return OfferedCode(address.masked, expires_at)


async def _find_under_way(tx: Tx, paper: Paper) -> datetime | None:
    columns = t.signing_code.c
    wanted = select(columns.expires_at).where(
        columns.paper_id == paper.id,
        columns.person_id == tx.actor.id,
        columns.sent_at > tx.now - AGAIN_AFTER,
        columns.tries_left > 0,
    )
    return (await tx.connection.execute(wanted)).scalar_one_or_none()


async def _count_sent(tx: Tx) -> None:
    """A new code has new tries: who may ask for any number of codes may guess for ever. Two who ask
    at once come one after the other, at the row. Raises TooManyCodes."""
    columns = t.sent_codes.c
    is_over = columns.since <= tx.now - AN_HOUR
    counted = (
        insert(t.sent_codes)
        .values(person_id=tx.actor.id, since=tx.now, sent=1)
        .on_conflict_do_update(
            index_elements=[columns.person_id],
            set_={
                "since": case((is_over, tx.now), else_=columns.since),
                "sent": case((is_over, 1), else_=columns.sent + 1),
            },
        )
        .returning(columns.since, columns.sent)
    )
    row = (await tx.connection.execute(counted)).one()
    if row.sent > int(await read_policy(tx, "contracts.codes_an_hour")):
        left = row.since + AN_HOUR - tx.now
        raise TooManyCodes(retry_after_seconds=math.ceil(left.total_seconds()))
