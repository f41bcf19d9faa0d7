"""The catalogue: financing products and their terms, as versioned data."""
