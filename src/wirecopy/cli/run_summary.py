"""What a run did, in a table or as JSON.

Comes in: a RunSummary. Goes out: tables for people, an object for programs.
The one idea: a second run over the same input says in words that nothing changed.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from wirecopy.report.tables import Table, Value
from wirecopy.report.wording import say_bytes, say_count, say_counted, say_span

if TYPE_CHECKING:
    from wirecopy.run import RunSummary

_REJECTS_TOLD = 12
_SAMPLE_FILES = 40


def summary_tables(summary: RunSummary, *, verbose: bool = False) -> list[Table]:
    """Return the summary; `verbose` adds what finding candidates cost, seconds a stage, and each file."""
    tables = [Table("Read", ("what", "count"), _read_rows(summary)), _found_table(summary)]
    if verbose:
        tables += [_files_table(summary), _cost_table(summary), _time_table(summary)]
    return tables


def remarks(summary: RunSummary) -> list[str]:
    """Return sentences that the summary ends with: what was made up, passed over, or did not change at all."""
    said = [f"Note: {remark}." for remark in summary.read_stats.remarks()]
    skipped = summary.read_stats.skipped_files
    if skipped:
        said.append(
            f"Note: {say_counted(skipped, 'file', 'files')} in folders passed over, by their names no articles."
        )
    if summary.approximate:
        crowded = say_counted(summary.approximate, "article is", "articles are")
        said.append(
            f"Note: {crowded} among over 1,000 that may have copied each other; confidence is approximate there."
        )
    if nothing_new(summary):
        known = say_counted(summary.known, "article was", "articles were")
        said.append(f"Nothing new: {known} known, no story changed.")
    if summary.rejected:
        said.append("Rejected records are listed by: wirecopy query rejected_records")
    return said


def nothing_new(summary: RunSummary) -> bool:
    """Tell whether the run left stories and copies exactly as they were."""
    return not (summary.added or summary.relabelled or summary.pairs_accepted or summary.stories_changed)


def summary_object(summary: RunSummary) -> dict[str, object]:
    """Return the summary as plain values; keys are those of RunSummary, files as a list of their counts."""
    said: dict[str, object] = {
        field.name: getattr(summary, field.name)
        for field in dataclasses.fields(summary)
        if field.name not in {"read_stats", "cost", "rejects_by_reason", "seconds"}
    }
    said["nothing_new"] = nothing_new(summary)
    said["rejects_by_reason"] = dict(sorted(summary.rejects_by_reason.items()))
    said["remarks"] = summary.read_stats.remarks()
    # a Counter would come out of asdict with pairs for keys
    said["files"] = [dataclasses.asdict(file) | {"rejects": dict(file.rejects)} for file in summary.read_stats.files]
    said["cost"] = dataclasses.asdict(summary.cost)
    said["seconds"] = {stage: round(seconds, 3) for stage, seconds in summary.seconds.items()}
    return said


def _read_rows(summary: RunSummary) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = [
        ("new articles", summary.added),
        ("articles known before", summary.known),
        ("records rejected", summary.rejected),
    ]
    reasons = sorted(summary.rejects_by_reason.items(), key=lambda item: (-item[1], item[0]))
    rows += [(f"  {reason.replace('-', ' ').replace('_', ' ')}", count) for reason, count in reasons[:_REJECTS_TOLD]]
    return rows


def _found_table(summary: RunSummary) -> Table:
    rows: list[tuple[Value, ...]] = [
        ("articles in the database", summary.total_articles),
        ("stories with two articles and more", summary.stories),
        ("copies", summary.copies),
        ("stories made, merged or split in this run", summary.stories_changed),
        ("pairs found to be derived in this run", summary.pairs_accepted),
    ]
    if summary.relabelled:
        rows.append(("articles relabelled: furniture learned", summary.relabelled))
    return Table("Found", ("what", "count"), rows)


def _files_table(summary: RunSummary) -> Table:
    files = summary.read_stats.files
    rows = [(file.path, file.format, file.articles, sum(file.rejects.values())) for file in files[:_SAMPLE_FILES]]
    more = f"and {len(files) - _SAMPLE_FILES} more files" if len(files) > _SAMPLE_FILES else ""
    return Table("Files", ("file", "format", "articles", "rejected"), rows, more)


def _cost_table(summary: RunSummary) -> Table:
    cost = summary.cost
    rows: list[tuple[Value, ...]] = [
        ("articles compared", cost.articles),
        ("of them new", cost.new_articles),
        ("meetings in buckets", cost.meetings),
        ("pairs that share enough", cost.pairs_sharing),
        ("candidate pairs", cost.pairs),
        ("candidate pairs per new article", round(cost.pairs_per_article, 1)),
        ("articles that kept only the best of their partners", cost.thinned_articles),
        ("largest bucket", cost.largest_bucket),
        ("buckets over the cap", cost.capped_buckets),
    ]
    notes = []
    if cost.thinned_articles:
        notes.append("Partners kept: by most common points (partners_firm), or by rarest ones (partners_weak).")
    if cost.capped_buckets:
        notes.append("In a bucket over the cap each article met only some of the others (bucket_cap, bucket_links).")
    return Table("Cost of finding candidates", ("what", "count"), rows, " ".join(notes))


def _time_table(summary: RunSummary) -> Table:
    total = sum(summary.seconds.values())
    rows: list[tuple[Value, ...]] = [(stage, round(seconds, 2)) for stage, seconds in summary.seconds.items()]
    pace = summary.added / total if total else 0.0
    note = f"{say_span(total)} in all"
    if summary.added:
        note += f", {say_count(round(pace))} new articles a second"
    note += f"; peak memory {say_bytes(summary.peak_memory_bytes)}; database {say_bytes(summary.database_bytes)}"
    return Table("Time", ("stage", "seconds"), rows, note)
