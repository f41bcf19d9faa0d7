"""Rights of pitches; who has them is in identity/default_roles.toml."""

VIEW = "pitches:view"
"""One's own business plans, and those that companies show."""
VIEW_EVERYWHERE = "pitches:view_everywhere"
UPLOAD = "pitches:upload"
"""Upload, show and hide plans of one's own company."""
