"""What one may be allowed to see of the whole platform."""

VIEW = "insight:view"
