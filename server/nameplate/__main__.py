"""`python -m nameplate`."""

from nameplate.cli import main

if __name__ == "__main__":  # a process that writes a document imports this module under another name
    main()
