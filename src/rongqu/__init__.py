"""Rongqu 融渠: a financing platform for small and medium-sized enterprises."""
