"""The front door of identity."""

from rongqu.modules.identity.actions.add_member import (
    add_member,
    check_roles_for_newcomer,
    take_in_again,
)
from rongqu.modules.identity.actions.check_intent import check_intent
from rongqu.modules.identity.actions.close_account import close_account
from rongqu.modules.identity.actions.create_staff import PLATFORM, create_staff
from rongqu.modules.identity.actions.erase_person import erase_person, forget_sessions
from rongqu.modules.identity.actions.grant_roles import check_grant, grant_roles
from rongqu.modules.identity.actions.sign_in import prove_log_in
from rongqu.modules.identity.actions.sign_up import sign_up
from rongqu.modules.identity.actions.start_session import start_session
from rongqu.modules.identity.attempts import Guess, count_guess
from rongqu.modules.identity.cookies import arrival_of, session_cookie, set_token
from rongqu.modules.identity.errors import (
    GrantNeedsApproval,
    InvalidLogin,
    LastManager,
    LoginTaken,
    OrganisationNotFound,
    PasskeyRefused,
    RoleEndInvalid,
    RolesDoNotFit,
    RolesSeparated,
    SecondFactorNeeded,
    TooManyAttempts,
    UserNotFound,
    WeakPassword,
    WrongCode,
    WrongCredentials,
    WrongPassword,
)
from rongqu.modules.identity.factor_types import Proof
from rongqu.modules.identity.logins import digest_of as digest_of_log_in
from rongqu.modules.identity.logins import parse_login
from rongqu.modules.identity.passkey_bodies import UsedCredentialBody
from rongqu.modules.identity.passwords import hash_password
from rongqu.modules.identity.permissions import MANAGE_MEMBERS, VIEW_AUDIT
from rongqu.modules.identity.personal_queries import (
    find_last_deed_day,
    find_last_session_day,
    list_organisations_of,
    read_deeds_in_plain,
    read_person_in_plain,
    read_sessions_in_plain,
)
from rongqu.modules.identity.queries import (
    get_account,
    get_actor,
    get_organisation,
    get_user,
    list_members,
    lock_own_organisation,
    name_everybody,
    name_organisations,
    name_people,
)
from rongqu.modules.identity.record_queries import read_records
from rongqu.modules.identity.relying_party import RelyingPartyDep, offer_challenge
from rongqu.modules.identity.roles import Role, all_roles
from rongqu.modules.identity.session_queries import (
    find_credential_of_nobodys,
    find_standing,
    is_still_in,
    session_of,
)
from rongqu.modules.identity.sign_up_codes import CodeMessage, find_code_message
from rongqu.modules.identity.traps import NOTHING_PLANTED, Traps, planted
from rongqu.modules.identity.types import (
    Account,
    AuditRecord,
    Grant,
    Locale,
    Member,
    NewMember,
    Organisation,
    OrganisationKind,
    PasswordCheck,
    PasswordHash,
    RecordSearch,
    SignedUp,
    SignInAttempt,
    SignUp,
    Staff,
    Standing,
    StartedSession,
    User,
)
from rongqu.modules.identity.who_acts import actor_of_request

__all__ = [
    "MANAGE_MEMBERS",
    "NOTHING_PLANTED",
    "PLATFORM",
    "VIEW_AUDIT",
    "Account",
    "AuditRecord",
    "CodeMessage",
    "Grant",
    "GrantNeedsApproval",
    "Guess",
    "InvalidLogin",
    "LastManager",
    "Locale",
    "LoginTaken",
    "Member",
    "NewMember",
    "Organisation",
    "OrganisationKind",
    "OrganisationNotFound",
    "PasskeyRefused",
    "PasswordCheck",
    "PasswordHash",
    "Proof",
    "RecordSearch",
    "RelyingPartyDep",
    "Role",
    "RoleEndInvalid",
    "RolesDoNotFit",
    "RolesSeparated",
    "SecondFactorNeeded",
    "SignInAttempt",
    "SignUp",
    "SignedUp",
    "Staff",
    "Standing",
    "StartedSession",
    "TooManyAttempts",
    "Traps",
    "UsedCredentialBody",
    "User",
    "UserNotFound",
    "WeakPassword",
    "WrongCode",
    "WrongCredentials",
    "WrongPassword",
    "actor_of_request",
    "add_member",
    "all_roles",
    "arrival_of",
    "check_grant",
    "check_intent",
    "check_roles_for_newcomer",
    "close_account",
    "count_guess",
    "create_staff",
    "digest_of_log_in",
    "erase_person",
    "find_code_message",
    "find_credential_of_nobodys",
    "find_last_deed_day",
    "find_last_session_day",
    "find_standing",
    "forget_sessions",
    "get_account",
    "get_actor",
    "get_organisation",
    "get_user",
    "grant_roles",
    "hash_password",
    "is_still_in",
    "list_members",
    "list_organisations_of",
    "lock_own_organisation",
    "name_everybody",
    "name_organisations",
    "name_people",
    "offer_challenge",
    "parse_login",
    "planted",
    "prove_log_in",
    "read_deeds_in_plain",
    "read_person_in_plain",
    "read_records",
    "read_sessions_in_plain",
    "session_cookie",
    "session_of",
    "set_token",
    "sign_up",
    "start_session",
    "take_in_again",
]
