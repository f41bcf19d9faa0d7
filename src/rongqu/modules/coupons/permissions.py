"""Rights of coupons; who has them is in identity/default_roles.toml."""

VIEW = "coupons:view"
"""Those of one's own company."""
VIEW_EVERYWHERE = "coupons:view_everywhere"
USE = "coupons:use"
GRANT = "coupons:grant"
"""Grant them, and withdraw what nobody uses."""
