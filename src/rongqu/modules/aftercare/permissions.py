"""Rights of aftercare; who has them is in identity/default_roles.toml."""

VIEW = "aftercare:view"
"""Questions, reports, covenants and votes of every offering that one may see."""
TAKE_PART = "aftercare:take_part"
"""Ask questions, and vote for one's own organisation."""
REPORT = "aftercare:report"
"""Answer, report, covenant and call votes for offerings of one's own organisation."""
