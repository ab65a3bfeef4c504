"""`python -m wirecopy`: the same as the command `wirecopy`."""

from wirecopy.cli.entry import main

main()
