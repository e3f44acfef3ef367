"""What weak spots are read from: the innovation system, the targets, the peers, and the front door."""
