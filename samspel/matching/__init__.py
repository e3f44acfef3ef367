"""Matching: from a need in plain words to the texts that answer it, with reasons. Pure: no Django, no room."""
