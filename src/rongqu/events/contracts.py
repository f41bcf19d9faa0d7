"""What contracts tells the world."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from rongqu.kernel.events import Event
from rongqu.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPrepared(Event):
    """Its terms are frozen; the document is being made."""

    name = "contracts.contract_prepared.v1"
    application_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractDrafted(Event):
    """The document is there: both parties may read and sign it."""

    name = "contracts.contract_drafted.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractPartySigned(Event):
    """The actor of this event signed the document with this hash for their organisation."""

    name = "contracts.contract_party_signed.v1"
    application_id: UUID
    signer_organisation_id: UUID
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSigned(Event):
    """Both parties are bound; money may be paid out from now on."""

    name = "contracts.contract_signed.v1"
    application_id: UUID
    enterprise_id: UUID
    institution_id: UUID
    principal: Money
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVoided(Event):
    """It will never be signed. `reason` is a code: expired, withdrawn, mistaken."""

    name = "contracts.contract_voided.v1"
    application_id: UUID
    reason: str
