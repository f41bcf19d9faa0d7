"""Who is linked with whom. Pure."""
