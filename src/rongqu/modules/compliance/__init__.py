"""Compliance: changes of policy numbers, made by one person and approved by another."""
