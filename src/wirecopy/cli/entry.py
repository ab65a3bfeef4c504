"""The door: the table of commands, and what becomes of an error, a closed pipe, an interrupt.

Comes in: the arguments of the process. Goes out: an exit code (0 done, 1 done with rejects, 2 usage or parameter,
3 store; 130 interrupted, 141 the reader of a pipe went away, as any tool).
The one idea: a command's module is loaded when the command is used, so that `wirecopy --help` is there at once.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import NoReturn, cast

import click

from wirecopy import __version__
from wirecopy.errors import WirecopyError

USAGE_ERROR = 2
INTERRUPTED = 130
PIPE_CLOSED = 141
_INTERRUPTION = "interrupted; what was kept stays, and the same command goes on from there"

COMMANDS: dict[str, str] = {
    "run": "Read articles, find stories and copies, and keep all in a database.",
    "query": "Ask a canned question, or one of your own in SQL.",
    "story": "Draw a story as a tree: who took it from whom, when, and how much.",
    "why": "Explain why two articles are linked, or all that is known of one.",
    "stats": "Show what is in the database.",
    "export": "Write the public views as JSON Lines or CSV.",
    "evaluate": "Compare what was found with a truth file.",
    "outlets": "Tell what you know of outlets: names, kinds, groups.",
    "rules": "Check a file of rules, or list the rules that are used.",
    "params": "List every tunable with its range and default.",
    "fields": "List the record keys that are recognised.",
}
"""Name -> short help, the same as the command's own (a test compares them)."""

# click from 8.2 on raises this where a group is called without a command; before it printed the help itself
_HELP_ERRORS: tuple[type[click.ClickException], ...] = tuple(
    error for error in [getattr(click.exceptions, "NoArgsIsHelpError", None)] if error is not None
)


class PipeClosedError(Exception):
    """The reader of standard output went away (`wirecopy query ... | head`)."""


class CommandTable(click.Group):
    """The commands of `COMMANDS`, each the `command` of the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return a command, importing its module; while help is listed only its name and short help."""
        if name not in COMMANDS:
            return None
        if ctx.resilient_parsing:  # completion needs names, not modules
            return click.Command(name, short_help=COMMANDS[name])
        module = import_module(f"wirecopy.cli.{name}")
        return cast("click.Command", module.command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; a misspelt one is answered with the nearest names."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches  # noqa: PLC0415 - only for the misspelt

            near = get_close_matches(args[0], COMMANDS, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else "wirecopy --help lists the commands"
            raise click.UsageError(f"no command is named {args[0]!r}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a closed pipe becomes an error of its own before click sees it."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            raise PipeClosedError from error
        return cast("object", result)


@click.command(
    cls=CommandTable,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: wirecopy run news/*.jsonl.gz --db wire.db && wirecopy stats --db wire.db",
)
@click.version_option(__version__, prog_name="wirecopy")
def command() -> None:
    """Find which published articles are copies of which wire story, and who copied whom."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit code."""
    _end_at_interrupts()
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal without UTF-8 gets escapes instead of a crash
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run_command_line(arguments))


def _end_at_interrupts() -> None:
    """Let an interrupt end the process where it stands, as a kill does, which a run is made for.

    As an exception it would be raised in whatever library works at that moment: numba turned it into an error of its
    own, and a function that C calls drops it, so that the run went on.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else somebody wants it to be ignored
        signal.signal(signal.SIGINT, _end_here)


def _end_here(*_: object) -> NoReturn:
    if os.isatty(2):
        os.write(2, b"\r\x1b[K\x1b[?25h")  # clear the bar's line, show the cursor that it hid
    os.write(2, f"wirecopy: {_INTERRUPTION}\n".encode())
    os._exit(INTERRUPTED)


def _open_what_is_closed() -> None:
    """Give a process that was started without output streams (`>&-`, some schedulers) ones that lead nowhere."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the process runs
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def run_command_line(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code; every foreseen failure is one line on standard error."""
    try:
        result: object = command.main(arguments, prog_name="wirecopy", standalone_mode=False)
    except click.ClickException as error:
        _show_usage(error)
        return USAGE_ERROR
    except click.Abort:
        _complain(_INTERRUPTION)
        return INTERRUPTED
    except WirecopyError as error:
        _complain(str(error))
        return error.exit_code
    except PipeClosedError:
        _silence_stdout()
        return PIPE_CLOSED
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _complain(f"{place}{error.strerror or error}")
        return USAGE_ERROR
    return result if isinstance(result, int) else 0


def _show_usage(error: click.ClickException) -> None:
    from wirecopy.report.safe_text import safe_line  # noqa: PLC0415 - needed only on failure

    if isinstance(error, _HELP_ERRORS):
        click.echo(error.format_message(), err=True)
        return
    context = getattr(error, "ctx", None)
    hint = f" (see {context.command_path} --help)" if context is not None else ""
    click.echo(f"wirecopy: {safe_line(error.format_message())}{hint}", err=True)


def _complain(message: str) -> None:
    from wirecopy.report.safe_text import safe_line  # noqa: PLC0415 - needed only on failure

    click.echo(f"wirecopy: {safe_line(message)}", err=True)


def _silence_stdout() -> None:
    """Point standard output at nothing, else the interpreter complains once more while it ends."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
