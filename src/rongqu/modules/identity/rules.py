"""Decisions about passwords, locks, sessions and roles: pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from rongqu.modules.identity import permissions
from rongqu.modules.identity.errors import (
    GrantNeedsApproval,
    LastManager,
    RoleEndInvalid,
    RolesDoNotFit,
    RolesSeparated,
    WeakPassword,
)
from rongqu.modules.identity.protection import protection
from rongqu.modules.identity.roles import rights_of, roles_for
from rongqu.modules.identity.types import Grant, Member, OrganisationKind, Session

SHORTEST, LONGEST = 10, 128
"""NIST SP 800-63B, 5.1.1.2: length instead of character classes. The longest bounds the work."""
FEWEST_DIFFERENT = 5


def check_password_strength(password: str, login: str, common: Collection[str]) -> None:
    plain = password.casefold()
    if len(password) < SHORTEST:
        raise WeakPassword(reason="too_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise WeakPassword(reason="too_long", longest=LONGEST)
    if _is_like(plain, login.casefold()):
        raise WeakPassword(reason="like_login")
    if plain in common:
        raise WeakPassword(reason="common")
    if len(set(plain)) < FEWEST_DIFFERENT or _is_run(plain):
        raise WeakPassword(reason="too_simple")


def _is_like(password: str, login: str) -> bool:
    name = login.partition("@")[0]
    return password in login or (len(name) > 3 and name in password)


def _is_run(text: str) -> bool:
    """0123456789, abcdefghij and the like, in either direction."""
    steps = {(ord(right) - ord(left)) % 10 for left, right in pairwise(text)}
    return len(steps) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LockPolicy:
    after_failures: int
    first: timedelta
    longest: timedelta
    forgotten_after: timedelta


def compute_lock(failures: int, policy: LockPolicy) -> timedelta:
    """Nothing for the first failures; then `first`, doubled with each further one."""
    doublings = failures - policy.after_failures
    if doublings < 0:
        return timedelta()
    return min(policy.first * 2 ** min(doublings, 30), policy.longest)


def is_alive(session: Session, now: datetime) -> bool:
    idle_until = session.seen_at + timedelta(minutes=session.idle_minutes)
    return now < min(idle_until, session.expires_at)


def is_limited(*, password_change_due: bool, factor_due_at: datetime | None, now: datetime) -> bool:
    """Until a password of one's own, or the second factor that the role asks for, is there."""
    return password_change_due or (factor_due_at is not None and factor_due_at <= now)


def check_roles_fit(kind: OrganisationKind, roles: Collection[str]) -> None:
    if not roles or not set(roles) <= set(roles_for(kind)):
        raise RolesDoNotFit(kind=kind, allowed=", ".join(roles_for(kind)))
    conflict = protection().find_conflict(roles)
    if conflict is not None:
        raise RolesSeparated(first=conflict[0], second=conflict[1])


def check_needs_nobody_else(before: Member | None, grant: Grant) -> None:
    """Roles that two people give are not given here; they may be taken, and end earlier."""
    given = {role for role in grant.roles if before is None or _is_more(before, grant, role)}
    if guarded := given & protection().four_eyes_roles:
        raise GrantNeedsApproval(roles=", ".join(sorted(guarded)))


def _is_more(before: Member, grant: Grant, role: str) -> bool:
    """A role that was not there, or now lasts longer."""
    until, was = grant.ends.get(role, date.max), before.role_ends.get(role, date.max)
    return role not in before.roles or until > was


def waits_for_roles(kind: OrganisationKind) -> bool:
    """Its people may be taken in without any, because two give them afterwards."""
    return not protection().four_eyes_roles.isdisjoint(roles_for(kind))


def check_ends(grant: Grant, today: date) -> None:
    if any(role not in grant.roles or day < today for role, day in grant.ends.items()):
        raise RoleEndInvalid


def check_first_role(role: str) -> None:
    """Of whoever is taken in because a provider vouches for them: the least, which manages nothing
    and needs no second factor."""
    manages = permissions.MANAGE_MEMBERS in rights_of((role,)).permissions
    if manages or protection().needs_second_factor([role]):
        raise RolesDoNotFit(allowed="")


def check_manager_remains(members: Iterable[Member]) -> None:
    """For good: a role that ends leaves nobody behind."""
    held = [tuple(set(member.roles) - member.role_ends.keys()) for member in members]
    managing = permissions.MANAGE_MEMBERS
    if not any(roles and managing in rights_of(roles).permissions for roles in held):
        raise LastManager


# The first that fits, from the special to the general: Edge and Opera also say "Chrome", all of
# them say "Safari", and Android says "Linux".
_BROWSERS = {
    "MicroMessenger": "WeChat",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def describe_device(user_agent: str) -> str:
    """Two words a person recognises, such as "Chrome, Windows": the full string tells too much."""
    known = [
        next((words for mark, words in marks.items() if mark in user_agent), "")
        for marks in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, known)) or re.sub(r"[^\w.-].*", "", user_agent)[:40]
