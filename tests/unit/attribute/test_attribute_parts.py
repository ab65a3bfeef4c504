"""The pieces of attribution: clocks, claims, versions, outlets, rivals, forests, weights."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from wirecopy.attribute import (
    Family,
    Weights,
    attribute_single,
    branching,
    read_weights,
    version_chain,
    version_mark,
)
from wirecopy.attribute.branching import OWN, UNSEEN, choose_parents, forest_posteriors, roots_of
from wirecopy.attribute.claims import read_claim, url_key
from wirecopy.attribute.dossier import open_dossier
from wirecopy.attribute.outlets import (
    OutletTable,
    OutletTally,
    Twin,
    infer_groups,
    infer_kind,
    parent_domains,
)
from wirecopy.attribute.overlaps import count_triples
from wirecopy.attribute.rivalry import Rivalry, compare_rivals
from wirecopy.attribute.signals import INDEX, RULES
from wirecopy.attribute.situations import SITUATIONS
from wirecopy.attribute.story import weigh
from wirecopy.attribute.texts import Wordings
from wirecopy.attribute.texts import read_wordings as read_members
from wirecopy.attribute.timing import CLOCKS, GAP_RULES, Span, clock_of, gap_seconds, gap_step, published_span
from wirecopy.attribute.weights import Scale
from wirecopy.errors import RuleError
from wirecopy.fingerprint.reading import read_words
from wirecopy.model import CarrierMark, Document, PartKind

Write = Callable[..., Document]
DAY = 86_400


def read_wordings(documents: list[Document], *, lost: bool = True) -> Wordings:
    """The wordings of a family of these documents."""
    return read_members(read_words(documents), [document.article.article_id for document in documents], lost=lost)


class TestClock:
    def test_a_rounded_time_that_may_coincide_says_nothing(self, write: Write) -> None:
        day = replace(write(1, "x", "a.example").article, published_at=20_000 * DAY, published_precision="day")
        hour = replace(day, published_at=20_000 * DAY + 7_200, published_precision="hour")
        spans = published_span(day), published_span(hour)
        assert spans[0] is not None
        assert spans[1] is not None
        assert gap_seconds(spans[0], spans[1]) == 0

    @pytest.mark.parametrize(
        ("seconds", "rule"),
        [
            (100, "source-earlier-3m"),
            (-100, "source-later-3m"),
            (40 * DAY, "source-earlier-longer"),
            (7_000, "source-earlier-3h"),
        ],
    )
    def test_gaps_are_steps(self, seconds: int, rule: str) -> None:
        assert GAP_RULES[gap_step(np.array([seconds]), "unknown")[0]] == rule
        assert GAP_RULES[gap_step(np.array([seconds]), "doubted")[0]] == f"{rule}-doubted"

    def test_a_text_older_than_the_agencys_own_discredits_the_clocks(self) -> None:
        others = [Span(200, 201), Span(300, 301), Span(400, 401)]
        assert clock_of([Span(100, 101)], others) == "trusted"
        assert clock_of([Span(100, 101)], [*others, Span(50, 51)]) == "doubted"
        assert clock_of([Span(100, 101)], others[:2]) == "unknown"
        assert clock_of([None], others) == "unknown"


class TestClaims:
    def test_the_strongest_credit_is_the_claim(self, write: Write, outlets: OutletTable) -> None:
        document = write(1, "text", "a.example", agency="ap", form="initials")
        both = replace(
            document, credits=(*document.credits, replace(document.credits[0], agency="afp", form="dateline"))
        )
        claim = read_claim(both, outlets, {})
        assert claim.agencies == ("afp", "ap")
        assert claim.source == "afp"

    def test_a_credit_that_names_nobody_comes_last(self, write: Write, outlets: OutletTable) -> None:
        document = write(1, "text", "a.example", agency="agencies")
        assert read_claim(document, outlets, {}).source == "agencies"
        named = replace(
            document, credits=(*document.credits, replace(document.credits[0], agency="ap", form="initials"))
        )
        assert read_claim(named, outlets, {}).source == "ap"

    def test_links_to_itself_are_no_claim(self, write: Write, outlets: OutletTable) -> None:
        document = write(
            1, "text", "a.example", meta={"canonical": "https://www.a.example/x", "og:url": "http://a.example/y"}
        )
        assert read_claim(document, outlets, {}).original_urls == frozenset()

    def test_nested_metadata_and_odd_values(self, write: Write, outlets: OutletTable) -> None:
        meta = {
            "jsonld": {"isBasedOn": [{"url": "https://b.example/1?x=2"}, 5, None]},
            "canonical": ["", ["deep"]],
            7: object(),
        }
        assert read_claim(write(1, "t", "a.example", meta=meta), outlets, {}).original_urls == {"b.example/1"}

    @pytest.mark.parametrize(
        ("line", "claimed"),
        [
            ("Source: The Courier", "The Courier"),
            ("Quelle: Stadtblatt", "Stadtblatt"),
            ("Source link", None),
            ("来源：某报", "某报"),
            ("Source " + "x" * 300, None),
            ("Via the old harbour", None),
        ],
    )
    def test_source_lines(self, write: Write, outlets: OutletTable, line: str, claimed: str | None) -> None:
        document = write(1, "text", "a.example", tail=[(PartKind.FURNITURE, line)])
        assert read_claim(document, outlets, {}).source == claimed

    def test_the_outlets_own_name_is_no_claim(self, write: Write, outlets: OutletTable) -> None:
        document = write(1, "text", "stadtblatt.example", tail=[(PartKind.CREDIT, "Quelle: Stadtblatt")])
        assert read_claim(document, outlets, {}).source is None

    def test_the_mark_of_a_page_system_is_no_carrier_and_that_of_a_site_is(
        self, write: Write, outlets: OutletTable
    ) -> None:
        for carrier, named in (("grahammedia.com", None), ("yahoo.com", "yahoo.com"), ("mill.example", None)):
            document = write(1, "text", "mill.example", carriers=(CarrierMark(carrier, "test", 0, 1),))
            assert read_claim(document, outlets, {}).carrier == named

    def test_url_keys(self) -> None:
        assert url_key("HTTP://WWW.A.example/Path/?q=1#x") == url_key("https://a.example/Path")


class TestSingle:
    def test_a_credited_article_without_sibling(self, write: Write, outlets: OutletTable) -> None:
        copy = attribute_single(write(5, "text", "a.example", agency="ap"), outlets)
        assert copy is not None
        assert (copy.source_agency, copy.credited, copy.credit_text) == ("ap", True, "(ap)")
        assert (copy.rewrite, copy.share_of_copy, copy.source_article_id, copy.lag_seconds) == (None, None, None, None)

    def test_no_credit_no_row_even_with_a_carrier(self, write: Write, outlets: OutletTable) -> None:
        document = write(5, "text", "a.example", carriers=(CarrierMark("yahoo.com", "r", 0, 1),), telltales=("spun",))
        assert attribute_single(document, outlets) is None

    def test_an_agency_does_not_copy_itself(self, write: Write, outlets: OutletTable) -> None:
        assert attribute_single(write(5, "text", "eu.apnews.com", agency="ap"), outlets) is None

    def test_an_unnamed_credit(self, write: Write) -> None:
        copy = attribute_single(write(5, "text", "a.example", agency="agencies"))
        assert copy is not None
        assert (copy.source_agency, copy.claimed_source, copy.credited) == (None, "agencies", False)


class TestVersions:
    @pytest.mark.parametrize(
        ("headline", "meta", "kind", "ordinal"),
        [
            ("Ferry runs aground", {}, "first", 0),
            ("UPDATE 3-Ferry runs aground", {}, "update", 4),
            ("Ferry", {"slugline": "US--Ferry, 2nd Ld-Writethru"}, "update", 3),
            ("CORRECTED-Ferry runs aground", {}, "correction", 0),
            ("Correction: Ferry", {}, "correction", 0),
            ("Berichtigung: Fähre", {}, "correction", 0),
            ("BULLETIN KILL", {}, "kill", 0),
            ("WITHDRAWN: Ferry", {}, "kill", 0),
            ("Ferry", {"pubstatus": "canceled"}, "kill", 0),
            ("Ferry", {"pubstatus": "usable", "version": "2"}, "update", 2),
            ("Ferry", {"pub_status": "stat:canceled"}, "kill", 0),
            ("Ferry", {"pub_status": "usable", "version": "2"}, "update", 2),
            ("Ferry", {"ed_note": "CORRECTS number of passengers"}, "correction", 0),
            ("Correction officers sue the state", {}, "first", 0),
            ("Killed in action: a photographer's notes", {}, "first", 0),
            ("Cancellation rates rise", {}, "first", 0),
            ("", {"version": "1e99", "signal": 5}, "first", 0),
        ],
    )
    def test_marks(self, write: Write, headline: str, meta: dict[str, object], kind: str, ordinal: int) -> None:
        mark = version_mark(write(1, "Body text here", "apnews.com", headline=headline, meta=meta))
        assert (mark.kind, mark.ordinal) == (kind, ordinal)

    @pytest.mark.parametrize(
        "note",
        [
            "This story corrects an earlier version: the figure is 9, not 7.",
            "This article has been corrected to say that nobody was hurt.",
            "(Corrige en el párrafo 6: la cifra es 20, no 18.)",
            "(Corrige au 5e paragraphe : bien lire 20 au lieu de 18.)",
            "(Исправлено: следует читать 20, а не 18.)",
        ],
    )
    def test_a_note_above_or_below_the_text_is_a_correction(self, write: Write, note: str) -> None:
        body = "A ferry ran aground.\n\nNobody was hurt."
        assert version_mark(write(1, f"{note}\n\n{body}", "apnews.com")).kind == "correction"
        assert version_mark(write(1, f"{body}\n\n{note}", "apnews.com", headline="Ferry")).text == note
        assert version_mark(write(1, f"{body} {note}\n\n{body}", "apnews.com")).kind == "first"

    def test_the_chain_is_the_agencys_own(self, write: Write, outlets: OutletTable) -> None:
        documents = [
            write(4, "x", "apnews.com", minute=None, headline="UPDATE 2-Ferry"),
            write(3, "x", "apnews.com", minute=50, headline="BULLETIN KILL"),
            write(2, "x", "apnews.com", minute=30, headline="UPDATE 1-Ferry"),
            write(9, "x", "apnews.com", minute=10, headline="Ferry"),
            write(1, "x", "courier.example", minute=0),
        ]
        assert version_chain(documents, "ap", outlets) == (9, 2, 4, 3)
        assert version_chain(documents, None, outlets) == ()


class TestOutlets:
    def test_a_subdomain_belongs_to_its_site(self) -> None:
        table = OutletTable({}, {"ap": frozenset({"apnews.com"})})
        assert table.agency_of("www.apnews.com") == "ap"
        assert table.kind_of("eu.apnews.com") == "agency"
        assert table.agency_of("notapnews.com") is None
        assert parent_domains("") == ("",)

    def test_kinds_need_evidence(self) -> None:
        assert infer_kind(OutletTally(4, 4, 4, 0))[0] == "unknown"
        assert infer_kind(OutletTally(100, 60, 50, 0))[0] == "spinner"
        assert infer_kind(OutletTally(100, 99, 1, 12))[0] == "aggregator"
        kind, evidence = infer_kind(OutletTally(100, 70, 1, 0))
        assert kind == "publisher"
        assert evidence[0].weight > 0

    def test_groups_are_named_after_their_first_site(self) -> None:
        prompt = [Twin("b.example", "c.example", 5)] * 3 + [Twin("c.example", "a.example", -20)] * 3
        feed = [Twin("x.example", "y.example", 10)] * 3 + [Twin("x.example", "y.example", 900)] * 4
        assert infer_groups([*prompt, *feed]) == dict.fromkeys(("a.example", "b.example", "c.example"), "a.example")
        assert infer_groups(reversed([*prompt, *feed])) == infer_groups([*prompt, *feed])


class TestWording:
    def test_furniture_left_in_the_text_does_not_tell_an_owners_sites_apart(self, write: Write, original: str) -> None:
        found = read_wordings(
            [
                write(1, original + "\n\nSubscribe to East", "e.example"),
                write(2, original + "\n\nSubscribe to West", "w.example"),
                write(3, original.replace("ferry", "boat"), "o.example"),
            ]
        )
        assert found.same_as.tolist() == [0, 0, 2]

    def test_languages_without_spaces_and_no_words_at_all(self, write: Write) -> None:
        found = read_wordings(
            [
                write(1, "新华社北京电渡轮搁浅", "a.example"),
                write(2, "渡轮搁浅 \ud800", "b.example"),
                write(3, "", "c.example"),
                write(4, "Ferry aground", "d.example"),
                write(5, "ferry aground", "e.example"),
            ]
        )
        assert count_triples(found, np.array([1]), np.array([0]))[0] > 0
        assert found.sizes.tolist()[2:] == [0, 1, 1]
        assert found.same_as.tolist()[3:] == [3, 3]

    def test_what_is_counted_is_what_sets_of_triples_say(self, write: Write, sentences: tuple[str, ...]) -> None:
        texts = ["\n\n".join(sentences[i : i + 4]) for i in range(4)] + ["\n\n".join(sentences[1:5] + sentences[1:3])]
        found = read_wordings([write(i + 1, text, f"{i}.example") for i, text in enumerate(texts)])
        words = [text.casefold().split() for text in texts]
        sets = [{tuple(each[i : i + 3]) for i in range(len(each) - 2)} for each in words]
        for i, mine in enumerate(sets):
            common = count_triples(found, np.full(5, i), np.arange(5))
            others = set().union(*(theirs for j, theirs in enumerate(sets) if j != i))
            expected = [len(mine & theirs) if j != i else len(mine & others) for j, theirs in enumerate(sets)]
            assert common.tolist() == expected
            assert found.sizes[i] == len(mine)


class TestRivalry:
    @staticmethod
    def compare(documents: list[Document]) -> Rivalry:
        """The last document as the copy of the others."""
        sources = np.arange(len(documents) - 1)
        wordings = read_wordings(documents, lost=False)
        bounds = np.array([0] * len(documents) + [len(sources)])
        return compare_rivals(wordings, bounds, sources, np.ones(len(sources), np.bool_))

    def test_the_copy_follows_the_text_whose_changes_it_has(self, write: Write, original: str) -> None:
        changed = original.replace("sandbank", "shoal").replace("steering", "helm").replace("fishermen", "crabbers")
        copy = changed.replace("ninety", "eighty").replace("spring", "autumn")
        found = self.compare(
            [write(1, changed, "a.example"), write(2, original, "b.example"), write(3, copy, "c.example")]
        )
        assert found.lead[0] > 0.5
        assert found.lead[1] == pytest.approx(-found.lead[0])
        assert found.lost_lead[-1] == 0, "no original is lost"
        assert found.counts[0, 0] == found.counts[0, 1]

    def test_a_cut_tail_says_nothing(self, write: Write, sentences: tuple[str, ...]) -> None:
        texts = ("\n\n".join(sentences[:end]) for end in (8, 5, 4))
        found = self.compare([write(i, text, f"{i}.example") for i, text in enumerate(texts, 1)])
        assert abs(found.lead[0]) < 0.1

    def test_counts_are_those_of_sets_of_triples(self, write: Write, original: str) -> None:
        texts = (
            original.replace("sandbank", "shoal").replace("northern", "southern"),
            original.replace("fishermen", "crabbers").replace("spring", "autumn"),
            original.replace("sandbank", "shoal").replace("spring", "winter"),
        )
        found = self.compare([write(i, text, f"{i}.example") for i, text in enumerate(texts, 1)])
        words = [text.casefold().replace(".", " ").replace(",", " ").split() for text in texts]
        one, other, copy = ({tuple(each[i : i + 3]) for i in range(len(each) - 2)} for each in words)
        expected = [len((one - other) & copy), len(one - other), len((other - one) & copy), len(other - one)]
        assert 0 < expected[0] < expected[1]
        assert found.counts.tolist() == [expected, expected[2:] + expected[:2]]


class TestForest:
    def test_a_cycle_is_broken_at_the_weakest_point(self) -> None:
        parents = [[1], [0]]
        scores = [np.array([5.0, 0.0, 1.0]), np.array([6.0, 0.0, 0.0])]
        assert choose_parents(parents, scores) == [OWN, 0]

    def test_a_long_cycle_with_a_way_out(self) -> None:
        parents = [[2], [0, 3], [1], []]
        scores = [np.array([4.0, 0, 0]), np.array([4.0, 3.5, 0, 0]), np.array([4.0, 0, 0]), np.array([0.0, 9.0])]
        assert choose_parents(parents, scores) == [2, 3, 1, OWN]

    def test_nodes_below_a_cycle_keep_their_parents(self) -> None:
        parents = [[1], [0], [0], [2]]
        scores = [np.array([5.0, 0.0, 1.0]), np.array([6.0, 0.0, 0.0]), np.array([3.0, 0, 0]), np.array([3.0, 0, 0])]
        assert choose_parents(parents, scores) == [OWN, 0, 0, 2]

    def test_posteriors_equal_those_of_all_forests_counted_one_by_one(self) -> None:
        parents = [[1, 2], [0], [0, 1]]
        rng = np.random.default_rng(3)
        scores = [rng.normal(size=len(p) + 2) for p in parents]
        options = [(*p, UNSEEN, OWN) for p in parents]
        totals = [np.zeros(len(o)) for o in options]
        for choice in np.ndindex(*(len(o) for o in options)):
            tree = [options[i][k] for i, k in enumerate(choice)]
            node_ends = []
            for start in range(3):
                node, steps = start, 0
                while node >= 0 and steps < 4:
                    node, steps = tree[node], steps + 1
                node_ends.append(node < 0)
            if all(node_ends):
                weight = np.exp(sum(scores[i][k] for i, k in enumerate(choice)))
                for i, k in enumerate(choice):
                    totals[i][k] += weight
        for found, total in zip(forest_posteriors(parents, scores).of_nodes, totals, strict=True):
            assert found == pytest.approx(total / total.sum(), abs=1e-9)

    def test_two_texts_that_surely_copy_each_other_share_the_doubt(self) -> None:
        scores = [np.array([5.0, -9.0, 0.0]), np.array([5.0, -9.0, 0.0])]
        found = forest_posteriors([[1], [0]], scores).of_nodes
        assert found[0][0] == pytest.approx(0.5, abs=0.01)

    def test_a_crowd_is_cut_into_circles_with_the_same_posteriors(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rng = np.random.default_rng(7)
        parents = [sorted({*rng.integers(max(0, i - 6), min(60, i + 3), 5).tolist()} - {i}) for i in range(60)]
        parents[20:22] = [[], [20]]  # a text that leads to others and nowhere itself
        scores = [rng.normal(size=len(each) + 2) * 2 for each in parents]
        whole = forest_posteriors(parents, scores)
        monkeypatch.setattr(branching, "_CROWD", 0)
        parts = forest_posteriors(parents, scores)
        assert whole.approximate == parts.approximate == 0
        for one, other in zip(whole.of_nodes, parts.of_nodes, strict=True):
            assert one == pytest.approx(other, abs=1e-12)

    def test_a_circle_that_is_too_large_is_approximated_and_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(branching, "_CROWD", 0)
        monkeypatch.setattr(branching, "_LARGEST_CIRCLE", 3)
        parents = [[1], [0], [1], [2, 6], [3], [4], [5]]  # two texts lead to each other, four in a circle
        scores = [np.array([*[2.0] * len(each), 0.0, 0.0]) for each in parents]
        found = forest_posteriors(parents, scores)
        assert found.approximate == 4
        monkeypatch.setattr(branching, "_LARGEST_CIRCLE", 4)
        exact = forest_posteriors(parents, scores)
        assert [each.sum() for each in found.of_nodes] == pytest.approx([1.0] * 7)
        assert found.of_nodes[0] == pytest.approx(exact.of_nodes[0])
        assert exact.approximate == 0

    def test_roots_are_the_first_of_their_chains(self) -> None:
        assert roots_of([1, 2, OWN, 0, UNSEEN, 4]) == ([2, 2, 2, 2, 4, 4], [2, 1, 0, 3, 0, 1])


class TestWeights:
    def test_a_damaged_file_is_named(self) -> None:
        with pytest.raises(RuleError, match="fit_attribution"):
            read_weights('{"name": "x"}')
        with pytest.raises(RuleError):
            read_weights("[]")

    def test_confidence_is_monotone_and_bounded(self) -> None:
        found = [Scale(0.7, 0.1, 0.5).confidence(p) for p in (0.0, 0.2, 0.5, 0.9, 1.0)]
        assert found == sorted(found)
        assert 0 <= found[0] < found[-1] <= 1

    def test_a_rule_weighs_what_it_does_in_the_situations_that_hold(self) -> None:
        weights = Weights(
            "x", {"twin": 1.0, "own": 2.0}, {"dated": {"twin": 0.25}}, dict.fromkeys(CLOCKS, Scale(1.0, 0.0, 0.5))
        )
        values = np.zeros((2, len(RULES)))
        values[:, INDEX["twin"]] = 2.0
        held = np.zeros((2, len(SITUATIONS)), np.bool_)
        held[1, SITUATIONS.index("dated")] = True
        assert weights.log_odds(values, held, np.array([1, 1])).tolist() == [2.0, 2.5]
        assert [weights.in_situations(row)[INDEX["twin"]] for row in held] == [1.0, 1.25]


class TestSituations:
    def test_what_holds_for_an_equal_text_and_for_an_excerpt(
        self,
        write: Write,
        gather: Callable[..., Family],
        original: str,
        sentences: tuple[str, ...],
        outlets: OutletTable,
    ) -> None:
        own = " ".join(f"local{i} word{i} street{i}" for i in range(200))
        documents = [
            write(1, original, "apnews.com", agency="ap"),
            write(2, original, "courier.example", minute=20.0),
            write(3, f"{own} {sentences[0]} {sentences[1]}", "gazette.example", minute=None),
        ]
        dossier = open_dossier(gather(documents), outlets)
        rows = weigh(dossier)[1].situations
        held = [{name for name, holds in zip(SITUATIONS, row, strict=True) if holds} for row in rows]
        assert held[1] == {"nearly-covered", "equal-candidate", "agency-candidate", "dated", "few-candidates"}
        assert held[2] == {"hardly-covered", "half-covered", "agency-candidate", "few-candidates"}


class TestSignals:
    @staticmethod
    def values(family: Family, outlets: OutletTable, copy: int) -> dict[int, dict[str, float]]:
        """Source position -> values of rules, for one copy."""
        dossier = open_dossier(family, outlets)
        shortlist, evidence = weigh(dossier)
        rows = evidence.of(copy)
        sources = shortlist.of(copy)["source"].tolist()
        return {
            source: {rule: float(rows[i, INDEX[rule]]) for rule in RULES if rows[i, INDEX[rule]]}
            for i, source in enumerate(sources)
        }

    def test_of_equal_texts_the_agencys_own_comes_first_and_else_the_earliest(
        self, write: Write, gather: Callable[..., Family], original: str, outlets: OutletTable
    ) -> None:
        times = {1: 30.0, 2: 10.0, 3: 20.0, 4: 60.0}
        documents = [write(i, original, f"{i}.example", minute=minute) for i, minute in times.items()]
        found = self.values(gather(documents), outlets, 3)
        assert [source for source, values in found.items() if "first-of-its-text" in values] == [1]
        own = replace(documents[0], article=replace(documents[0].article, outlet_domain="apnews.com"))
        credited = replace(documents[3], credits=write(9, "x", "a.example", agency="ap").credits)
        found = self.values(gather([own, *documents[1:3], credited]), outlets, 3)
        assert [source for source, values in found.items() if "first-of-its-text" in values] == [0]
        undated = [replace(d, article=replace(d.article, published_at=None)) for d in documents]
        found = self.values(gather(undated), outlets, 3)
        assert not any("first-of-its-text" in values for values in found.values())

    @pytest.mark.parametrize(
        ("robots", "hidden"), [("NOINDEX, follow", True), ("none", True), ("index,follow", False), (None, False)]
    )
    def test_a_page_that_asks_not_to_be_indexed_is_hardly_the_origin(
        self,
        write: Write,
        gather: Callable[..., Family],
        original: str,
        outlets: OutletTable,
        robots: str | None,
        hidden: bool,
    ) -> None:
        documents = [write(i, original, f"{i}.example", minute=10.0 * i) for i in (1, 2)]
        article = replace(documents[0].article, meta={} if robots is None else {"robots": robots})
        dossier = open_dossier(gather([replace(documents[0], article=article), documents[1]]), outlets)
        evidence = weigh(dossier)[1]
        own_first, source_of_second = evidence.of(0)[-1], evidence.of(1)[0]
        assert own_first[INDEX["own-noindex"]] == source_of_second[INDEX["source-noindex"]] == hidden
        assert not evidence.of(0)[0][INDEX["source-noindex"]]

    def test_words_that_only_two_have_are_counted(
        self, write: Write, gather: Callable[..., Family], original: str, outlets: OutletTable
    ) -> None:
        local = original + "\n\nThe mayor of Quillon asked for calm on Thursday"
        texts = (original, local, local.replace("ninety", "eighty"), original.replace("sandbank", "shoal"))
        documents = [write(i, text, f"{i}.example", minute=10.0 * i) for i, text in enumerate(texts, 1)]
        found = self.values(gather(documents), outlets, 2)
        assert found[1]["shared-by-two"] == pytest.approx(np.log1p(9))
        assert "shared-by-two" not in found[0]
        assert found[0]["unexplained"] == pytest.approx(np.log1p(9))
        assert "unexplained" not in found[1]
