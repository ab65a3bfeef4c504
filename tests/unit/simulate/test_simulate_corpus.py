import itertools
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from wirecopy.errors import InputError, ParameterError
from wirecopy.simulate import KINDS, Base, CorpusParams, distinct_bases, make_corpus, part_of_bases, read_bases
from wirecopy.simulate.filler import filler_base, filler_event
from wirecopy.simulate.notices import TEMPLATES, write_notice
from wirecopy.simulate.outlets import all_outlets
from wirecopy.simulate.truth import Clock, Record
from wirecopy.simulate.wording import resemblance, shingles

PARAMS = CorpusParams(articles=600, mix="mixed")


@pytest.fixture(scope="module")
def corpus(bases: list[Base]) -> list[Record]:
    return list(make_corpus(bases, PARAMS, 11))


def _by_url(corpus: list[Record]) -> dict[str, Record]:
    return {article["url"]: (article, truth) for article, truth in corpus}


def test_same_seed_same_corpus(bases: list[Base], corpus: list[Record]) -> None:
    assert corpus == list(make_corpus(bases, PARAMS, 11))


def test_other_seed_other_corpus(bases: list[Base], corpus: list[Record]) -> None:
    assert corpus != list(make_corpus(bases, PARAMS, 12))


def test_exactly_as_many_articles_as_asked_with_distinct_urls(corpus: list[Record]) -> None:
    assert len(_by_url(corpus)) == len(corpus) == 600


def test_sources_exist_or_are_null_and_carry_the_same_story(corpus: list[Record]) -> None:
    known = _by_url(list(corpus))
    missing = named = 0
    for _, truth in corpus:
        for story in truth["stories"]:
            if story["source_url"] is None:
                continue
            named += 1
            if story["source_url"] not in known:
                missing += 1
                continue
            assert story["story"] in {other["story"] for other in known[story["source_url"]][1]["stories"]}
    assert named > 200
    assert missing == 0


def test_sources_are_older(corpus: list[Record]) -> None:
    known = _by_url(corpus)
    pairs = [
        (known[s["source_url"]][0], article)
        for article, truth in corpus
        for s in truth["stories"]
        if s["source_url"] in known
    ]
    assert pairs
    assert all(source["date_publish"] <= copy["date_publish"] for source, copy in pairs)


def test_roles_and_fields_agree(corpus: list[Record]) -> None:
    for article, truth in corpus:
        assert truth["url"] == article["url"]
        assert truth["role"] in {"origin", "version", "copy", "partial", "single"}
        assert truth["false_credit"] == (truth["claimed_source"] is not None and not truth["credited"])
        if truth["role"] in {"origin", "single"}:
            assert [s["source_url"] for s in truth["stories"]] == [None]
        if truth["role"] == "partial":
            assert all(0.05 < s["share"] < 0.8 for s in truth["stories"])
        if truth["kind"] == "mosaic":
            assert 2 <= len(truth["stories"]) <= 4
            assert sum(s["share"] for s in truth["stories"]) == pytest.approx(1.0, abs=0.01)
        if truth["role"] == "copy":
            assert [s["share"] for s in truth["stories"]] == [1.0]


def test_verbatim_copies_hold_their_source(corpus: list[Record]) -> None:
    known = _by_url(corpus)
    looked = 0
    for article, truth in corpus:
        if truth["kind"] != "verbatim" or truth["stories"][0]["source_url"] not in known:
            continue
        source = known[truth["stories"][0]["source_url"]][0]
        left, right = shingles([article["text"]], "en"), shingles([source["text"]], "en")
        assert len(left & right) / min(len(left), len(right)) > 0.75
        looked += 1
    assert looked > 30


def test_credits_stand_in_the_page(corpus: list[Record]) -> None:
    full = {
        "AP": "Associated Press",
        "AFP": "Agence France-Presse",
        "UPI": "United Press",
        "PA": "PA Media",
        "CP": "Canadian Press",
    }
    for article, truth in corpus:
        claimed = truth["claimed_source"]
        if truth["role"] != "version" and claimed in full:
            page = article["text"] + article["author"]
            assert claimed in page or full[claimed] in page


def test_carrier_marks_stand_in_the_page(bases: list[Base]) -> None:
    records = list(make_corpus(bases, replace(PARAMS, articles=900, mix="hard"), 5))
    marks = {"yahoo.com": "\n\nStory continues\n\n", "devdiscourse.com": "Devdiscourse News Desk | Updated:"}
    carried = [(article, truth["carrier_domain"]) for article, truth in records if truth["carrier_domain"]]
    assert carried
    assert all(marks[carrier] in article["text"] for article, carrier in carried)


@pytest.mark.parametrize("mix", ["plain", "hard", "mixed", "dense"])
def test_shares_of_a_mix(mix: str, bases: list[Base]) -> None:
    kinds = Counter(truth["kind"] for _, truth in make_corpus(bases, replace(PARAMS, mix=mix, articles=1200), 3))
    unrelated = kinds["unrelated"] / 1200
    assert unrelated == pytest.approx(0.1 if mix == "dense" else 0.25, abs=0.03)
    assert kinds["template"] > 40
    rewritten = sum(count for kind, count in kinds.items() if kind in KINDS and KINDS[kind].rewrites_wording)
    copies = sum(count for kind, count in kinds.items() if kind in KINDS)
    low, high = {"plain": (0.02, 0.15), "hard": (0.6, 0.95)}.get(mix, (0.2, 0.7))
    assert low < rewritten / copies < high


