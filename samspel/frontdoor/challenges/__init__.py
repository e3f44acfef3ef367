"""Challenges: from publication through questions, submissions and a jury to a decision, a trial and its result."""
