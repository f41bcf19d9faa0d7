"""Rights of due diligence; who has them is in identity/default_roles.toml."""

VIEW = "diligence:view"
WORK = "diligence:work"
"""Record visits and answers, write the memo."""
CALL = "diligence:call"
"""Call a committee together, and close its vote as the chair."""
VOTE = "diligence:vote"
"""As a member who was called."""
