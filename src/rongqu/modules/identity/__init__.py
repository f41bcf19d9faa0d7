"""Identity: people, organisations, roles, and who is signed in."""
