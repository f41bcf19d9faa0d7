"""What a plan says: pure; rules over its text, place by place."""

from rongqu.modules.pitches.digesting.digest import digest_passages, is_scanned
from rongqu.modules.pitches.digesting.terms import terms_of

__all__ = ["digest_passages", "is_scanned", "terms_of"]
