"""Articles come back as they were put in, whatever strangers wrote."""

from __future__ import annotations

import json

import numpy as np
import pytest
from store_samples import add, begin, make_document, sketches_of  # type: ignore[import-not-found]

from wirecopy.errors import SignatureMismatchError, StoreError
from wirecopy.model import ArticleId, CarrierMark, Credit, Origin, Part, PartKind, Reject
from wirecopy.store import Store
from wirecopy.store.packing import pack_layout
from wirecopy.store.records import NewLayout

FULL = "BERLIN (AP) — A crane fell.\n\nStory continues\n\nNobody was hurt."


def test_documents_come_back_equal(store: Store) -> None:
    document = make_document(
        (1 << 53) - 1,
        text=FULL,
        byline="By Ann Other",
        published_at=None,
        published_precision="none",
        meta={"canonical": "https://a.example/x", "tags": ["a", "b"]},
        parts=(Part(PartKind.BODY, 0, 27, "p1"), Part(PartKind.CARRIER, 29, 44, "y"), Part(PartKind.BODY, 46, 62, "")),
        cuts=((0, 14),),
        credits=(Credit("ap", "dateline", "ap-dateline", 8, 11, "AP)"), Credit("ap", "metadata", "m", 0, 0, "The AP")),
        carriers=(CarrierMark("portal.example", "portal-continues", 29, 44),),
        telltales=("deleted apostrophes",),
    )
    add(store, begin(store), document, make_document(1))
    assert store.load_documents([document.article.article_id]) == {document.article.article_id: document}
    assert store.load_articles([1]) == {1: make_document(1).article}


def test_hostile_strings_are_kept_or_replaced_but_never_fail(store: Store) -> None:
    nasty = "'; DROP TABLE article; --\x00\ud800\U0001f4f0\u202e"
    document = make_document(1, text=nasty, headline=nasty, outlet=nasty, meta={nasty: [float("nan"), 10**30, nasty]})
    add(store, begin(store), document)
    article = store.load_articles([1])[ArticleId(1)]
    assert article.text == nasty
    assert article.headline == nasty.replace("\ud800", "\ufffd")
    assert list(article.meta.values()) == [[None, 10**30, article.headline]]
    assert json.loads(next(store.export("article_list")))["outlet"] == article.headline


def test_deeply_nested_metadata_is_cut_off(store: Store) -> None:
    nested: object = "end"
    for _ in range(5000):
        nested = [nested]
    add(store, begin(store), make_document(1, meta={"a": nested}))
    assert "a" in store.load_articles([1])[ArticleId(1)].meta


def test_unknown_ids_are_left_out(store: Store) -> None:
    add(store, begin(store), make_document(1))
    assert store.known_article_ids([1, 2]) == {1}
    assert store.load_documents([2]) == {}


def test_batch_with_a_known_article_is_refused_as_a_whole(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1))
    with pytest.raises(StoreError):
        add(store, run_id, make_document(2), make_document(1))
    assert store.known_article_ids([1, 2]) == {1}
    assert store.pending_ids() == [1]


def test_many_texts_train_a_dictionary_and_all_come_back(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1))
    many = [make_document(n, text=f"Report {n}: the harbour master of town {n % 7} said so.") for n in range(2, 400)]
    add(store, run_id, *many)
    assert store._database.execute("SELECT count(*) FROM text_codec").fetchone()[0] == 2
    with Store.open(store.path, readonly=True) as reader:
        loaded = reader.load_documents(range(1, 400))
    assert list(loaded.values()) == [make_document(1), *many]


def test_words_are_those_of_the_body_and_characters_where_there_are_no_spaces(store: Store) -> None:
    parts = (Part(PartKind.BODY, 0, 27), Part(PartKind.CARRIER, 29, 44), Part(PartKind.BODY, 46, 62))
    add(store, begin(store), make_document(1, text=FULL, parts=parts), make_document(2, text="新华社 ok"))
    rows = store.execute_readonly("SELECT word_count FROM article_list ORDER BY article_id").rows
    assert rows == [(9,), (4,)]


