"""Matching: from a need in plain words to the texts that answer it, with reasons. A pure library: no Django, no room."""
