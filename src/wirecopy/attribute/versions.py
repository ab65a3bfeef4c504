"""An agency's own texts of one story in order, and which of them were withdrawn or corrected.

In: documents of a family. Out: a chain of article ids, and per document a `VersionMark`. The one idea: desks say
which version a text is, in the slug, in the headline, in an advisory line or in ninjs; the clock only breaks ties
(practice: "1st Ld-Writethru", "UPDATE 3-", "(Adds ...)", "CORRECTED-", "BULLETIN KILL", "This story corrects ...").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from wirecopy.attribute.claims import url_key
from wirecopy.attribute.outlets import OutletTable, same_site
from wirecopy.model import ArticleId, Document

VersionKind = Literal["first", "update", "correction", "kill"]

_STOP = r"(?=\s?[:：;\-–—)(]|\s*\Z)"  # "Correction officers sue" and "Killed in action" are no marks
_KILL = re.compile(
    r"\A\W{0,3}(?:(?:(?:URGENT|BULLETIN|ADVISORY|MANDATORY|EDITORS?|NOTE|EDS)\W{1,3}){1,3}KILL\b|"
    r"(?:STORY |ARTICLE )?(?:KILL(?:ED)?|WITHDRAW(?:N|AL)|WITHHELD|REMOVED|CANCEL(?:L?ED|L?ATION)|"
    r"SPERR(?:VERMERK|UNG)|ZURÜCKGEZOGEN|ZURÜCKZIEHUNG|ANNULATION|ANNUL[EÉ]+|ANULACI[OÓ]N|ANULAD[AO]|"
    r"ANNULLAMENTO|ANNULLAT[AO]|CANCELADO|АННУЛИРУЕТСЯ|АННУЛИРОВАНО|撤稿|撤回|配信取り消し|取り消し)" + _STOP + ")",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\A\W{0,3}(?:(?:URGENT|REFILE|EDS?|NOTE|UPDATED?|\d\w\w LD)\W{1,3}){0,3}(?:\(?CORRECTS\b|"
    r"(?:CORRECTION|CORRECTED|CORRECTIVE|CORR|BERICHTIG(?:UNG|T)|KORREKTUR|KORRIGIERT|RECTIFICATIF|RECTIFICATION|"
    r"CORRIG[EÉ]|CORRECCI[OÓ]N|FE DE ERRATAS?|RETTIFICA|CORREZIONE|ERRATA|CORREÇÃO|RÄTTELSE|RETTELSE|RETTING|"
    r"ИСПРАВЛЕНИЕ|ИСПРАВЛЕНО|ПОПРАВКА|更正|訂正|تصحيح)" + _STOP + ")",
    re.IGNORECASE,
)
_CORRECTION_NOTE = re.compile(
    r"\A\W{0,3}(?:This (?:story|article|report|version|item)\s(?:(?:has|was|been|is|also)\s){0,3}correct(?:s|ed)\b|"
    r"An earlier version of this (?:story|article|report)\b|CORRIGE\s(?:AU|À|DANS|EN|EL|LA)\b)",
    re.IGNORECASE,
)
_WRITETHRU = re.compile(r"(\d(?<!\w\d)\d?)(?:st|nd|rd|th) ?l(?:d|ead)\b", re.IGNORECASE)  # a digit first: found fast
_UPDATE = re.compile(
    r"\A\W{0,3}(?:UPDATED?|WRAPUP|AKTUALISIERT|AKTUALISIERUNG|ACTUALISATION|ACTUALIZACIÓN|ACTUALIZA|AGGIORNAMENTO|LEAD)"
    r"\W{0,3}(\d{0,2})\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\A\W{0,3}\(?(?:adds|recasts|updates|neu|erg[äa]nzt|zusammenfassung)\b", re.IGNORECASE)
_WRITETHRU_WORD = re.compile(r"\bwritethru\b")
_WITHDRAWN_STATUS = frozenset({"withheld", "canceled", "cancelled", "killed"})
_SIGNALS = {"sig:correction": "correction", "correction": "correction", "sig:update": "update", "update": "update"}
_LOOK = 160
_NOTE_LINES = 3  # of a text's end in which a correction is explained


@dataclass(frozen=True, slots=True)
class VersionMark:
    """What a text says of its own place: kind, ordinal (0 where it gives none), and the words that say so."""

    kind: VersionKind
    ordinal: int
    text: str


def version_mark(document: Document) -> VersionMark:
    """The place of a text among its agency's versions: ninjs status and signal, slug, headline, first line.

    Known exception: a story *about* a withdrawal whose headline starts with that word in capitals.
    """
    meta = {str(key).casefold(): value for key, value in document.article.meta.items()}
    status = _told(meta, "pub_status", "pubstatus")[:40].casefold().rpartition(":")[2]
    lines = _advisory_lines(document, meta)
    ordinal, by = max((_ordinal(line, meta), line) for line in lines)
    if status in _WITHDRAWN_STATUS:
        return VersionMark("kill", ordinal, f"pubstatus {status}")
    killed = next((line for line in lines if _KILL.match(line)), None)
    if killed is not None:
        return VersionMark("kill", ordinal, killed)
    noted = (*lines, *_last_lines(document))
    corrected = next((line for line in noted if _CORRECTION.match(line) or _CORRECTION_NOTE.match(line)), None)
    if corrected is not None:
        return VersionMark("correction", ordinal, corrected)
    if _SIGNALS.get(str(meta.get("signal", ""))[:40].casefold()) == "correction":
        return VersionMark("correction", ordinal, "signal correction")
    again = next((line for line in lines if _is_later(line)), None)
    if ordinal > 1 or again is not None:
        return VersionMark("update", ordinal, again or by)
    return VersionMark("first", ordinal, "")


def _is_later(line: str) -> bool:
    if _AGAIN.match(line) or _UPDATE.match(line):
        return True
    lower = line.lower()
    return "writethru" in lower and _WRITETHRU_WORD.search(lower) is not None


def _advisory_lines(document: Document, meta: dict[str, object]) -> list[str]:
    """Where a version is announced: slug, headline, editor's note, the first line of the text; one line at least."""
    first = document.article.text[: 4 * _LOOK].lstrip().partition("\n")[0]
    told = (_told(meta, "slugline"), _told(meta, "slug"), _told(meta, "ed_note", "ednote"))
    return [line[:_LOOK] for line in (*told, document.article.headline, first) if line] or [""]


