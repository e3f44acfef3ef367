"""Bringing in the partners' books: reading files, mapping accounts, and what is new or changed."""
