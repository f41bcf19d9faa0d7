"""What one may be allowed to see of the whole book's risk."""

VIEW = "portfolio:view"
