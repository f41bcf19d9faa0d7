"""Identity's API: parse, call, answer."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response
from fastapi.responses import StreamingResponse

from rongqu.infra.api_document import FOR_STRANGERS
from rongqu.infra.problems import problems
from rongqu.infra.same_origin import check_same_origin
from rongqu.infra.web import (
    OpenTxDep,
    PageDep,
    SettingDep,
    SliceBody,
    TxDep,
    module_router,
    open_request_tx,
)
from rongqu.kernel.ids import OrganisationId, SessionId, UserId
from rongqu.modules.identity import (
    factor_endpoints,
    federation_endpoints,
    permissions,
    program_endpoints,
    queries,
    record_queries,
    session_queries,
)
from rongqu.modules.identity.actions.change_locale import change_locale
from rongqu.modules.identity.actions.change_member_roles import change_member_roles
from rongqu.modules.identity.actions.change_password import change_password
from rongqu.modules.identity.actions.end_other_sessions import end_other_sessions
from rongqu.modules.identity.actions.end_session import end_session
from rongqu.modules.identity.actions.offer_sign_up_code import offer_sign_up_code
from rongqu.modules.identity.actions.remove_member import remove_member
from rongqu.modules.identity.actions.require_new_password import require_new_password
from rongqu.modules.identity.actions.reveal_person import reveal_person
from rongqu.modules.identity.actions.sign_in import sign_in
from rongqu.modules.identity.actions.sign_out import sign_out
from rongqu.modules.identity.actions.sign_up import sign_up
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.attempts import Guess, count_guess
from rongqu.modules.identity.cookies import arrival_of, clear_token, set_token, token_of
from rongqu.modules.identity.errors import (
    GrantNeedsApproval,
    InvalidLogin,
    LastManager,
    LoginTaken,
    NoPassword,
    OrganisationNotFound,
    RoleEndInvalid,
    RolesDoNotFit,
    RolesSeparated,
    SecondFactorNeeded,
    SessionNotFound,
    SignUpCodeWrong,
    TooManyAttempts,
    UserNotFound,
    WeakPassword,
    WrongCode,
    WrongCredentials,
    WrongPassword,
)
from rongqu.modules.identity.live import actor_who_listens, stream_while_signed_in
from rongqu.modules.identity.passwords import hash_password
from rongqu.modules.identity.roles import all_roles
from rongqu.modules.identity.schemas import (
    AuditRecordBody,
    DeviceBody,
    EndedBody,
    ListedOrganisationBody,
    LocaleBody,
    MemberBody,
    OfferedSignUpCodeBody,
    OrganisationBody,
    PasswordChangeBody,
    RecordSearchQuery,
    RevealBody,
    RevealedBody,
    RoleBody,
    RolesBody,
    SessionBody,
    SignInBody,
    SignUpBody,
    SignUpCodeBody,
)
from rongqu.modules.identity.sign_up_codes import check_sign_up_code, count_code_try
from rongqu.modules.identity.types import (
    OrganisationKind,
    OrganisationSearch,
    PasswordChange,
    Reveal,
    SignInAttempt,
)
from rongqu.modules.identity.who_acts import CurrentSessionDep

router = module_router("identity", prefix="")
routers = (router, factor_endpoints.router, program_endpoints.router, federation_endpoints.router)

OWN_SITE = Depends(check_same_origin)
"""For strangers' POSTs, which have no session whose token could be asked for."""


@router.put(
    "/sign-up-code",
    dependencies=[OWN_SITE],
    responses=problems(InvalidLogin, TooManyAttempts),
    openapi_extra=FOR_STRANGERS,
)
async def offer_sign_up_code_endpoint(
    open_tx: OpenTxDep, body: SignUpCodeBody
) -> OfferedSignUpCodeBody:
    """To a stranger's own phone or mailbox. Who has an account there already is told so by the
    message, and by nothing else."""
    async with open_tx() as tx:
        offered = await offer_sign_up_code(tx, body.login, body.locale)
        return OfferedSignUpCodeBody.of(offered, tx.now)


