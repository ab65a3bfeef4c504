"""The command line: arguments, one call, an exit code.

    entry (commands by name, loaded at use; errors -> exit codes)
      ├── run, evaluate                     do the work
      ├── query, story, why, stats, export  show the result
      └── outlets, rules, params, fields    what a run can be told

`options` holds what several commands share, `reference` writes docs/cli.md from the commands themselves.
"""

from wirecopy.cli.entry import main

__all__ = ["main"]
