"""The end of day: the platform's business days, and the phases that close one."""
