"""Reads of the pages that serve every app."""
