"""A sandbox peer: another platform that lends on things, which is asked about pledges, and asks."""

NAME = "长江供应链平台"
QUESTION = "/api/v1/collateral/pledged"
"""Where it asks, at the platform's address."""
SECRET = "sandbox-peer-secret"  # of the sandbox
