"""`python -m wirecopy.cli`: the same as the command `wirecopy`."""

from wirecopy.cli.entry import main

main()
