"""Truth and findings side by side: who belongs together, and who was put together.

In: the truth and the findings by url. Out: `Ledger`, asked by the tables. The one idea: "in the right story" is
defined once, for whole copies, excerpts and mosaics alike: in the story that holds most of the *other* whole members
of the family, so that a family split in two can't count as found twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wirecopy.evaluate.findings import Finding, FoundCopy
from wirecopy.evaluate.truth import TrueArticle, TrueTake

_NO_ROLES: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to find: what an article took from one story, with the row of `copies` that answers for it."""

    article: TrueArticle
    take: TrueTake
    row: FoundCopy | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Truth and findings of one corpus; articles of the database that the truth does not know are left aside."""

    truth: Mapping[str, TrueArticle]
    findings: Mapping[str, Finding]
    held: Mapping[str, Counter[int]] = field(init=False, repr=False)
    wholes: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    members: Mapping[int, tuple[str, ...]] = field(init=False, repr=False)
    families_of_agencies: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index families (family -> whole members; family -> found stories of these) and stories (-> members)."""
        wholes: dict[str, list[str]] = defaultdict(list)
        held: dict[str, Counter[int]] = defaultdict(Counter)
        members: dict[int, list[str]] = defaultdict(list)
        credited: dict[str, set[str]] = defaultdict(set)
        for url, article in self.truth.items():
            for story in sorted(self.stories_of(url)):
                members[story].append(url)
            if article.agency is not None and article.credited:
                credited[article.family].add(article.agency)
            if article.whole:
                wholes[article.family].append(url)
                held[article.family].update(self.stories_of(url).keys())
        object.__setattr__(self, "held", dict(held))
        object.__setattr__(self, "wholes", {family: tuple(urls) for family, urls in wholes.items()})
        object.__setattr__(self, "members", {story: tuple(urls) for story, urls in members.items()})
        object.__setattr__(self, "families_of_agencies", {f: frozenset(names) for f, names in credited.items()})

    def stories_of(self, url: str) -> Mapping[int, str]:
        """The found stories of an article with its role in each; empty where it is in none or missing."""
        finding = self.findings.get(url)
        return finding.roles if finding else _NO_ROLES

    def missing(self) -> list[str]:
        """Articles of the truth that the database does not hold, in the truth's order."""
        return [url for url in self.truth if url not in self.findings]

    def others(self, url: str, family: str) -> tuple[int, Counter[int]]:
        """How many other whole members a family has, and how many of them each found story holds."""
        counts = Counter(self.held.get(family, Counter()))
        number = len(self.wholes.get(family, ()))
        article = self.truth[url]
        if article.whole and article.family == family:
            number -= 1
            counts.subtract(self.stories_of(url).keys())
        return number, +counts

    def homes(self, url: str, family: str) -> set[int]:
        """The found stories that hold most of the other whole members of a family (several where they tie)."""
        _, counts = self.others(url, family)
        most = max(counts.values(), default=0)
        return {story for story, count in counts.items() if count == most}

    def items(self, *, versions: bool = False) -> Iterator[Item]:
        """Everything taken: each copy, and each story of each partial copy; the agency's own versions on request."""
        roles = {"copy", "partial", "version"} if versions else {"copy", "partial"}
        for article in self.truth.values():
            if article.role in roles:
                for take in article.takes:
                    yield Item(article, take, self.row_for(article, take))

    def row_for(self, article: TrueArticle, take: TrueTake) -> FoundCopy | None:
        """The row of `copies` that answers for a take.

        Method: the row that names the true source; else one whose source is of the same family; else one in the story
        where the family is; else, for an article of one story only, the row with the largest share.
        """
        finding = self.findings.get(article.url)
        rows = [row for row in finding.copies if row.rewrite is not None or row.source_url] if finding else []
        if not rows:
            return finding.copies[0] if finding and finding.copies and len(article.takes) == 1 else None
        homes = self.homes(article.url, take.story)

        def fits(row: FoundCopy) -> tuple[bool, bool, bool]:
            named = self.truth.get(row.source_url or "")
            of_family = named is not None and take.story in named.families
            true_source = row.source_url is not None and row.source_url == take.source_url
            return true_source, of_family, row.story_id in homes

        best = max(rows, key=lambda row: (*fits(row), row.share_of_copy or 0.0, -row.story_id))
        return best if any(fits(best)) or len(article.takes) == 1 else None
