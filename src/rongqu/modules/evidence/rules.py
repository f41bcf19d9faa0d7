"""What tells two things apart, and which facts may be erased."""

from __future__ import annotations

import json
import re
import unicodedata
from hashlib import sha256
from uuid import UUID

from rongqu.events.evidence import FactErased
from rongqu.kernel.ids import OrganisationId
from rongqu.modules.evidence.asset_types import AssetMark
from rongqu.modules.evidence.types import Entry

_SEPARATORS = re.compile(r"[\s\-_/.·]+")


def plain(text: str) -> str:
    """Written in one way: width, capitals, spaces and dashes make no difference."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def fingerprint_of(mark: AssetMark) -> bytes:
    """One for each thing, however its number was typed."""
    parts = (mark.kind.value, plain(mark.issuer), plain(mark.serial))
    return sha256("\n".join(parts).encode()).digest()


def parties_of(entry: Entry) -> tuple[OrganisationId, ...]:
    """Whom the event concerned, and its erasure concerns as well."""
    parties: list[str] = json.loads(entry.fact or "{}").get("parties", [])
    return tuple(OrganisationId(UUID(party)) for party in parties)


def may_be_erased(entry: Entry) -> bool:
    """What tells of an erasure stays: without it that one would look like tampering."""
    return entry.fact is not None and json.loads(entry.fact).get("name") != FactErased.name
