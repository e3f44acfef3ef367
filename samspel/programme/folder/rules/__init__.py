"""What loading a folder changes, as values."""
