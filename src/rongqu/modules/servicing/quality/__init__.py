"""How good the book is: categories of single loans, roll rates and vintages of all."""
