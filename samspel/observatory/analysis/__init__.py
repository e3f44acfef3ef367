"""What is computed of a data set for the pages: each kind a pure function over its observations, by samspel.insight."""
