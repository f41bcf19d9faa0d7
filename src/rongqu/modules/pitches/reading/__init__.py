"""From a stranger's file to its text, place by place."""
