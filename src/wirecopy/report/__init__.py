"""Answers for people and programs: tables, the tree of a story, two texts side by side.

store, rooms ──▶ overview, story_tree, pair, page    (frozen records: what is known)
                   │
                   ├──▶ drawing (rich, terminal)      safe_text: nothing a stranger wrote can steer a terminal
                   └──▶ tables (JSON, CSV)            wording:   numbers and figures in plain words
"""
