"""Six journeys in a browser, one for each promise of the product."""
