"""Rights of disputes; who has them is in identity/default_roles.toml."""

VIEW = "disputes:view"
"""Disputes about contracts of one's own organisation."""
VIEW_EVERYWHERE = "disputes:view_everywhere"
DISPUTE = "disputes:dispute"
"""Open a dispute about a contract of one's own, speak in it, answer proposals."""
MEDIATE = "disputes:mediate"
"""Take disputes and mediate; only the platform's staff."""
