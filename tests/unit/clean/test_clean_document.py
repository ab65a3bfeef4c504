"""A document out of an article: labels, cuts, credits, carriers on small texts of our own."""

from __future__ import annotations

import pytest

from wirecopy.clean import clean_article, clean_batch, paragraph_digests
from wirecopy.model import Article, ArticleId, Document, Origin, PartKind
from wirecopy.rules import load_rules

RULES = load_rules()
LEDE = (
    "The ferry between the two towns will run again from Monday, the harbour board said on Friday after a long meeting."
)
MORE = (
    "Crews had stayed ashore for forty days over a plan to cut the night boats, which carry few passengers in winter."
)


def make(
    text: str, *, language: str = "en", headline: str = "", byline: str = "", meta: dict[str, object] | None = None
) -> Article:
    return Article(
        ArticleId(1), "https://gazette.example/1", "Gazette", "gazette.example", headline, byline, text, None, "none",
        language, Origin("-", 1), meta or {},
    )  # fmt: skip


def clean(text: str, **fields: object) -> Document:
    return clean_article(make(text, **fields), RULES)  # type: ignore[arg-type]


def kinds(document: Document) -> list[PartKind]:
    return [part.kind for part in document.parts]


def cuts(document: Document) -> list[str]:
    return [document.article.text[start:end] for start, end in document.cuts]


def agencies(document: Document) -> list[str]:
    return [credit.agency for credit in document.credits]


def test_dateline_is_cut_and_credited() -> None:
    document = clean(f"HARBOUR CITY, Ohio (AP) — {LEDE}\n\n{MORE}")
    assert kinds(document) == [PartKind.BODY, PartKind.BODY]
    assert cuts(document) == ["HARBOUR CITY, Ohio (AP) — "]
    assert [(credit.agency, credit.form) for credit in document.credits] == [("ap", "dateline")]


@pytest.mark.parametrize(
    ("dateline", "language"),
    [("MOSUL, Iraq– ", "en"), ("JAKARTA: ", "en"), ("NEW YORK — ", "en"), ("Berlin - ", "de"), ("(Washington) – ", "en"),
     ("DUBAI - ", "en"), ("HARBOUR CITY, Ohio -- ", "en")],
)  # fmt: skip
def test_dateline_without_agency_is_cut_and_not_credited(dateline: str, language: str) -> None:
    document = clean(f"{dateline}{LEDE}\n{MORE}", language=language)
    assert cuts(document) == [dateline]
    assert document.credits == ()


def test_dateline_in_a_middle_paragraph_of_a_shuffled_text() -> None:
    document = clean("\n".join([MORE] + [f"{LEDE} {n}." for n in range(9)] + [f"MOSUL, Iraq– {LEDE}", MORE]))
    assert cuts(document) == ["MOSUL, Iraq– "]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The mayor told The Associated Press that the boats would be sold.",
        "AP reported on Friday that the boats would be sold.",
        "According to Reuters, the boats will be sold to a firm from abroad.",
        "The boats are worth little, the agency said. (Photo: AP)",
        "Workers stand at the pier in Harbour City. (AP Photo/Mary Example)",
        "Dado Example / Reuters",
        "The chief of the firm, Michael Bloomberg, did not answer",
    ],
)
def test_quotations_and_photo_credits_are_no_credits(paragraph: str) -> None:
    assert clean(f"{LEDE}\n{paragraph}\n{MORE}\n{paragraph}").credits == ()


def test_sagte_der_dpa_is_no_credit() -> None:
    text = f"{LEDE}\nDas sei klar, sagte der Minister der dpa.\nBild: dpa\nDer Hafen am Morgen. (Quelle: Muster/dpa)\n{MORE}"
    assert clean(text, language="de").credits == ()


@pytest.mark.parametrize(
    ("line", "language", "agency"),
    [
        ("(Reporting by Mary Example; Editing by Joan Sample)", "en", "reuters"),
        ("Associated Press writer Mary Example contributed to this report.", "en", "ap"),
        ("Copyright 2020 The Associated Press. All rights reserved.", "en", "ap"),
        ("© dpa-infocom, dpa:201117-99-363737/3", "de", "dpa"),
        ("RND/cle/dpa", "de", "dpa"),
        ("Le Courrier avec AFP", "fr", "afp"),
        ("Con información de EFE", "es", "efe"),
        ("/ritzau/", "da", "ritzau"),
        ("（共同）", "ja", "kyodo"),
        ("Źródło: PAP", "pl", "pap"),
    ],
)
def test_sign_offs_at_the_end(line: str, language: str, agency: str) -> None:
    document = clean(f"{LEDE}\n{MORE}\n{line}", language=language)
    assert agencies(document) == [agency]
    assert document.parts[-1].kind is PartKind.CREDIT


