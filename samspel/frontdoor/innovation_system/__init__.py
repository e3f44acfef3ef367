"""The innovation system as a map: who works with whom, what covers what, what overlaps and what is lacking."""
