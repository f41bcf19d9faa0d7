"""Companies that their park puts forward together."""
