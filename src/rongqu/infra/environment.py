"""What is wrong with the machine or its settings, not with the program or the request."""

from __future__ import annotations


class EnvironmentProblem(Exception):
    """One sentence for the person at the keyboard: what is wrong and the way out."""
