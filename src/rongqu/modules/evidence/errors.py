"""Refusals of evidence; their words are in web/src/locales/*/errors.json."""

from __future__ import annotations

from rongqu.kernel.errors import DomainError, NotFound


class EntryNotFound(NotFound):
    """Also an entry that the actor may not see."""

    code = "evidence.entry_not_found"


class NotYetOnRecord(DomainError):
    """The event happened a moment ago: it is on record within a second."""

    code = "evidence.not_yet_on_record"


class ErasureRefused(DomainError):
    """It is erased already, or it tells of an erasure itself."""

    code = "evidence.erasure_refused"


class EntryDamaged(DomainError):
    """The record was changed behind the platform's back: there is nothing true to prove."""

    code = "evidence.entry_damaged"


class TileNotFound(NotFound):
    code = "evidence.tile_not_found"


class LogEmpty(NotFound):
    code = "evidence.log_empty"


class AnchoringNotFound(NotFound):
    code = "evidence.anchoring_not_found"


class AssetNotFound(NotFound):
    """Also a thing that the actor may not see."""

    code = "evidence.asset_not_found"


class AssetKnown(DomainError):
    """This thing is on record already, perhaps under another owner."""

    code = "evidence.asset_known"


class AlreadyPledged(DomainError):
    code = "evidence.already_pledged"


class NotPledged(DomainError):
    code = "evidence.not_pledged"


class TooManyToExport(DomainError):
    """More records than one file holds, `most`: a shorter time is asked for."""

    code = "evidence.too_many_to_export"
    status = 422
