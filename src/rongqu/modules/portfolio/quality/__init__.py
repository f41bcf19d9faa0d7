"""How the book turns out: roll rates and vintages."""
