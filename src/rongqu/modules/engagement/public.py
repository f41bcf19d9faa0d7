"""The front door of engagement: nobody stands above it, so only its words are public."""

from rongqu.modules.engagement.rules import read_templates

__all__ = ["read_templates"]
