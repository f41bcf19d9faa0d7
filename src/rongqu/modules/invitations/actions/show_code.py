"""Show the code of an invitation: whoever reads it owns the phone or mailbox it was sent to."""

from __future__ import annotations

from sqlalchemy import update

from rongqu.events.invitations import InvitationCodeRefused
from rongqu.infra.tx import Tx
from rongqu.infra.web import OpenTx
from rongqu.modules.invitations import queries, rules
from rongqu.modules.invitations import tables as t
from rongqu.modules.invitations.errors import CodeWrong
from rongqu.modules.invitations.queries import Counted
from rongqu.modules.invitations.types import InvitationId, Showing


async def show_code(open_tx: OpenTx, showing: Showing) -> InvitationId:
    """Internal: open to strangers. The try is counted, and committed, before the code is compared.
    A right one is no try: the same code is shown again with the form. A wrong one stays on record.
    Raises CodeWrong, which looks the same for an address that nobody has invited."""
    async with open_tx() as tx:
        counted = await queries.count_tries(tx, showing.login)
    shown = next((each for each in counted if rules.is_code(each.code, showing.code)), None)
    async with open_tx() as tx:
        if shown is not None:
            await _take_tries_back(tx, counted)
            return shown.invitation_id
        for each in counted:
            await tx.publish(
                InvitationCodeRefused(
                    subject_id=each.invitation_id,
                    parties=(each.organisation_id,),
                    tries_left=each.tries_left,
                )
            )
    raise CodeWrong


async def _take_tries_back(tx: Tx, counted: tuple[Counted, ...]) -> None:
    columns = t.invitation.c
    await tx.connection.execute(
        update(t.invitation)
        .where(columns.id.in_([each.invitation_id for each in counted]))
        .values(tries_left=columns.tries_left + 1)
    )
