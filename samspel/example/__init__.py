"""Example activity for the East Central Sweden programme: invented, marked as such everywhere, removable in one command."""
