"""Roles that two people give, as one of them asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rongqu.modules.identity.public import Grant

GRANT = "compliance.grant_roles"
"""The stored command that gives them. Its subject is the colleague."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGrant:
    """All roles of the colleague from then on, and the last day of those that end."""

    user_id: UUID
    roles: tuple[str, ...]
    ends: dict[str, date]

    @property
    def grant(self) -> Grant:
        return Grant(roles=self.roles, ends=self.ends)
