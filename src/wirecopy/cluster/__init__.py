"""Stories out of verified pairs, safe against chaining: see `stories` for the rule."""

from wirecopy.cluster.components import component_of, components
from wirecopy.cluster.groups import Edge, edges_of
from wirecopy.cluster.shares import SHARE_FIGURES, text_shares
from wirecopy.cluster.stories import group_stories

__all__ = ["SHARE_FIGURES", "Edge", "component_of", "components", "edges_of", "group_stories", "text_shares"]
