"""Investors and projects, both ways 双向匹配: pure."""
