"""Engagement: notifications, and how each person wants to receive them."""
