"""Identity: organisations, people, sign-in and what each may do."""
