"""What changes in related."""
