"""Engines that store and score ready-made tokens, behind one protocol."""
