"""What families are weighed by, as one digest: with equal ones the same family has the same answers.

In: weights and outlets. Out: a digest that is the same in any process, whatever the order of outlets and agencies.
"""

from __future__ import annotations

from dataclasses import astuple

import xxhash

from wirecopy.attribute.outlets import OutletTable
from wirecopy.attribute.signals import RULES
from wirecopy.attribute.weights import Weights


def standard(weights: Weights, outlets: OutletTable) -> str:
    """A digest of weights, rules of evidence, outlets and the domains of agencies; cost is linear in outlets."""
    said = (
        RULES, weights, sorted(map(astuple, outlets.outlets.values())),
        sorted((agency, sorted(domains)) for agency, domains in outlets.agency_domains.items()),
    )  # fmt: skip
    return xxhash.xxh3_128_hexdigest(repr(said).encode())
