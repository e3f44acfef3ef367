"""`python -m samspel` is `samspel`."""

from samspel.cli import main

main()
