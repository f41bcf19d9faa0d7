"""Disputes 纠纷 about contracts."""
