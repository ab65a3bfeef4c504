"""Rules as data: agencies, credits, carrier marks and site furniture, each with an id, examples and counter-examples.

    *.toml ──▶ loading ──▶ Rules ──▶ selection of one language ──▶ clean
               (pattern checks)      (agency names, outlets of agencies)

`load_rules` reads the shipped files and any that a user adds; `Rules.version` names the exact set.
"""

from wirecopy.rules.agencies import Agency, AgencyNames
from wirecopy.rules.loading import load_rules
from wirecopy.rules.records import Hit, Rule
from wirecopy.rules.rulebook import Rules, Selection

__all__ = ["Agency", "AgencyNames", "Hit", "Rule", "Rules", "Selection", "load_rules"]
