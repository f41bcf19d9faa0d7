"""Rights of outreach; who has them is in identity/default_roles.toml."""

VIEW = "outreach:view"
MANAGE = "outreach:manage"
"""Where the own organisation's events are sent, and their secrets."""
REPLAY = "outreach:replay"
"""Send again what was sent or held back, and test messages."""
