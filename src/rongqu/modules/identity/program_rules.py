"""What a program may be given: pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rongqu.infra.quotas import Quota
from rongqu.modules.identity.errors import KeyTermTooLong, QuotaTooLarge, ScopesDoNotFit
from rongqu.modules.identity.program_types import Caller, KeyTerm
from rongqu.modules.identity.protection import protection
from rongqu.modules.identity.roles import all_roles
from rongqu.modules.identity.types import OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPolicy:
    """The largest of everything."""

    quota: Quota
    programs: int
    key: KeyTerm


def scopes_for(kind: OrganisationKind) -> frozenset[str]:
    """What the roles of such an organisation may, as far as a program may it."""
    of_kind = [role for role in all_roles().values() if role.portal.value == kind.value]
    granted = frozenset[str]().union(*(role.permissions for role in of_kind))
    return granted & protection().key_scopes


def check_scopes_fit(scopes: Collection[str], held: frozenset[str], kind: OrganisationKind) -> None:
    """Nobody passes on what they may not do themself."""
    refused = set(scopes) - (held & scopes_for(kind))
    if refused or not scopes:
        raise ScopesDoNotFit(refused=", ".join(sorted(refused)))


def check_quota(quota: Quota, programs: int, policy: ProgramPolicy) -> None:
    largest = policy.quota
    fits = quota.a_minute <= largest.a_minute and quota.a_day <= largest.a_day
    if not fits or programs > policy.programs:
        raise QuotaTooLarge(
            a_minute=largest.a_minute, a_day=largest.a_day, programs=policy.programs
        )


def check_key_term(term: KeyTerm, policy: ProgramPolicy) -> None:
    longest = policy.key
    if term.days > longest.days or term.overlap_hours > longest.overlap_hours:
        raise KeyTermTooLong(days=longest.days, overlap_hours=longest.overlap_hours)


def permissions_of(caller: Caller) -> frozenset[str]:
    """Asked anew by each request: what the organisation or programs may no longer do, ends."""
    return caller.scopes & scopes_for(caller.kind)