@router.post(
    "/sign-ups",
    status_code=201,
    dependencies=[OWN_SITE],
    responses=problems(LoginTaken, InvalidLogin, WeakPassword, SignUpCodeWrong),
    openapi_extra=FOR_STRANGERS,
)
async def sign_up_endpoint(
    request: Request, response: Response, open_tx: OpenTxDep, body: SignUpBody
) -> SessionBody:
    """The first person of a new organisation, signed in at once. That a log-in is taken is told to
    whoever has read the code that was sent there."""
    password_hash = await hash_password(body.password.get_secret_value(), body.login)
    async with open_tx() as tx:
        counted = await count_code_try(tx, body.login)
    async with open_tx() as tx:
        await check_sign_up_code(tx, counted, body.code.get_secret_value())
        signed_up = await sign_up(tx, body.to_sign_up(password_hash))
        started = await start_session(tx, signed_up.user.id, arrival_of(request))
    set_token(request, response, started)
    return SessionBody.of(started.account, started.token)


@router.post(
    "/session",
    dependencies=[OWN_SITE],
    responses=problems(WrongCredentials, SecondFactorNeeded, WrongCode, TooManyAttempts),
    openapi_extra=FOR_STRANGERS,
)
async def sign_in_endpoint(
    request: Request, response: Response, open_tx: OpenTxDep, body: SignInBody
) -> SessionBody:
    attempt = SignInAttempt(
        login=body.login,
        password=body.password.get_secret_value(),
        code=body.code.get_secret_value() if body.code else None,
        arrival=arrival_of(request),
    )
    started = await sign_in(open_tx, attempt)
    set_token(request, response, started)
    return SessionBody.of(started.account, started.token)


@router.get("/session", responses=problems(UserNotFound))
async def get_session_endpoint(request: Request, tx: TxDep) -> SessionBody:
    account = await queries.get_account(tx, tx.actor.id)
    return SessionBody.of(account, token_of(request) or "")


@router.patch("/session", responses=problems(UserNotFound))
async def change_locale_endpoint(request: Request, tx: TxDep, body: LocaleBody) -> SessionBody:
    account = await change_locale(tx, body.locale)
    return SessionBody.of(account, token_of(request) or "")


@router.delete("/session", status_code=204, responses=problems(SessionNotFound))
async def sign_out_endpoint(
    request: Request, response: Response, tx: TxDep, current: CurrentSessionDep
) -> None:
    await sign_out(tx, current.id)
    clear_token(request, response)


@router.get("/sessions", responses=problems())
async def list_sessions_endpoint(tx: TxDep, current: CurrentSessionDep) -> list[DeviceBody]:
    """One's own, on all devices."""
    tx.actor.require(permissions.OWN_ACCOUNT)
    sessions = await session_queries.list_live_sessions(tx)
    return [DeviceBody.of(session, current) for session in sessions]


@router.delete("/sessions/{session_id}", status_code=204, responses=problems(SessionNotFound))
async def end_session_endpoint(tx: TxDep, session_id: UUID) -> None:
    await end_session(tx, SessionId(session_id))


@router.delete("/sessions", responses=problems())
async def end_other_sessions_endpoint(tx: TxDep, current: CurrentSessionDep) -> EndedBody:
    return EndedBody(ended=await end_other_sessions(tx, current.id))


async def _count_guess(request: Request) -> Guess:
    """Before the request's own transaction opens: what that rolls back stays counted."""
    async with open_request_tx(request) as tx:
        tx.actor.require(permissions.OWN_ACCOUNT)
        return await count_guess(tx)


GUESS = Depends(_count_guess)


@router.put(
    "/password",
    dependencies=[GUESS],
    responses=problems(WrongPassword, WeakPassword, TooManyAttempts),
)
async def change_password_endpoint(
    request: Request,
    response: Response,
    tx: TxDep,
    guess: Annotated[Guess, GUESS],
    body: PasswordChangeBody,
) -> SessionBody:
    wish = PasswordChange(
        current=body.current_password.get_secret_value(),
        new=body.new_password.get_secret_value(),
        arrival=arrival_of(request),
    )
    started = await change_password(tx, wish, guess)
    set_token(request, response, started)
    return SessionBody.of(started.account, started.token)


