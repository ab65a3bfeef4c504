"""Exact comparison of candidate pairs: profiles, figures, alignment, verdict."""
