"""The API of invitations: for whoever invites, and for whoever is invited."""

from __future__ import annotations

from uuid import UUID

from fastapi import Depends, Request, Response

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.same_origin import check_same_origin
from rongqu.infra.tx import Tx
from rongqu.infra.web import ONCE, OpenTxDep, PageDep, SliceBody, TxDep, module_router
from rongqu.kernel.errors import KeyReused
from rongqu.kernel.ids import UserId, new_id
from rongqu.modules.identity.public import (
    GrantNeedsApproval,
    InvalidLogin,
    LoginTaken,
    Member,
    OrganisationNotFound,
    RolesDoNotFit,
    RolesSeparated,
    SecondFactorNeeded,
    SignInAttempt,
    StartedSession,
    TooManyAttempts,
    WeakPassword,
    WrongCode,
    WrongCredentials,
    arrival_of,
    find_credential_of_nobodys,
    hash_password,
    prove_log_in,
    set_token,
    start_session,
)
from rongqu.modules.invitations import permissions, queries
from rongqu.modules.invitations.actions.accept_with_new_account import accept_with_new_account
from rongqu.modules.invitations.actions.accept_with_own_account import accept_with_own_account
from rongqu.modules.invitations.actions.invite_person import invite_person
from rongqu.modules.invitations.actions.revoke_invitation import revoke_invitation
from rongqu.modules.invitations.actions.send_again import send_again
from rongqu.modules.invitations.actions.show_code import show_code
from rongqu.modules.invitations.errors import (
    CodeWrong,
    InvitationHasEnded,
    InvitationNotFound,
    TooManyInvitations,
)
from rongqu.modules.invitations.schemas import (
    InvitePersonBody,
    JoinedBody,
    NewAccountBody,
    OpenedInvitationBody,
    OwnAccountBody,
    PersonInvitationBody,
    ShownCodeBody,
)
from rongqu.modules.invitations.types import InvitationId

router = module_router("invitations", prefix="/invitations")

OWN_SITE = Depends(check_same_origin)
"""For strangers, who have no session whose token could be asked for."""


@router.get("", responses=problems())
async def list_invitations_endpoint(tx: TxDep, page: PageDep) -> SliceBody[PersonInvitationBody]:
    """Of the own organisation, the newest first."""
    tx.actor.require(permissions.MANAGE)
    found = await queries.list_invitations(tx, page)
    items = [PersonInvitationBody.of(each, tx.now) for each in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.post(
    "",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(
        KeyReused,
        InvalidLogin,
        RolesDoNotFit,
        RolesSeparated,
        GrantNeedsApproval,
        TooManyInvitations,
        OrganisationNotFound,
    ),
)
async def invite_person_endpoint(tx: TxDep, body: InvitePersonBody) -> PersonInvitationBody:
    """A message with a code goes to the address. Whether it has an account is not looked at."""
    invited = await invite_person(
        tx, InvitationId(new_id()), body.login, frozenset(body.roles), body.locale
    )
    return PersonInvitationBody.of(invited, tx.now)


@router.post(
    "/{invitation_id}/message",
    status_code=201,
    dependencies=[ONCE],
    responses=problems(KeyReused, InvitationNotFound, InvitationHasEnded, TooManyInvitations),
)
async def send_invitation_again_endpoint(tx: TxDep, invitation_id: UUID) -> PersonInvitationBody:
    """With another code, which alone counts from now on."""
    return PersonInvitationBody.of(await send_again(tx, InvitationId(invitation_id)), tx.now)


@router.put(
    "/{invitation_id}/revocation",
    responses=problems(InvitationNotFound, InvitationHasEnded),
)
async def revoke_invitation_endpoint(tx: TxDep, invitation_id: UUID) -> PersonInvitationBody:
    return PersonInvitationBody.of(await revoke_invitation(tx, InvitationId(invitation_id)), tx.now)


@router.put(
    "/opened",
    dependencies=[OWN_SITE],
    responses=problems(CodeWrong),
    openapi_extra=FOR_STRANGERS,
)
async def open_invitation_endpoint(open_tx: OpenTxDep, body: ShownCodeBody) -> OpenedInvitationBody:
    """For whoever has the code: who invites them, as what, and what there is of their log-in."""
    shown = await show_code(open_tx, body.to_showing())
    async with open_tx() as tx:
        return OpenedInvitationBody.of(await queries.open_invitation(tx, shown, body.login))


@router.post(
    "/new-account",
    status_code=201,
    dependencies=[OWN_SITE],
    responses=problems(
        CodeWrong,
        LoginTaken,
        InvalidLogin,
        WeakPassword,
        RolesDoNotFit,
        RolesSeparated,
        GrantNeedsApproval,
    ),
    openapi_extra=FOR_STRANGERS,
)
async def accept_with_new_account_endpoint(
    request: Request, response: Response, open_tx: OpenTxDep, body: NewAccountBody
) -> JoinedBody:
    """Signed in at once. That the log-in is taken is told to whoever has the code that was sent
    there."""
    shown = await show_code(open_tx, body.to_showing())
    password_hash = await hash_password(body.password.get_secret_value(), body.login)
    async with open_tx() as tx:
        member = await accept_with_new_account(tx, shown, body.to_newcomer(password_hash))
        started = await _start_if_roles(tx, request, member)
    return _joined(request, response, started)


@router.post(
    "/own-account",
    status_code=201,
    dependencies=[OWN_SITE],
    responses=problems(
        CodeWrong,
        WrongCredentials,
        SecondFactorNeeded,
        WrongCode,
        TooManyAttempts,
        LoginTaken,
        RolesDoNotFit,
        RolesSeparated,
        GrantNeedsApproval,
    ),
    openapi_extra=FOR_STRANGERS,
)
async def accept_with_own_account_endpoint(
    request: Request, response: Response, open_tx: OpenTxDep, body: OwnAccountBody
) -> JoinedBody:
    """By the owner of an account that belongs to no organisation now: with its password, and the
    second factor where there is one."""
    shown = await show_code(open_tx, body.to_showing())
    attempt = SignInAttempt(
        login=body.login,
        password=body.password.get_secret_value(),
        code=body.factor.get_secret_value() if body.factor else None,
        arrival=arrival_of(request),
    )

    async def join(tx: Tx, person_id: UserId) -> StartedSession | None:
        member = await accept_with_own_account(tx, shown, person_id)
        return await _start_if_roles(tx, request, member)

    started = await prove_log_in(open_tx, attempt, find_credential_of_nobodys, join)
    return _joined(request, response, started)


async def _start_if_roles(tx: Tx, request: Request, member: Member) -> StartedSession | None:
    """Whoever waits for their roles signs in once they have them."""
    if not member.roles:
        return None
    return await start_session(tx, member.user_id, arrival_of(request))


def _joined(request: Request, response: Response, started: StartedSession | None) -> JoinedBody:
    if started is not None:
        set_token(request, response, started)
    return JoinedBody(is_signed_in=started is not None)
