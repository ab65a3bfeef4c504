"""From a story to its copies: who took the text from whom, through whom, what it claims, and why we believe it.

The flow: `family` (ordered pairs) -> `dossier` (every member read once: `claims`, `timing`, `texts`, `versions`,
`outlets`) -> `signals` (named evidence per possible answer) and `situations` (in which it weighs differently) ->
`branching` (posteriors and the best forest) -> `credit` (agency by vote) -> `story` (the copies). Weights are data:
`weights.json`.
"""

from wirecopy.attribute.credit import attribute_single
from wirecopy.attribute.family import Family
from wirecopy.attribute.outlets import Outlet, OutletTable
from wirecopy.attribute.standard import standard
from wirecopy.attribute.story import Attribution, attribute_family
from wirecopy.attribute.versions import VersionMark, version_chain, version_mark
from wirecopy.attribute.weights import Weights, load_weights, read_weights

__all__ = [
    "Attribution",
    "Family",
    "Outlet",
    "OutletTable",
    "VersionMark",
    "Weights",
    "attribute_family",
    "attribute_single",
    "load_weights",
    "read_weights",
    "standard",
    "version_chain",
    "version_mark",
]
