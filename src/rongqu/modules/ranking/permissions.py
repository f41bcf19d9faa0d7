"""Rights of ranking; who has them is in identity/default_roles.toml."""

VIEW = "ranking:view"
ASK = "ranking:ask"
"""Ask that a learned order is tried on a part of the companies, and stop it."""
APPROVE = "ranking:approve"
"""Agree to what somebody else has asked."""
