"""What happens to parties: profiles, and the invoices they bring."""

from __future__ import annotations

from dataclasses import dataclass

from rongqu.kernel.changes import ChangeEvent
from rongqu.kernel.events import Event
from rongqu.kernel.ids import EnterpriseId, ImportId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseRegistered(Event):
    name = "parties.enterprise_registered.v1"
    subject_id: EnterpriseId
    region_code: str
    industry_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseUpdated(ChangeEvent):
    """Its profile, figures ("figures/2025/revenue"), representative or bank account."""

    name = "parties.enterprise_updated.v1"
    subject_id: EnterpriseId


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRegistered(Event):
    name = "parties.institution_registered.v1"
    subject_id: OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestorRegistered(Event):
    name = "parties.investor_registered.v1"
    subject_id: OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStarted(Event):
    """Somebody announced a file."""

    name = "parties.import_started.v1"
    subject_id: ImportId
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContentReceived(Event):
    """Another part of the file has arrived: `received` of `size` bytes are here."""

    name = "parties.import_content_received.v1"
    subject_id: ImportId
    received: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProgressed(Event):
    """A batch of lines is in: committed together with the lines themselves."""

    name = "parties.import_progressed.v1"
    subject_id: ImportId
    lines: int
    total_lines: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEnded(Event):
    """`outcome` is done, refused (the whole file, for `refusal_code`) or cancelled."""

    name = "parties.import_ended.v1"
    subject_id: ImportId
    outcome: str
    accepted: int
    refused: int
    refusal_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicesImported(Event):
    """New invoices of one enterprise are in; a file of many enterprises says so once for each."""

    name = "parties.invoices_imported.v1"
    subject_id: EnterpriseId
    import_id: ImportId
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePartRevealed(Event):
    """Subject: the company. Somebody has seen `part` in full, for `purpose` and `reason`."""

    name = "parties.private_part_revealed.v1"
    part: str
    purpose: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentativeSearched(Event):
    """Subject: the platform. Somebody has looked for companies by an identity number."""

    name = "parties.representative_searched.v1"
    companies: int
