"""The public suffix of a host, by the list that tldextract brings along (publicsuffix.org, private suffixes included).

In: the labels of a plain host name. Out: how many of them are its suffix. The one idea: tldextract loads a client for
HTTP to fetch newer lists, which is never wanted here; the rules are a set of strings, tried from the longest on.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from wirecopy.bundled import package_folder


def suffix_length(labels: Sequence[str]) -> int:
    """Number of labels of the suffix, 0 under an unknown top level. Labels are ASCII in lower case, none is punycode.

    >>> suffix_length(["edition", "gazette", "co", "uk"])
    2
    """
    rules = suffix_rules()
    for first in range(len(labels)):
        name = ".".join(labels[first:])
        if f"!{name}" in rules:
            return len(labels) - first - 1
        if name in rules or f"*.{'.'.join(labels[first + 1 :])}" in rules:
            return len(labels) - first
    return 0


@functools.cache
def suffix_rules() -> frozenset[str]:
    """The lines of the list: `co.uk`, `*.ck`, `!www.ck`."""
    lines = (package_folder("tldextract") / ".tld_set_snapshot").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("//"))
