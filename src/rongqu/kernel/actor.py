"""Who acts: a person or the system, for an organisation, with what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from rongqu.kernel.errors import NotAllowed, ProofNeeded, SecondPersonNeeded
from rongqu.kernel.ids import OrganisationId, UserId


class Portal(StrEnum):
    """The four sides of the platform, and the machine itself."""

    ENTERPRISE = "enterprise"
    INSTITUTION = "institution"
    INVESTOR = "investor"
    OPERATIONS = "operations"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    id: UserId
    organisation: OrganisationId
    portal: Portal
    permissions: frozenset[str] = frozenset()
    roles: tuple[str, ...] = ()
    needs_proof: frozenset[str] = frozenset()
    """Permissions that the session must prove itself again for: none while its proof is fresh."""

    @property
    def is_system(self) -> bool:
        return self.portal is Portal.SYSTEM

    def may(self, permission: str) -> bool:
        return self.is_system or permission in self.permissions

    def require(self, permission: str) -> None:
        if not self.may(permission):
            raise NotAllowed(permission=permission)
        if permission in self.needs_proof:
            raise ProofNeeded

    def require_proof(self) -> None:
        """For changes of the account itself, such as another second factor."""
        if self.needs_proof:
            raise ProofNeeded

    def require_other_than(self, asker: UserId) -> None:
        """Four eyes: nobody approves what they asked for, whatever their permissions."""
        if self.id == asker:
            raise SecondPersonNeeded(asked_by=asker)


NOBODY = UUID(int=0)

SYSTEM = Actor(id=UserId(NOBODY), organisation=OrganisationId(NOBODY), portal=Portal.SYSTEM)
"""Whom handlers and jobs act as. People and partners never become it: no session leads here."""

ANONYMOUS = Actor(
    id=UserId(UUID(int=1)), organisation=OrganisationId(UUID(int=1)), portal=Portal.ENTERPRISE
)
"""A visitor who has not signed in: may nothing, sees only what is public."""
