"""State aid: the de minimis ledger of a single undertaking, declarations, the ceiling, and the register."""
