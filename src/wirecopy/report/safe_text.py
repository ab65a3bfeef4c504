r"""Text of strangers made safe to show: nothing in it can move a cursor, change a title, or turn the line round.

Comes in: any string of an article, an address, a file name. Goes out: a string that a terminal only prints.
The one idea: control characters are shown as what they are (`\x1b`), not dropped, so a hostile text is seen to be one.
Source: ECMA-48 (C0 and C1 controls); Unicode TR 9 (bidirectional controls) and CVE-2021-42574.
"""

from __future__ import annotations

import json
import re

_STEERING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
_BEYOND = "\ud800-\udfff\U000e0000-\U000e007f"
_UNSAFE = re.compile(f"[{_STEERING}{_BEYOND}]")
_SPACES = re.compile(r"\s+")


def safe(text: str) -> str:
    r"""Return `text` with every character that could steer a terminal written as an escape; tabs and lines stay.

    >>> print(safe("fine \x1b]0;owned\x07"))
    fine \x1b]0;owned\x07
    """
    return _UNSAFE.sub(_written_out, text)


def safe_line(text: str, most: int | None = None) -> str:
    """Return `text` safe and on one line, cut with an ellipsis after `most` characters."""
    line = safe(_SPACES.sub(" ", text[: 4 * most] if most else text).strip())
    return line if most is None or len(line) <= most else line[: most - 1].rstrip() + "…"


def safe_json(value: object, *, indent: int | None = 2) -> str:
    """Return `value` as JSON that holds no character that could steer a terminal; it parses to the same value."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSAFE.sub(_json_escape, written)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
