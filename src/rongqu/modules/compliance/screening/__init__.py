"""Is this the name on that list? Pure: names in, an explained score out."""
