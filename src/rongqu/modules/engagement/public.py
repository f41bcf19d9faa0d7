"""The front door of engagement: its words, and a person's own choice of channels."""

from rongqu.modules.engagement.actions.change_preferences import change_preferences
from rongqu.modules.engagement.rules import read_templates
from rongqu.modules.engagement.types import Channel, Topic

__all__ = ["Channel", "Topic", "change_preferences", "read_templates"]
