"""Kinds and groups of outlets that nobody gave, inferred from what the whole database shows at the end of a run.

In: counts of articles, copies and simultaneous texts by outlet, and the agencies' own domains. Out: rows of outlets
with the evidence in words. The one idea: a pure function of the final state, so one batch or many say the same, and a
second run changes nothing. Attribution never reads what is inferred here: only the user's own table counts there.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import repeat

from wirecopy.attribute.outlets import OutletTable, OutletTally, Twin, infer_groups, infer_kind
from wirecopy.model import OutletKind
from wirecopy.store import Outlet, Store

_LEAST_WEIGHT = math.log(4)  # odds of four to one
_TOGETHER, _APART = 0, 60  # seconds; only on which side of a minute a lag lies counts


def infer_outlets(store: Store, table: OutletTable) -> int:
    """Write kind, group and evidence of every outlet that counts speak of; returns how many rows changed.

    What the user imported stays as it is. An outlet of which counts no longer speak loses what was inferred. One
    transaction; cost: one pass over articles and copies.
    """
    kinds, groups = _kinds(store, table), _groups(store)
    known = {domain: row for domain, row in store.outlets().items() if not row.imported}
    rows = []
    for domain in sorted(kinds.keys() | groups.keys() | known.keys()):
        kind, why_kind = kinds.get(domain, (None, ""))
        group, why_group = groups.get(domain, (None, ""))
        evidence = "; ".join(each for each in (why_kind, why_group) if each)
        rows.append(Outlet(domain, None, kind, group, evidence))
    return store.infer_outlets(row for row in rows if known.get(row.outlet_domain) != row)


def _kinds(store: Store, table: OutletTable) -> Mapping[str, tuple[OutletKind, str]]:
    """Kind with its reason by domain, of the outlets whose kind can be told."""
    found: dict[str, tuple[OutletKind, str]] = {}
    for name, *counts in store.query("outlet_profiles").rows:
        domain = str(name)
        agency = table.agency_of(domain)
        if agency is not None:
            found[domain] = "agency", f"the rules name it as a domain of {agency}"
            continue
        named = _kind(OutletTally(*map(_count, counts)))
        if named is not None:
            found[domain] = named
    return found


def _kind(tally: OutletTally) -> tuple[OutletKind, str] | None:
    """Kind with its reason, None where the counts are no clear word for it.

    An outlet is not called a spinner for one page that looks spun: with five to eight articles that happened to a
    fifth of the honest papers of the sample, all below odds of two to one. Without that it is asked what else it is.
    """
    for asked in (tally, tally._replace(spun=0)):
        kind, evidence = infer_kind(asked)
        if kind != "unknown" and sum(each.weight for each in evidence) >= _LEAST_WEIGHT:
            return kind, "; ".join(f"{each.detail} ({each.rule} {each.weight:+.2f})" for each in evidence)
    return None


def _groups(store: Store) -> Mapping[str, tuple[str, str]]:
    """Group with its reason by domain, of the outlets that publish together with others."""
    rows = [
        (str(left), str(right), _count(shared), _count(together))
        for left, right, shared, together in store.query("outlet_twins").rows
    ]
    members = infer_groups(twin for row in rows for twin in _twins(*row))
    best: dict[str, tuple[int, int, str]] = defaultdict(lambda: (0, 0, ""))
    for left, right, shared, together in rows:
        for one, other in ((left, right), (right, left)):
            if members.get(one) == members.get(other) and (together, shared) > best[one][:2]:
                best[one] = together, shared, other
    return {domain: (group, _say_together(*best[domain])) for domain, group in members.items()}


def _twins(left: str, right: str, shared: int, together: int) -> Iterator[Twin]:
    yield from repeat(Twin(left, right, _TOGETHER), together)
    yield from repeat(Twin(left, right, _APART), shared - together)


def _say_together(together: int, shared: int, other: str) -> str:
    return f"{together} of {shared} texts shared with {other} within the same minute"


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