@router.get("/live", response_class=StreamingResponse, responses=problems())
async def hear_live_endpoint(request: Request, setting: SettingDep) -> StreamingResponse:
    """Server-sent events: names and subjects of what concerns the reader's organisation."""
    token = token_of(request)
    actor = await actor_who_listens(setting, token)
    return StreamingResponse(
        stream_while_signed_in(setting, actor, token or ""),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@router.get("/roles", responses=problems())
async def list_roles_endpoint(tx: TxDep) -> list[RoleBody]:
    """Those of the reader's own portal; staff see all."""
    tx.actor.require(permissions.VIEW_MEMBERS)
    everywhere = tx.actor.may(permissions.VIEW_EVERYWHERE)
    roles = [role for role in all_roles().values() if everywhere or role.portal is tx.actor.portal]
    return [RoleBody.of(role) for role in roles]


@router.get("/members", responses=problems())
async def list_members_endpoint(tx: TxDep) -> list[MemberBody]:
    tx.actor.require(permissions.VIEW_MEMBERS)
    members = await queries.list_members(tx, tx.actor.organisation)
    return [MemberBody.of(member) for member in members]


@router.patch(
    "/members/{user_id}",
    responses=problems(
        UserNotFound,
        RolesDoNotFit,
        RolesSeparated,
        RoleEndInvalid,
        GrantNeedsApproval,
        LastManager,
        OrganisationNotFound,
    ),
)
async def change_member_roles_endpoint(tx: TxDep, user_id: UUID, body: RolesBody) -> MemberBody:
    return MemberBody.of(await change_member_roles(tx, UserId(user_id), body.to_grant()))


@router.delete(
    "/members/{user_id}",
    status_code=204,
    responses=problems(UserNotFound, LastManager, OrganisationNotFound),
)
async def remove_member_endpoint(tx: TxDep, user_id: UUID) -> None:
    await remove_member(tx, UserId(user_id))


@router.put(
    "/members/{user_id}/password-due",
    status_code=204,
    responses=problems(UserNotFound, NoPassword, OrganisationNotFound),
)
async def require_new_password_endpoint(tx: TxDep, user_id: UUID) -> None:
    """Their password may be known to others: until they have chosen another, nothing else works."""
    await require_new_password(tx, UserId(user_id))


@router.get("/organisations", responses=problems())
async def list_organisations_endpoint(
    tx: TxDep,
    page: PageDep,
    kind: OrganisationKind | None = None,
    name: Annotated[str | None, Query(max_length=100)] = None,
) -> SliceBody[ListedOrganisationBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    search = OrganisationSearch(kind=kind, name=name)
    found = await queries.list_organisations(tx, search, page)
    items = [ListedOrganisationBody.of(listed) for listed in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)


@router.get("/organisations/{organisation_id}", responses=problems(OrganisationNotFound))
async def get_organisation_endpoint(tx: TxDep, organisation_id: UUID) -> OrganisationBody:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    return OrganisationBody.of(await queries.get_organisation(tx, OrganisationId(organisation_id)))


@router.get("/organisations/{organisation_id}/members", responses=problems(OrganisationNotFound))
async def list_organisation_members_endpoint(tx: TxDep, organisation_id: UUID) -> list[MemberBody]:
    tx.actor.require(permissions.VIEW_EVERYWHERE)
    organisation = await queries.get_organisation(tx, OrganisationId(organisation_id))
    return [MemberBody.of(member) for member in await queries.list_members(tx, organisation.id)]


@router.put("/people/{user_id}/revelation", responses=problems(UserNotFound))
async def reveal_person_endpoint(tx: TxDep, user_id: UUID, body: RevealBody) -> RevealedBody:
    """PUT: no answer with the plain value is kept for a repeated request; each is on record."""
    wish = Reveal(user_id=UserId(user_id), part=body.part, reason=body.reason.strip())
    return RevealedBody(plain=await reveal_person(tx, wish))


@router.get("/audit-records", responses=problems())
async def search_records_endpoint(
    tx: TxDep, page: PageDep, query: Annotated[RecordSearchQuery, Query()]
) -> SliceBody[AuditRecordBody]:
    """What happened, newest first: by subject, person, organisation, kind of event and time."""
    tx.actor.require(permissions.VIEW_AUDIT)
    found = await record_queries.search_records(tx, query.to_search(), page)
    items = [AuditRecordBody.of(record) for record in found.items]
    return SliceBody(items=items, next_cursor=found.next_cursor)
