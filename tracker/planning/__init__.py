"""How many events it takes until a stated difference, or a stated fault, would be seen."""