def _last_lines(document: Document) -> list[str]:
    """Where a correction is explained, if not at the head."""
    end = document.article.text[-4 * _NOTE_LINES * _LOOK :].rstrip()
    return [line.strip()[:_LOOK] for line in end.splitlines()[-_NOTE_LINES:]]


def _told(meta: dict[str, object], *keys: str) -> str:
    """What the record says under the first of these keys that it has; readers write the first, own records may not."""
    return next((str(meta[key]) for key in keys if meta.get(key)), "")


def _ordinal(line: str, meta: dict[str, object]) -> int:
    told = str(meta.get("version", ""))[:6]
    found = _WRITETHRU.search(line) or _UPDATE.match(line)
    numbers = [int(told)] if told.isascii() and told.isdigit() else []
    if found is not None and found[1]:
        numbers.append(int(found[1]) + 1)  # the first lead is the second version
    return max(numbers, default=0)


def version_chain(documents: Iterable[Document], agency: str | None, outlets: OutletTable) -> tuple[ArticleId, ...]:
    """The agency's own texts among the documents, oldest version first: the first is the original, none is a copy.

    Own are texts on a domain of the agency; without one, an agency's feed (an article without outlet that credits
    it alone) is not guessed at. Order: texts without a mark of a later version, later versions, kills; then time,
    ordinal, id.
    """
    if agency is None:
        return ()
    own = [d for d in documents if outlets.agency_of(d.article.outlet_domain) == agency]
    return tuple(document.article.article_id for document in sorted(own, key=_place))


def _place(document: Document) -> tuple[bool, bool, int, int, ArticleId]:
    mark, time = version_mark(document), document.article.published_at
    when = time if time is not None else 2**62
    return mark.kind == "kill", mark.kind != "first", when, mark.ordinal, document.article.article_id


def is_own_revision(earlier: Document, later: Document) -> bool:
    """Whether two texts are one outlet's revisions of one page: same site, and same address or same headline."""
    if not same_site(earlier.article.outlet_domain, later.article.outlet_domain):
        return False
    if url_key(earlier.article.url) == url_key(later.article.url):
        return True
    headline = earlier.article.headline.casefold().strip()
    return bool(headline) and headline == later.article.headline.casefold().strip()
