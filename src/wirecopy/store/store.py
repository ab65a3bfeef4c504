"""The store: one SQLite file that keeps articles, sketches, pairs, stories, copies and the evidence for every claim.

Comes in: records of the other rooms, batch by batch. Goes out: the same records, rows of queries, lines of exports.
The one idea: every writing method is one transaction, and what is still to do (pending, touched) is written in the
same transaction as what was done; so a killed run loses at most its last unfinished call, and the next one goes on.

Transactions: each method that writes says so; none may be called inside another. Reading methods see the last commit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wirecopy.model import Article, ArticleId, Copy, Document, Reject, Story, StoryId, Verdict, Verdicts
from wirecopy.store import (
    articles,
    connection,
    explain,
    exports,
    outlets,
    pairs,
    queries,
    runs,
    sizes,
    sketches,
    stories,
    summaries,
)
from wirecopy.store.failures import store_errors
from wirecopy.store.functions import add_functions
from wirecopy.store.packing import TextCodec, train_dictionary
from wirecopy.store.readonly import run_readonly
from wirecopy.store.records import (
    FurnitureParagraph,
    NewLayout,
    Outlet,
    PairArrays,
    Result,
    StoredBodies,
    StoredCopy,
    StoredVerdict,
    TableSize,
)
from wirecopy.store.rows import Rows, pack_documents
from wirecopy.store.session import NO_VALUES, Session


class Store(Session):
    """An open database. Make one with `Store.open`; use it as a context manager, from one thread at a time.

    Every method raises StoreError where the database fails it.
    """

    # Articles and sketches

    def add_batch(
        self,
        run_id: int,
        documents: Sequence[Document],
        arrays: Mapping[str, NDArray[Any]] | None = None,
        rejects: Sequence[Reject] = (),
    ) -> None:
        """Add a batch and mark its articles pending; one transaction: all of it is kept, or nothing.

        No document may be in the store already, or twice in the batch (see `known_article_ids`), else StoreError.
        `arrays` are their sketches (see `save_sketches`), None to sign them later. Rejects met before are not doubled.
        """
        rows = pack_documents(documents, self.text_codec([each.article.text for each in documents]))
        self.add_rows(run_id, rows, [arrays] if rows and arrays is not None else [], rejects)

    def add_rows(
        self,
        run_id: int,
        rows: Rows,
        arrays: Iterable[Mapping[str, NDArray[Any]]] = (),
        rejects: Sequence[Reject] = (),
    ) -> None:
        """Add batches as `add_batch` does one, of documents that `pack_documents` has made rows of."""
        with self._writing(linked=True) as database:
            if len(rows):
                articles.insert_rows(database, run_id, rows)
            for of_batch in arrays:
                sketches.insert_sketches(database, run_id, of_batch)
            runs.insert_rejects(database, run_id, rejects)

    def text_codec(self, texts: Sequence[str]) -> TextCodec:
        """Return the codec for new texts, trained on these where there is none with a dictionary yet.

        At most one transaction.
        """
        with store_errors(self.path):
            newest = self._codecs.newest()
        dictionary = b"" if newest.dictionary else train_dictionary(texts)
        if not dictionary:
            return newest
        with self._writing():
            return self._codecs.add(dictionary)

    def save_sketches(
        self, run_id: int, arrays: Mapping[str, NDArray[Any]], relabelled: Sequence[NewLayout] = ()
    ) -> None:
        """Keep the named arrays of one batch, and new layouts of some of its articles; one transaction.

        `arrays["article_ids"]` names stored articles, each once; an article may be signed anew in a later batch.
        Pairs of relabelled articles are dropped and they become pending, so labels, sketches and pairs always agree.
        """
        with self._writing() as database:
            if relabelled:
                articles.save_layouts(database, relabelled)
                pairs.relink(database, [each.article_id for each in relabelled])
            sketches.insert_sketches(database, run_id, arrays)

    def known_article_ids(self, ids: Iterable[int]) -> set[ArticleId]:
        """Return those of `ids` that are in the store."""
        with store_errors(self.path):
            return articles.known_ids(self._database, ids)

    def conflicts(self, articles_read: Sequence[Article]) -> list[bool]:
        """Tell of each of these articles whether a stored article of other content bears its number."""
        with store_errors(self.path):
            return articles.conflicts(self._database, self._codecs, articles_read)

    def article_count(self) -> int:
        """Return how many articles are in the store."""
        with store_errors(self.path):
            return int(self._database.execute("SELECT count(*) FROM article").fetchone()[0])

    def resolve_article(self, name: str) -> ArticleId:
        """Return the article that an id or address stands for (of several texts at one address, the newest).

        Raises QueryError, with addresses that are much alike, where there is none.
        """
        with store_errors(self.path):
            return ArticleId(queries.resolve_article(self._database, name))

    def load_articles(self, ids: Iterable[int]) -> dict[ArticleId, Article]:
        """Return articles by id, ascending; unknown ids are left out."""
        with store_errors(self.path):
            return articles.load_articles(self._database, self._codecs, ids)

    def load_documents(self, ids: Iterable[int]) -> dict[ArticleId, Document]:
        """Return documents by id, ascending, equal to those that were added; unknown ids are left out.

        About 40 microseconds a document, and all of them in memory: ask for batches.
        """
        with store_errors(self.path):
            return articles.load_documents(self._database, self._codecs, ids)

    def published_times(self, ids: Iterable[int]) -> dict[ArticleId, int | None]:
        """Return when articles were published, in seconds since 1970 UTC; unknown ids are left out."""
        with store_errors(self.path):
            return articles.published_times(self._database, ids)

    def load_bodies(self, ids: Iterable[int]) -> StoredBodies:
        """Return texts and layouts of articles, ascending by id; unknown ids are left out.

        About 20 microseconds an article, half of what whole documents take.
        """
        with store_errors(self.path):
            return articles.load_bodies(self._database, self._codecs, ids)

    def iter_sketches(
        self, names: Iterable[str], *, signature_digest: str | None = None
    ) -> Iterator[dict[str, NDArray[Any]]]:
        """Yield the named arrays and `article_ids`, batch by batch, oldest first; arrays are read-only.

        Raises SignatureMismatchError where `signature_digest` is given and is not that of the store. Batches that
        lack one of the names are passed over.
        """
        with store_errors(self.path):
            if signature_digest is not None:
                sketches.check_signatures(self._database, signature_digest)
            yield from sketches.iter_sketches(self._database, names)

    # Pairs

    def pending_ids(self) -> list[ArticleId]:
        """Return the articles that are stored but not yet linked, ascending: also those that a killed run left."""
        with store_errors(self.path):
            return pairs.pending_ids(self._database)

    def save_pairs(
        self, run_id: int, verdicts: Verdicts | Iterable[Verdict], linked_ids: Iterable[int], *, model: str = ""
    ) -> None:
        """Keep verdicts and clear `linked_ids` from pending; one transaction.

        Verdicts of class unrelated are dropped, and the figures of same event. `linked_ids` and both ends of derived
        pairs become touched. All have the same figures, kept to four decimals. `model` is the id of what decided.
        """
        with self._writing(linked=True) as database:
            pairs.save_pairs(database, run_id, verdicts, linked_ids, model)

    def touched_ids(self) -> list[ArticleId]:
        """Return the articles whose stories wait to be regrouped, ascending: also those that a killed run left."""
        with store_errors(self.path):
            return pairs.touched_ids(self._database)

    def touch(self, ids: Iterable[int]) -> None:
        """Mark articles so that their stories are regrouped, as after new rules; one transaction."""
        with self._writing() as database:
            pairs.touch(database, ids)

    def pairs_around(self, ids: Iterable[int]) -> NDArray[np.int64]:
        """Return derived pairs (m, 2) that lead from `ids` to others over any number of steps, and perhaps more."""
        with store_errors(self.path):
            return pairs.pairs_around(self._database, ids)

    def pairs_of(self, ids: Iterable[int], *, same_event: bool = False) -> PairArrays:
        """Return pairs with an end in `ids`, derived ones only unless `same_event`."""
        with store_errors(self.path):
            return pairs.pairs_of(self._database, ids, same_event=same_event)

    def load_verdicts(self, wanted: Iterable[tuple[int, int]]) -> list[StoredVerdict]:
        """Return the full verdicts of these pairs, in order of left, right; pairs never found related are left out."""
        with store_errors(self.path):
            return pairs.load_verdicts(self._database, wanted)

    def verdicts_among(self, ids: Iterable[int]) -> Verdicts:
        """Return the verdicts of all derived pairs with both ends in `ids`, in order of left, right."""
        with store_errors(self.path):
            return pairs.verdicts_among(self._database, ids)

    # Stories and copies

    def replace_stories(
        self,
        run_id: int,
        dropped_story_ids: Iterable[int],
        new_stories: Sequence[Story],
        copies: Sequence[Copy],
        cleared_touched_ids: Iterable[int],
        *,
        agencies: Mapping[StoryId, str | None] | None = None,
        families: Mapping[StoryId, int] | None = None,
        settled: Sequence[Story] = (),
    ) -> None:
        """Replace stories by their new form, with all their copies, and clear articles from touched; one transaction.

        A story that is in the store must be among the dropped to be given again; what did not change is not
        rewritten and keeps its run. A copy without any sibling comes with a story of one member. Passages of a Copy
        have the copy on the left, the source on the right. Creations, merges, splits, renamings are recorded.
        `agencies` gives the agency of stories, `families` digests of what they were attributed from. `settled` are
        stories beside them that stay as they are.
        """
        with self._writing() as database:
            stories.replace_stories(
                database, run_id, dropped_story_ids, new_stories, copies, agencies=agencies or {},
                families=families or {}, settled=settled,
            )  # fmt: skip
            rows = [(article_id,) for article_id in sorted(cleared_touched_ids)]
            database.executemany("DELETE FROM touched_article WHERE article_id = ?", rows)

    def stories_of(self, ids: Iterable[int]) -> dict[ArticleId, tuple[StoryId, ...]]:
        """Return the stories, ascending, of each of these articles that is in any."""
        with store_errors(self.path):
            return stories.stories_of(self._database, ids)

    def family_digests(self, story_ids: Iterable[int]) -> dict[StoryId, int]:
        """Return the digests of what these stories were attributed from; one that has to be done anew is left out."""
        with store_errors(self.path):
            return stories.family_digests(self._database, story_ids)

    def load_stories(self, story_ids: Iterable[int]) -> list[Story]:
        """Return stories with their members, ascending; unknown ids are left out."""
        with store_errors(self.path):
            return stories.load_stories(self._database, story_ids)

    def load_copies(self, *, story_ids: Iterable[int] = (), article_ids: Iterable[int] = ()) -> list[StoredCopy]:
        """Return copies in these stories or by these articles, with evidence and passages, in a fixed order."""
        with store_errors(self.path):
            return stories.load_copies(self._database, story_ids=story_ids, article_ids=article_ids)

    def explain(self, one: str, other: str) -> explain.Explanation:
        """Return all that links two articles, each named by id or address; raises QueryError where one is unknown."""
        with store_errors(self.path):
            ids = [queries.resolve_article(self._database, name) for name in (one, other)]
            return explain.explain(self._database, self._codecs, ids[0], ids[1])

    # Outlets

    def import_outlets(self, rows: Iterable[Outlet]) -> int:
        """Keep what the user says of outlets, over anything inferred, and return how many changed; one transaction.

        Articles of stories in which an outlet that changed has one are touched: who copied whom may change with it.
        Raises InputError for a missing domain or an unknown kind, and then keeps nothing.
        """
        marked = [Outlet(row.outlet_domain, row.name, row.kind, row.group, row.evidence, imported=True) for row in rows]
        with self._writing() as database:
            return outlets.import_outlets(database, marked)

    def infer_outlets(self, rows: Iterable[Outlet]) -> int:
        """Keep what rules say of outlets where the user said nothing; one transaction. Returns how many changed."""
        marked = [Outlet(row.outlet_domain, row.name, row.kind, row.group, row.evidence) for row in rows]
        with self._writing() as database:
            return outlets.write_outlets(database, marked)

    def outlets(self) -> dict[str, Outlet]:
        """Return all outlets of which more is known than their articles, by domain."""
        with store_errors(self.path):
            return outlets.load_outlets(self._database)

    def furniture(self, outlet_domains: Iterable[str] | None = None) -> dict[str, list[FurnitureParagraph]]:
        """Return the furniture learned for these outlets (None: for all), by domain, ordered by digest."""
        with store_errors(self.path):
            return outlets.load_furniture(self._database, outlet_domains)

    def replace_furniture(
        self,
        outlet_domains: Iterable[str],
        paragraphs: Iterable[FurnitureParagraph],
        relinked_ids: Iterable[int] = (),
    ) -> None:
        """Replace all furniture of these outlets; one transaction. Raises InputError for paragraphs of others.

        `relinked_ids` are articles that hold such a paragraph: their pairs are dropped and they become pending.
        """
        with self._writing() as database:
            outlets.replace_furniture(database, outlet_domains, paragraphs)
            pairs.relink(database, relinked_ids)

    # Questions

    def query(self, name: str, params: Mapping[str, object] = NO_VALUES) -> Result:
        """Run a canned query; values may be typed or text, and those left out take the defaults of its header.

        Raises QueryError for an unknown query (with near names) or an unknown, missing or unusable parameter.
        """
        with store_errors(self.path):
            return queries.run_query(self._database, name, params)

    def execute_readonly(
        self, sql: str, params: Mapping[str, Any] | Sequence[Any] = (), *,
        seconds: float | None = None, most_rows: int | None = None,
    ) -> Result:  # fmt: skip
        """Run one SELECT of a user on a connection of its own that can only read.

        `seconds` bounds its time, `most_rows` its rows. Raises QueryError where it is wrong, writes, or takes longer.
        """
        reader = connection.connect(self.path, readonly=True)
        with closing(reader), store_errors(self.path):
            add_functions(reader, articles.Codecs(reader))
            return run_readonly(reader, sql, params, seconds=seconds, most_rows=most_rows)

    def export(self, view: str, form: str = "jsonl") -> Iterator[str]:
        """Yield the lines of a public view as "jsonl" or "csv", ordered by all columns: same content, same bytes.

        Raises ParameterError for another view or format. `exports.export_views()` names what a full export holds.
        """
        with store_errors(self.path):
            yield from exports.export_lines(self._database, view, form)

    def newest_publication(self) -> int | None:
        """Return the newest time of publication, in seconds since 1970 UTC; dates after the last run are mistakes."""
        with store_errors(self.path):
            return queries.newest_publication(self._database)

    def overview(self) -> dict[str, Result]:
        """Return what is in the database, by title: counts, languages, classes, outlets, rejects."""
        with store_errors(self.path):
            return summaries.overview(self._database)

    def outlet_list(self) -> Result:
        """Return all outlets that have articles, the largest first."""
        with store_errors(self.path):
            return summaries.outlet_list(self._database)

    def story_summary(self, story_id: StoryId) -> dict[str, str | None]:
        """Return headline, agency, first and last publication and number of outlets of a story, by name."""
        with store_errors(self.path):
            return summaries.story_summary(self._database, story_id)

    def copy_count_of(self, article_id: ArticleId) -> int:
        """Return how many copies have this article as their source."""
        with store_errors(self.path):
            return summaries.copy_count_of(self._database, article_id)

    def outlet_domains(self) -> list[str]:
        """Return the domains of all outlets that have articles, ascending."""
        with store_errors(self.path):
            return sizes.outlet_domains(self._database)

    def story_counts(self) -> sizes.StoryCounts:
        """Return how many stories, copies and changes of stories there are."""
        with store_errors(self.path):
            return sizes.story_counts(self._database)

    def table_sizes(self) -> list[TableSize]:
        """Return rows and bytes of each table, by name."""
        with store_errors(self.path):
            return sizes.table_sizes(self._database)

    def byte_count(self) -> int:
        """Return the size of the database in bytes, without its log."""
        with store_errors(self.path):
            return sizes.byte_count(self._database)
