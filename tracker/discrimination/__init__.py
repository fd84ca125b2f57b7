"""Discriminating? Whether what happened was given higher probabilities than what did not."""
