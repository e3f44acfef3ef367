"""Insight: what a table of regions and activities tells of strengths and openings. A pure library: no Django, no room."""
