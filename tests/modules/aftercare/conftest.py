"""The project hall of investing, with its clock."""

from tests.modules.investing.conftest import clock, hall, relay, setting, work

__all__ = ["clock", "hall", "relay", "setting", "work"]
