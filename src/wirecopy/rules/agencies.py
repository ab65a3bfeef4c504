"""Agency names as printed in credits: one captured string in, the ids of the agencies it names out.

A credit's pattern captures a bounded run of characters ("AP/KDKA", "epd/dpa", "The Associated Press"); whether that
run names an agency is decided here by table look-up. So a pattern stays short and fast however many agencies there are.
Short capital names match exactly ("AP", not "ap"), longer ones in any case; weak names ("PA", "AA") count only where
the credit's own form vouches for them (brackets, slashes).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LONGEST = 120
_FOLDED_FROM = 5
_EDGE = " \t\n\u00a0.,:;–—-()[]{}（）【】«»\"'“”*_|/©"
_JOINTS = re.compile(
    r"[/,;+|·•＝=&、＆()]|\s[-–—]\s|(?<=\w)[-–—](?=\w)"
    r"|\s(?:and|und|et|y|e|och|og|en|i|a|ja|ve|и|та|και|dan|with|mit|avec|con|com|via|med|from|for)\s"
)


@dataclass(frozen=True, slots=True)
class Agency:
    """A wire service: names as printed, home domains, kind."""

    id: str
    names: tuple[str, ...]
    weak: tuple[str, ...]
    initials: tuple[str, ...]
    domains: tuple[str, ...]
    kind: str


class AgencyNames:
    """Look-up from printed names, initials and domains to agency ids; photo agencies are never found."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        """Build the tables; where two agencies share a name the first one listed keeps it."""
        self._strong: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        self._weak: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        self._domains: dict[str, str] = {}
        self._photo: set[str] = set()
        for agency in agencies:
            if agency.kind == "photo":
                self._photo.update(agency.names)
            else:
                self._add(agency)

    def _add(self, agency: Agency) -> None:
        for name in agency.names:
            self._strong.setdefault(name, agency.id)
            if len(name) >= _FOLDED_FROM:
                self._folded.setdefault(name.casefold(), agency.id)
        for name in agency.weak:
            self._weak.setdefault(name, agency.id)
        for initial in agency.initials:
            self._initials.setdefault(initial, agency.id)
        for domain in agency.domains:
            self._domains.setdefault(domain, agency.id)

    def printed(self, *, weak: bool) -> list[str]:
        """Every printed name, the weak ones only on request."""
        return [*self._strong, *(self._weak if weak else ())]

    def named(self, name: str, *, weak: bool) -> str | None:
        """Return the agency that this whole string names, or None.

        >>> table = AgencyNames([Agency("ap", ("Associated Press", "AP"), (), ("ap",), ("ap.org",), "general")])
        >>> table.named("The ASSOCIATED PRESS", weak=False), table.named("ap", weak=False)
        ('ap', None)
        """
        found = self._strong.get(name)
        if found is None and weak:
            found = self._weak.get(name)
        if found is None and len(name) >= _FOLDED_FROM:
            folded = name.casefold()
            found = self._folded.get(folded) or self._folded.get(folded.removeprefix("the "))
        return found

    def resolve(self, captured: str, *, weak: bool = True) -> tuple[str, ...]:
        """Return the agencies named by a captured run, in printed order, each once; joint credits are split.

        A run that names a photo agency ("AFP/Getty Images") is a photo's credit and names none.
        """
        text = captured[:_LONGEST].strip(_EDGE)
        whole = self.named(text, weak=weak)
        if whole is not None:
            return (whole,)
        found: list[str] = []
        tokens = [token.strip(_EDGE) for token in _JOINTS.split(text)]
        if not self._photo.isdisjoint(tokens):
            return ()
        for token in tokens:
            agency = self.named(token, weak=weak)
            if agency is not None and agency not in found:
                found.append(agency)
        return tuple(found)

    def resolve_all(self, captured: str) -> tuple[str, ...]:
        """Return the agencies of a run that names nothing else; "Jane Example / Reuters" (a photo) gives none."""
        text = captured[:_LONGEST].strip(_EDGE)
        whole = self.named(text, weak=False)
        if whole is not None:
            return (whole,)
        tokens = [token.strip(_EDGE) for token in _JOINTS.split(text)]
        found = [self.named(token, weak=True) for token in tokens if token]
        if len(found) < 2 or None in found:  # a weak name needs a second agency beside it
            return ()
        return tuple(dict.fromkeys(agency for agency in found if agency is not None))

    def resolve_initials(self, captured: str) -> tuple[str, ...]:
        """Return the agencies among desk initials: "cs/afp" names afp, "xyz/AFP/dpa/rts" three of them."""
        found: list[str] = []
        for token in re.split(r"[/,\s]", captured[:_LONGEST]):
            bare = token.strip(_EDGE)
            agency = self._initials.get(bare.lower()) or self.named(bare, weak=True)
            if agency is not None and agency not in found:
                found.append(agency)
        return tuple(found)

    def of_domain(self, domain: str) -> str | None:
        """Return the agency whose home this domain (or a parent of it) is."""
        labels = domain.lower().rstrip(".").split(".")[-6:]
        for cut in range(len(labels) - 1):
            agency = self._domains.get(".".join(labels[cut:]))
            if agency is not None:
                return agency
        return None


def agency_table(agencies: Iterable[Agency]) -> Mapping[str, Agency]:
    """Agencies by id, in the order given."""
    return {agency.id: agency for agency in agencies}
