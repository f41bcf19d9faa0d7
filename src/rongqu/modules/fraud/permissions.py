"""What one may be allowed to examine, and to see of what was found."""

EXAMINE = "fraud:examine"
VIEW = "fraud:view"
