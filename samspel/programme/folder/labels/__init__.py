"""Words for what a folder holds, and for what loading it changes."""
