"""The loan book as files: what goes out of it, and what comes in."""
