"""A sandbox peer: another platform that lends on things, and is asked whether they are pledged."""

NAME = "长江供应链平台"
SECRET = "sandbox-peer-secret"  # of the sandbox
