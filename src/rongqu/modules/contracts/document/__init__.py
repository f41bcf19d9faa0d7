"""The contract as a document: what it says (`content.py`) and the PDF of it (`render.py`)."""
