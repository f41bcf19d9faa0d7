"""What one may be allowed to do with products."""

VIEW = "catalog:view"
VIEW_EVERYWHERE = "catalog:view_everywhere"
PROPOSE = "catalog:propose"
"""Make terms, and ask a colleague to publish them."""
PUBLISH = "catalog:publish"
"""Agree to what a colleague proposes."""
WITHDRAW = "catalog:withdraw"
