"""The front door of identity."""

from rongqu.modules.identity.actions.add_member import add_member
from rongqu.modules.identity.actions.check_intent import check_intent
from rongqu.modules.identity.actions.close_account import close_account
from rongqu.modules.identity.actions.create_staff import PLATFORM, create_staff
from rongqu.modules.identity.actions.erase_person import erase_person, forget_sessions
from rongqu.modules.identity.actions.grant_roles import check_grant, grant_roles
from rongqu.modules.identity.actions.sign_up import sign_up
from rongqu.modules.identity.attempts import Guess, count_guess
from rongqu.modules.identity.cookies import session_cookie
from rongqu.modules.identity.errors import (
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
    WrongCode,
    WrongPassword,
)
from rongqu.modules.identity.factor_types import Proof
from rongqu.modules.identity.passkey_bodies import UsedCredentialBody
from rongqu.modules.identity.passwords import hash_password
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
from rongqu.modules.identity.session_queries import is_still_in, session_of
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
    SignUp,
    Staff,
    User,
)
from rongqu.modules.identity.who_acts import actor_of_request

__all__ = [
    "NOTHING_PLANTED",
    "PLATFORM",
    "Account",
    "AuditRecord",
    "CodeMessage",
    "Grant",
    "Guess",
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
    "SignUp",
    "SignedUp",
    "Staff",
    "TooManyAttempts",
    "Traps",
    "UsedCredentialBody",
    "User",
    "UserNotFound",
    "WrongCode",
    "WrongPassword",
    "actor_of_request",
    "add_member",
    "all_roles",
    "check_grant",
    "check_intent",
    "close_account",
    "count_guess",
    "create_staff",
    "erase_person",
    "find_code_message",
    "find_last_deed_day",
    "find_last_session_day",
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
    "planted",
    "read_deeds_in_plain",
    "read_person_in_plain",
    "read_records",
    "read_sessions_in_plain",
    "session_cookie",
    "session_of",
    "sign_up",
]
