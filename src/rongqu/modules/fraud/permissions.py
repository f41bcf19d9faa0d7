"""What one may be allowed to examine."""

EXAMINE = "fraud:examine"
