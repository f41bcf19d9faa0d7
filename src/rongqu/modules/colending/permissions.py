"""Rights of co-lending; who has them is in identity/default_roles.toml."""

VIEW = "colending:view"
"""Shares of applications to one's own house, and those one is invited to."""
INVITE = "colending:invite"
"""Invite another lender to a share, or take the invitation back."""
ANSWER = "colending:answer"
"""Approve or refuse a share for one's own house."""
