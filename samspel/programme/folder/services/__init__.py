"""Loading a programme folder into the tables."""
