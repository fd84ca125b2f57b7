"""Engines that reduce the rows of a source to what figures are made of, each to the same digits."""
