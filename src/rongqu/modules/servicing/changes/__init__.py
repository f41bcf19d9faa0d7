"""The API of a loan's history: its facts, what changing it would do, and the wish to change it."""
