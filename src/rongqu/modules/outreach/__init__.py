"""The outreach room."""
