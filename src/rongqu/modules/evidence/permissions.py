"""Rights of evidence; who has them is in identity/default_roles.toml."""

from __future__ import annotations

VIEW = "evidence:view"
"""Facts that concern one's own organisation, and their proofs."""

VIEW_EVERYWHERE = "evidence:view_everywhere"
"""The whole record and what the auditor job has found."""

AUDIT = "evidence:audit"
"""Start a pass over the whole record."""

OWN_ASSETS = "evidence:own_assets"
"""Put things of one's organisation on record, and pledge them."""

CHECK_ASSETS = "evidence:check_assets"
"""Ask of any thing whether it is pledged."""

RELEASE_ASSETS = "evidence:release_assets"
"""Release things that are pledged to one's organisation."""

EXPORT = "evidence:export"
"""Take records of the whole platform away, signed."""
