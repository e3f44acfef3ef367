"""The methods behind the numbers on the analysis pages, each with its plain words, formula and source."""
