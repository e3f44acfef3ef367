"""Example activity for the East Central Sweden programme: invented, marked, removable in one command."""
