"""Reading files of invoices: what they are, what their columns mean, and which lines hold.

`layouts` (headings to fields) and `lines` (cells to values) decide; `files` opens the three
formats; `staging` writes a batch in sets; `intake` takes one file in from beginning to end.
"""
