"""The matrix of roles and permissions: data (`default_roles.toml`), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rongqu.kernel.actor import Portal
from rongqu.modules.identity import permissions
from rongqu.modules.identity.types import OrganisationKind


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    portal: Portal
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rights:
    """What several roles of one person give together."""

    portal: Portal
    permissions: frozenset[str]


FIRST_ROLES: Mapping[OrganisationKind, tuple[str, ...]] = {
    OrganisationKind.ENTERPRISE: ("enterprise_owner",),
    OrganisationKind.INSTITUTION: ("institution_officer", "institution_approver"),
    OrganisationKind.INVESTOR: ("investor",),
}
"""Of whoever signs an organisation up. Four eyes need a second person: colleagues are added."""


@cache
def all_roles() -> Mapping[str, Role]:
    source = resources.files("rongqu.modules.identity").joinpath("default_roles.toml")
    return {
        name: Role(name, Portal(entry["portal"]), frozenset(entry["permissions"]))
        for name, entry in tomllib.loads(source.read_text("utf-8")).items()
    }


def roles_for(kind: OrganisationKind) -> tuple[str, ...]:
    """Those that members of such an organisation may have."""
    return tuple(role.name for role in all_roles().values() if role.portal.value == kind.value)


LIMITED = frozenset({permissions.OWN_ACCOUNT})
"""Whose password was chosen by somebody else, or whose second factor is due, can do one thing: mend
it."""


@cache
def rights_of(roles: tuple[str, ...], *, limited: bool = False) -> Rights:
    """Cached, because every request asks; there are few combinations.

    A role that a newer version has granted and this one does not know gives nothing.
    """
    known = [role for name in roles if (role := all_roles().get(name))]
    if not known:
        raise LookupError(f"none of the roles {roles} is known to this version")
    granted = frozenset[str]().union(*(role.permissions for role in known))
    return Rights(known[0].portal, LIMITED if limited else granted)
