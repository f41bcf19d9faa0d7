"""Sign an organisation up, with its first person."""

from __future__ import annotations

from sqlalchemy import insert

from rongqu.events.identity import OrganisationCreated, UserSignedUp
from rongqu.infra.tx import Tx
from rongqu.kernel.ids import OrganisationId, new_id
from rongqu.modules.identity import queries, rules, tables
from rongqu.modules.identity.actions._people import insert_member
from rongqu.modules.identity.roles import FIRST_ROLES
from rongqu.modules.identity.types import NewMember, SignedUp, SignUp


async def sign_up(tx: Tx, wish: SignUp) -> SignedUp:
    """Internal: open to strangers. Staff do not sign up: `create_staff`."""
    roles = FIRST_ROLES.get(wish.kind, ())
    rules.check_roles_fit(wish.kind, roles)

    organisation_id = OrganisationId(new_id())
    await tx.connection.execute(
        insert(tables.organisation).values(
            id=organisation_id,
            name=wish.organisation_name,
            kind=wish.kind,
            created_at=tx.now,
        )
    )
    first = NewMember(
        organisation_id=organisation_id,
        display_name=wish.display_name,
        login=wish.login,
        password_hash=wish.password_hash,
        roles=roles,
        locale=wish.locale,
    )
    user_id = await insert_member(tx, first, accepted_terms=True)

    parties = (organisation_id,)
    await tx.publish(
        OrganisationCreated(subject_id=organisation_id, parties=parties, kind=wish.kind)
    )
    await tx.publish(
        UserSignedUp(
            subject_id=user_id,
            parties=parties,
            organisation_id=organisation_id,
            agreed=dict(wish.agreed),
        )
    )
    account = await queries.get_account(tx, user_id)
    return SignedUp(organisation=account.organisation, user=account.user)
