"""What stands behind the rongqu command: one file per command, imported when it is asked for."""
