"""Accounts: how people sign in, and what happens to a form when their session ends."""
