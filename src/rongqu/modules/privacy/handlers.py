"""What privacy does when something happens, and what it declares to be held of people."""

from __future__ import annotations

from rongqu.events.identity import UserSignedUp
from rongqu.events.invitations import InvitationAccepted
from rongqu.events.privacy import ErasureAsked, ExportAsked
from rongqu.infra.event_log import on
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, UserId
from rongqu.modules.privacy.actions.record_first_consents import record_first_consents
from rongqu.modules.privacy.holdings import declare_holding
from rongqu.modules.privacy.jobs import carry_out_erasure, make_export
from rongqu.modules.privacy.own_holdings import OWN_HOLDINGS

for own in OWN_HOLDINGS:
    declare_holding(own)


@on(UserSignedUp)
async def keep_first_consents(tx: Tx, event: UserSignedUp) -> None:
    person, organisation = UserId(event.subject_id), OrganisationId(event.organisation_id)
    await record_first_consents(tx, person, organisation, event.agreed)


@on(InvitationAccepted)
async def keep_consents_of_the_invited(tx: Tx, event: InvitationAccepted) -> None:
    person, organisation = UserId(event.person_id), OrganisationId(event.organisation_id)
    await record_first_consents(tx, person, organisation, event.agreed)


@on(ExportAsked)
async def make_export_that_was_asked_for(tx: Tx, event: ExportAsked) -> None:
    await tx.defer(make_export.later(export_id=str(event.export_id)))


@on(ErasureAsked)
async def erase_who_asked(tx: Tx, event: ErasureAsked) -> None:
    await tx.defer(carry_out_erasure.later(erasure_id=str(event.erasure_id)))