def test_what_a_text_says_of_its_version_is_a_column(store: Store) -> None:
    add(store, begin(store), make_document(1, headline="CORRECTION: Crane falls"), make_document(2))
    assert store.execute_readonly("SELECT version_kind FROM article ORDER BY 1").rows == [(None,), ("correction",)]


def test_rejects_are_kept_once(store: Store) -> None:
    run_id = begin(store)
    reject = Reject(Origin("a.jsonl", 3), "no-text", "no text in record", "d1")
    for _ in range(2):
        store.add_batch(run_id, [], rejects=[reject, reject])
    assert [json.loads(line)["position"] for line in store.export("rejects")] == [3]


def test_relabelled_articles_are_linked_anew(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1, text=FULL))
    store.save_pairs(run_id, [], [1])
    parts = (Part(PartKind.FURNITURE, 0, 44, "learned"), Part(PartKind.BODY, 46, 62))
    changed = make_document(1, text=FULL, parts=parts)
    store.save_sketches(run_id, sketches_of([changed]), [NewLayout(1, pack_layout(parts, ()), 3)])
    assert store.load_documents([1]) == {1: changed}
    assert store.pending_ids() == [1]
    assert store.execute_readonly("SELECT word_count FROM article_list").rows == [(3,)]


def test_sketches_come_back_in_batches(store: Store) -> None:
    run_id = begin(store)
    for start in (1, 3):
        documents = [make_document(start), make_document(start + 1)]
        arrays = {
            **sketches_of(documents),
            "words": np.arange(8, dtype=np.uint32).reshape(2, 4) + start,
            "zeros": np.zeros((2, 400), dtype=">i8"),
            "empty": np.empty((0, 3), dtype=np.float32),
        }
        store.add_batch(run_id, documents, arrays)
    batches = list(store.iter_sketches(["words", "zeros", "empty"]))
    assert [batch["article_ids"].tolist() for batch in batches] == [[1, 2], [3, 4]]
    assert batches[1]["words"].tolist() == [[3, 4, 5, 6], [7, 8, 9, 10]]
    assert batches[0]["words"].dtype == np.uint32
    assert batches[0]["zeros"].shape == (2, 400)
    assert not batches[0]["zeros"].any()
    assert batches[0]["empty"].shape == (0, 3)


def test_batches_without_the_wanted_arrays_are_passed_over(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1))
    store.save_sketches(run_id, {**sketches_of([make_document(1)]), "bands": np.zeros(3, dtype=np.int64)})
    assert [sorted(batch) for batch in store.iter_sketches(["bands"])] == [["article_ids", "bands"]]
    assert len(list(store.iter_sketches([]))) == 2


def test_sketches_must_fit_their_articles(store: Store) -> None:
    run_id = begin(store)
    documents = [make_document(1), make_document(2)]
    for ids in ([1], [1, 1], [1, 2, 7]):
        arrays = {"article_ids": np.array(ids, dtype=np.int64)}
        if ids == [1]:
            arrays = {"words": np.zeros(2, dtype=np.int64)}
        with pytest.raises(StoreError):
            store.add_batch(run_id, documents, arrays)
    with pytest.raises(StoreError, match="numbers"):
        store.add_batch(run_id, documents, {**sketches_of(documents), "names": np.array(["a", "b"])})
    assert store.article_count() == 0


def test_articles_can_be_signed_later_and_anew(store: Store) -> None:
    run_id = begin(store)
    documents = [make_document(1), make_document(2)]
    store.add_batch(run_id, documents)
    assert list(store.iter_sketches([])) == []
    store.save_sketches(run_id, sketches_of(documents))
    store.save_sketches(run_id, sketches_of(documents[:1]))
    assert [batch["article_ids"].tolist() for batch in store.iter_sketches([])] == [[1, 2], [1]]


def test_other_signature_parameters_are_refused(store: Store) -> None:
    run_id = begin(store)
    add(store, run_id, make_document(1))
    store.finish_run(run_id)
    with pytest.raises(SignatureMismatchError, match="other parameters"):
        begin(store, signature_digest="t")
    with pytest.raises(SignatureMismatchError, match="other parameters"):
        list(store.iter_sketches([], signature_digest="t"))
    assert begin(store) == run_id + 1
