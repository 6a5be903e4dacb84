"""`python -m nameplate`."""

from nameplate.cli import main

main()
