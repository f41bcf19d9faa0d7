"""Sealing 批量用印: many documents get the company's seal by one consent."""
