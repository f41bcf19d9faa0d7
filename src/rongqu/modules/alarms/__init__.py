"""Alarms 警报: what was refused, and whoever touched what was planted for thieves."""
