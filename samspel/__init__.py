"""Samspel: the operating system of a regional smart specialisation programme."""
