"""Samspel: the operating system of a regional smart specialisation programme."""

__version__ = "0.1.0"
