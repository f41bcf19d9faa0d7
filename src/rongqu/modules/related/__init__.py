"""Related: who belongs together, and what is owed elsewhere."""
