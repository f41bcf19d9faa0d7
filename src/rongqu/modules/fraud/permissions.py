"""What one may be allowed to examine, and to see of what was found."""

ASK_CLEARING = "fraud:ask_clearing"
EXAMINE = "fraud:examine"
VIEW = "fraud:view"
