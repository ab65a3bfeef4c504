"""Stories out of verified pairs, safe against chaining: see `stories` for the rule."""

from wirecopy.cluster.groups import Edge
from wirecopy.cluster.shares import SHARE_FIGURES, text_shares
from wirecopy.cluster.stories import group_stories

__all__ = ["SHARE_FIGURES", "Edge", "group_stories", "text_shares"]