def test_a_quarter_of_the_origins_is_absent(bases: list[Base]) -> None:
    truths = [truth for _, truth in make_corpus(bases, replace(PARAMS, articles=3000, families=200), 8)]
    families = {s["story"] for t in truths if t["role"] == "copy" for s in t["stories"]}
    seen = {t["stories"][0]["story"] for t in truths if t["role"] == "origin"}
    assert 0.15 < len(families - seen) / len(families) < 0.36


def test_events_have_several_agencies(bases: list[Base]) -> None:
    truths = [truth for _, truth in make_corpus(bases, replace(PARAMS, mix="dense", families=40), 4)]
    agencies: dict[str, set[str]] = {}
    for truth in truths:
        if truth["kind"] == "independent":
            agencies.setdefault(truth["event"], set()).add(truth["agency"])
    assert max(len(found) for found in agencies.values()) >= 2


def test_memory_does_not_grow_with_length() -> None:
    stream = make_corpus([], CorpusParams(articles=10**9, mix="plain"), 1)
    assert len(list(itertools.islice(stream, 20))) == 20


def test_times_can_be_left_out_or_perturbed(bases: list[Base], corpus: list[Record]) -> None:
    bare = list(make_corpus(bases, replace(PARAMS, clock=Clock(none=True)), 11))
    noisy = list(make_corpus(bases, replace(PARAMS, clock=Clock(noise=0.33)), 11))
    assert {article["date_publish"] for article, _ in bare} == {None}
    changed = sum(a["date_publish"] != b["date_publish"] for (a, _), (b, _) in zip(corpus, noisy, strict=True))
    assert 0.25 < changed / len(corpus) < 0.42
    assert [a["text"] for a, _ in noisy] == [a["text"] for a, _ in corpus]


@pytest.mark.parametrize(
    "changes", [{"articles": -1}, {"mix": "soft"}, {"max_family": 0}, {"absent": 2.0}, {"start": "soon"}]
)
def test_impossible_parameters_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ParameterError):
        list(make_corpus([], replace(PARAMS, **changes), 1))  # type: ignore[arg-type]


def test_in_order_pages_quote_the_latest_stories(bases: list[Base]) -> None:
    made = list(make_corpus(bases, replace(PARAMS, articles=1500, in_order=True), 5))
    times: dict[str, list[str]] = {}
    for article, truth in made:
        for story in truth["stories"]:
            times.setdefault(story["story"], []).append(article["date_publish"])
    began = {story: min(found) for story, found in times.items() if len(found) > 2}
    quoted = [
        [began.get(story["story"]) for story in truth["stories"]] for _, truth in made if truth["kind"] == "mosaic"
    ]
    known = [[time for time in pages if time] for pages in quoted]
    between = [sum(min(pages) < time < max(pages) for time in began.values()) for pages in known if pages]
    assert len(between) > 10
    assert max(between) < 16 < len(began) / 3


def test_without_filler_only_given_stories_are_copied(bases: list[Base]) -> None:
    truths = [truth for _, truth in make_corpus(bases, replace(PARAMS, filler=False, max_family=20), 1)]
    assert {s["story"] for t in truths if t["role"] == "copy" for s in t["stories"]} == {
        "bridge",
        "bridge-reuters",
        "birds",
    }


def test_filler_stories_share_next_to_nothing() -> None:
    marks = [shingles(filler_base(1, number, "en").paragraphs, "en") for number in range(30)]
    assert max(resemblance(left, right) for left, right in itertools.combinations(marks, 2)) < 0.01


def test_reports_of_an_invented_event_share_quotations_not_sentences() -> None:
    left, right = filler_event(1, 3, "en", 2)
    assert left.event == right.event
    assert left.agency != right.agency
    outside = [[p for p in base.paragraphs if "“" not in p] for base in (left, right)]
    assert resemblance(*(shingles(part, "en") for part in outside)) < 0.02


def test_notices_differ_by_figures() -> None:
    assert len(TEMPLATES["en"]) >= 8
    by_template: dict[int, set[tuple[str, ...]]] = {}
    for seed in range(400):
        notice = write_notice(Random(seed), "en")
        by_template.setdefault(notice.template, set()).add(notice.paragraphs)
    assert len(by_template) == len(TEMPLATES["en"])
    assert "{" not in "".join("".join(paragraphs) for found in by_template.values() for paragraphs in found)


def test_parts_of_templates_share_none_and_none_is_empty() -> None:
    for language, templates in TEMPLATES.items():
        halves = [{write_notice(Random(seed), language, part, 2).template for seed in range(80)} for part in (0, 1)]
        assert not halves[0] & halves[1]
        assert halves[0] | halves[1] == set(range(len(templates)))
        assert write_notice(Random(1), language, 98, 99).paragraphs


def test_outlets() -> None:
    outlets = all_outlets()
    assert len({outlet.domain for outlet in outlets}) == len(outlets) >= 80
    assert {outlet.kind for outlet in outlets} == {"publisher", "aggregator", "spinner", "broadcaster"}
    assert len({outlet.group for outlet in outlets if outlet.group}) >= 5


def test_loose_texts_are_filtered_by_length_and_kept_apart(loose_file: Path) -> None:
    bases = list(read_bases([loose_file], least_words=100))
    assert [base.story for base in bases] == ["a", "b", "a again"]
    assert [base.story for base in distinct_bases(bases)] == ["a", "b"]


def test_parts_of_bases_share_no_event(bases: list[Base]) -> None:
    left, right = part_of_bases(bases, 0, 2), part_of_bases(bases, 1, 2)
    assert not {b.event for b in left} & {b.event for b in right}
    assert len(left) + len(right) == len(bases)


def test_bad_base_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"bad.jsonl:1"):
        list(read_bases([path]))
    with pytest.raises(InputError, match="can't open"):
        list(read_bases([tmp_path / "none.jsonl"]))
