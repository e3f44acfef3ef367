"""Organisations from a table, handed to the staged import."""