def test_inline_sign_off_is_cut() -> None:
    document = clean(f"{LEDE}\n{MORE} (AFP)")
    assert agencies(document) == ["afp"]
    assert cuts(document) == [". (AFP)"]


def test_bare_agency_line_under_a_caption_is_the_photo() -> None:
    document = clean(f"FILE - The ferry leaves the pier in May\nReuters\n{LEDE}\n{MORE}")
    assert document.credits == ()
    assert kinds(document)[:2] == [PartKind.CAPTION, PartKind.CAPTION]


def test_carrier_form_and_position_matter() -> None:
    def carriers(line: str) -> list[str]:
        return [mark.carrier_domain for mark in clean(f"{LEDE}\n{line}\n{MORE}").carriers]

    assert carriers("Story continues") == ["yahoo.com"]
    assert carriers("story continues below") == ["newser.com"]
    assert carriers("Story continues below Advertisement") == ["moneycontrol.com"]
    assert carriers("The story continues on page four") == []


def test_headline_is_known_whole_cut_short_and_with_the_site() -> None:
    headline = "Ferry to run again after forty days of strike"
    text = f"{headline}\nFerry to run again after forty days\n{headline} | Gazette\n{LEDE}\n{MORE}"
    for document in (clean(text, headline=headline), clean(text)):
        assert kinds(document)[:3] == [PartKind.HEADLINE] * 3
        assert kinds(document)[3:] == [PartKind.BODY] * 2


def test_furniture_after_the_end_mark() -> None:
    tail = "What do you think?\nWritten by HARBOUR NEWS\nLeave a Reply\nBoats and bridges\nBoats and bridges"
    document = clean(f"{LEDE}\n{MORE}\n{LEDE} Again.\n{MORE} Twice.\n{tail}")
    assert kinds(document) == [PartKind.BODY] * 4 + [PartKind.FURNITURE] * 5


def test_a_dateline_lede_means_that_no_later_line_is_the_headline() -> None:
    document = clean(f"WASHINGTON — {LEDE}\nThe boats and the men who work them\n{MORE}")
    assert PartKind.HEADLINE not in kinds(document)


def test_metadata_credits() -> None:
    document = clean(
        LEDE,
        byline="By MARY EXAMPLE, Associated Press",
        meta={"creditText": "Reuters", "isBasedOn": "https://www.dpa.com/x"},
    )
    assert [(credit.agency, credit.form) for credit in document.credits] == [
        ("ap", "byline"),
        ("dpa", "metadata"),
        ("reuters", "metadata"),
    ]
    assert all(credit.start == credit.end == 0 for credit in document.credits)


def test_publisher_and_persons_are_no_metadata_credit() -> None:
    assert (
        clean(
            LEDE,
            byline="Mary Example",
            meta={"publisher": "Reuters", "author": ["Joan Sample"], "provider": {"name": 3}},
        ).credits
        == ()
    )


def test_learned_furniture() -> None:
    line = "Harbour people talk to each other about the harbour every day of the week here."
    document = clean(f"{LEDE}\n{line}\n{MORE}")
    learned = frozenset(paragraph_digests(clean(line.upper())).tolist())
    again = next(iter(clean_batch([document.article], RULES, {"gazette.example": learned})))
    assert [(part.kind, part.rule) for part in again.parts][1] == (PartKind.FURNITURE, "learned")
    assert kinds(again).count(PartKind.BODY) == 2
    assert kinds(document) == [PartKind.BODY] * 3


def test_unknown_wire_is_agencies() -> None:
    assert agencies(clean(f"{LEDE}\n{MORE}\nWith inputs from agencies")) == ["agencies"]
    assert agencies(clean(f"PITTSBURGH (AP/KDKA) -- {LEDE}\n{MORE}")) == ["ap"]


@pytest.mark.parametrize(
    ("line", "agency"),
    [("Source: CP", "cp"), ("— PA", "pa"), ("(This story is published from a syndicated AP feed.)", "ap"), ("[With agencies]", "agencies"),
     ("The Canadian Press, with files from the Harbour Gazette", "cp")],
)  # fmt: skip
def test_a_closing_line_credits_in_its_own_form(line: str, agency: str) -> None:
    assert agencies(clean(f"{LEDE}\n{MORE}\n{line}")) == [agency]


def test_a_short_name_alone_in_the_authors_place_is_an_agency_and_a_missing_one_is_not() -> None:
    assert agencies(clean(LEDE, byline="PA")) == ["pa"]
    assert agencies(clean(LEDE, byline="NA")) == []


def test_a_mark_in_the_middle_of_a_scanned_block_is_cut_and_credited() -> None:
    document = clean(f"BRIDGE FALLS INTO RIVER (By Associated Press) HARBOUR CITY, June 1. {LEDE} {MORE}")
    assert agencies(document) == ["ap"]
    assert cuts(document) == ["(By Associated Press) "]
