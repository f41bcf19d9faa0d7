"""What tells two things apart."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from rongqu.modules.evidence.asset_types import AssetMark

_SEPARATORS = re.compile(r"[\s\-_/.·]+")


def plain(text: str) -> str:
    """Written in one way: width, capitals, spaces and dashes make no difference."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def fingerprint_of(mark: AssetMark) -> bytes:
    """One for each thing, however its number was typed."""
    parts = (mark.kind.value, plain(mark.issuer), plain(mark.serial))
    return sha256("\n".join(parts).encode()).digest()
