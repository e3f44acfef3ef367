"""The front door's measures."""
