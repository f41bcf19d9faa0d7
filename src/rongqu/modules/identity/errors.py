"""Every refusal of identity."""

from rongqu.kernel.errors import DomainError, NotFound


class WrongCredentials(DomainError):
    """Unknown log-in or wrong password: the answer does not say which."""

    code = "identity.wrong_credentials"
    status = 401


class TooManyAttempts(DomainError):
    """`retry_after_seconds`: how long the account is still locked."""

    code = "identity.too_many_attempts"
    status = 429


class WrongPassword(DomainError):
    """The re-entered password of somebody who is signed in."""

    code = "identity.wrong_password"
    status = 403


class SecondFactorNeeded(DomainError):
    """The password is right; `methods` says what the account has beside it: totp, passkey."""

    code = "identity.second_factor_needed"
    status = 401


class WrongCode(DomainError):
    """Of the authenticator app, or a recovery code: wrong, over, or used already."""

    code = "identity.wrong_code"
    status = 403


class PasskeyRefused(DomainError):
    """`reason`: malformed, expired, wrong, unknown (not ours) or known (added already)."""

    code = "identity.passkey_refused"
    status = 403


class FactorExists(DomainError):
    code = "identity.factor_exists"


class FactorNotFound(NotFound):
    code = "identity.factor_not_found"


class LastFactor(DomainError):
    """The person's role has to have a second factor: add another before removing this one."""

    code = "identity.last_factor"


class LoginTaken(DomainError):
    code = "identity.login_taken"


class SignUpCodeWrong(DomainError):
    """Not the code that was sent to this log-in last; or it is over, or was tried too often."""

    code = "identity.sign_up_code_wrong"
    status = 422


class InvalidLogin(DomainError):
    """Neither an e-mail address nor a mainland mobile number."""

    code = "identity.invalid_login"
    status = 422


class WeakPassword(DomainError):
    """`reason`: too_short, too_long, like_login, common, breached, used_before or
    too_simple."""

    code = "identity.weak_password"
    status = 422


class RolesDoNotFit(DomainError):
    """The organisation's kind does not have these roles, or none was given."""

    code = "identity.roles_do_not_fit"
    status = 422


class RolesSeparated(DomainError):
    """Separation of duties: nobody has both roles, `first` and `second`."""

    code = "identity.roles_separated"
    status = 422


class RoleEndInvalid(DomainError):
    """The last day of a role is today or later, and of a role that is given."""

    code = "identity.role_end_invalid"
    status = 422


class LastManager(DomainError):
    """Nobody would be left who may manage the members."""

    code = "identity.last_manager"


class OrganisationNotFound(NotFound):
    code = "identity.organisation_not_found"


class UserNotFound(NotFound):
    code = "identity.user_not_found"


class SessionNotFound(NotFound):
    code = "identity.session_not_found"


class ServiceAccountNotFound(NotFound):
    code = "identity.service_account_not_found"


class KeyNotFound(NotFound):
    code = "identity.key_not_found"


class ScopesDoNotFit(DomainError):
    """`refused`: what the person may not pass on, or no program may do."""

    code = "identity.scopes_do_not_fit"
    status = 422


class QuotaTooLarge(DomainError):
    """`a_minute` and `a_day` are the largest quotas; `programs` is how many there may be."""

    code = "identity.quota_too_large"
    status = 422


class KeyTermTooLong(DomainError):
    """`days` and `overlap_hours` are the longest."""

    code = "identity.key_term_too_long"
    status = 422


class WrongClient(DomainError):
    """The client's id and secret do not belong together, or the key has ended."""

    code = "identity.wrong_client"
    status = 401


class WrongScope(DomainError):
    """A token was asked for with a scope that its client does not have."""

    code = "identity.wrong_scope"
    status = 400


class ProviderNotFound(NotFound):
    """No organisation signs in by that name, or its provider is switched off."""

    code = "identity.provider_not_found"


class ProviderRefused(DomainError):
    """`reason`: address, alias (taken), or unreachable; nothing was changed."""

    code = "identity.provider_refused"
    status = 422


class FederationRefused(DomainError):
    """`reason`: state (over, used, or of another browser), provider (it answers wrongly), token,
    email (not confirmed, or not of the organisation's domain), link_needed (the address is a
    member's: sign in and link first), or other_person."""

    code = "identity.federation_refused"
    status = 403


class GrantNeedsApproval(DomainError):
    """`roles` are given by two people: one asks, another agrees."""

    code = "identity.grant_needs_approval"


class NoPassword(DomainError):
    """They sign in at their organisation's provider: there is no password here to replace."""

    code = "identity.no_password"
