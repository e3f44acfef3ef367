"""Needs: asked in plain words, without an account, and followed by a link that nobody can guess."""
