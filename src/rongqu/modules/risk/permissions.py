"""What one may be allowed to do with scores."""

VIEW = "risk:view"
VIEW_EVERYWHERE = "risk:view_everywhere"
REVIEW = "risk:review"
COMPUTE = "risk:compute"
GRANT_SIGHT = "risk:grant_sight"
"""Nobody's but the system's: an application grants it."""
