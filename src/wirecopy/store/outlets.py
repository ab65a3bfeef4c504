"""What is known of outlets beyond their articles: kind, group, evidence; and the furniture that each repeats.

Comes in: a table of the user, kinds that a rule inferred, paragraphs learned from the corpus. Goes out: rows of
outlet and furniture_paragraph.
The one idea: what the user says is never overwritten by a rule.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from wirecopy.errors import InputError
from wirecopy.model import OUTLET_KINDS
from wirecopy.store.pairs import touch_stories_of
from wirecopy.store.records import FurnitureParagraph, Outlet
from wirecopy.store.values import json_text, signed, storable, storable_or_none, unsigned


def write_outlets(connection: sqlite3.Connection, outlets: Iterable[Outlet]) -> int:
    """Insert or update outlets and return how many rows changed; an inferred one leaves an imported one alone.

    Raises InputError for a kind that is none of the four or a missing domain.
    """
    ordered = sorted(outlets, key=lambda outlet: outlet.outlet_domain)
    for outlet in ordered:
        _check(outlet)
    before = connection.total_changes
    connection.executemany(
        """
        INSERT INTO outlet (outlet_domain, outlet, kind, outlet_group, evidence, imported) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (outlet_domain) DO UPDATE SET
          outlet = excluded.outlet, kind = excluded.kind, outlet_group = excluded.outlet_group,
          evidence = excluded.evidence, imported = excluded.imported
        WHERE outlet.imported <= excluded.imported
          AND (outlet.outlet, outlet.kind, outlet.outlet_group, outlet.evidence, outlet.imported)
            IS NOT (excluded.outlet, excluded.kind, excluded.outlet_group, excluded.evidence, excluded.imported)
        """,
        (
            (
                storable(outlet.outlet_domain), storable_or_none(outlet.name), outlet.kind,
                storable_or_none(outlet.group), storable(outlet.evidence), int(outlet.imported),
            )
            for outlet in ordered
        ),
    )  # fmt: skip
    return connection.total_changes - before


def import_outlets(connection: sqlite3.Connection, outlets: Iterable[Outlet]) -> int:
    """Write what the user says, and mark the articles of the stories in which an outlet that changed has one."""
    before = load_outlets(connection)
    changes = write_outlets(connection, outlets)
    touch_stories_of(connection, (name for name, row in load_outlets(connection).items() if row != before.get(name)))
    return changes


def load_outlets(connection: sqlite3.Connection) -> dict[str, Outlet]:
    """Return all outlets of which anything is known, by domain."""
    sql = "SELECT outlet_domain, outlet, kind, outlet_group, evidence, imported FROM outlet ORDER BY outlet_domain"
    return {
        domain: Outlet(domain, name, kind, group, evidence, imported=bool(imported))
        for domain, name, kind, group, evidence, imported in connection.execute(sql)
    }


def replace_furniture(
    connection: sqlite3.Connection, outlet_domains: Iterable[str], paragraphs: Iterable[FurnitureParagraph]
) -> None:
    """Replace all furniture of these outlets by `paragraphs`, which must be theirs."""
    domains = sorted({storable(domain) for domain in outlet_domains})
    rows = sorted((storable(each.outlet_domain), signed(each.digest), each.article_count) for each in paragraphs)
    strangers = sorted({row[0] for row in rows} - set(domains))
    if strangers:
        raise InputError(f"furniture is given for outlets that are not being replaced: {strangers[:5]}")
    connection.executemany("DELETE FROM furniture_paragraph WHERE outlet_domain = ?", ((domain,) for domain in domains))
    connection.executemany("INSERT INTO furniture_paragraph VALUES (?, ?, ?)", rows)


def load_furniture(
    connection: sqlite3.Connection, outlet_domains: Iterable[str] | None
) -> dict[str, list[FurnitureParagraph]]:
    """Return the furniture of these outlets (None: of all), by domain, ordered by digest."""
    wanted = None if outlet_domains is None else json_text(sorted({storable(domain) for domain in outlet_domains}))
    sql = """
        SELECT outlet_domain, paragraph_digest, article_count
        FROM furniture_paragraph
        WHERE ?1 IS NULL OR outlet_domain IN (SELECT value FROM json_each(?1))
        ORDER BY outlet_domain, paragraph_digest
    """
    found: dict[str, list[FurnitureParagraph]] = {}
    for domain, digest, article_count in connection.execute(sql, (wanted,)):
        found.setdefault(domain, []).append(FurnitureParagraph(domain, unsigned(digest), article_count))
    return found


def _check(outlet: Outlet) -> None:
    if not outlet.outlet_domain:
        raise InputError("an outlet has no domain", field="outlet_domain")
    if outlet.kind is not None and outlet.kind not in OUTLET_KINDS:
        message = f"kind of {outlet.outlet_domain} is {outlet.kind!r}, allowed is one of {', '.join(OUTLET_KINDS)}"
        raise InputError(message, field="kind")
