"""What one may be allowed to see and say of related companies."""

VIEW = "related:view"
NOTE = "related:note"
