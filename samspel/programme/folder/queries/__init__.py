"""What a programme folder wants in the tables, beside what is there."""
