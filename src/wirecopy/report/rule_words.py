"""The rules of evidence about who took a text from whom, in words that need no knowledge of the method.

Comes in: a rule's id. Goes out: a phrase that completes "because ...". Rules of time are put together from their parts;
a rule that has no words here is shown under its own name, so that a new one is never hidden.
"""

from __future__ import annotations

_STEPS = {
    "3m": "by up to 3 minutes",
    "10m": "by 3 to 10 minutes",
    "30m": "by 10 to 30 minutes",
    "1h": "by 30 to 60 minutes",
    "3h": "by one to three hours",
    "12h": "by three to twelve hours",
    "2d": "by half a day to two days",
    "7d": "by two to seven days",
    "longer": "by more than a week",
}
_CLOCKS = {"doubted": ", where times contradict each other", "trusted": ", where times agree"}
_TIMED = {
    "source-earlier-": "the source came earlier ",
    "source-later-": "the source came later ",
    "after-first-": "it came after the first of the story ",
}
_WORDS = {
    "abstained": "undecided",
    "own-credit": "its own credit says so",
    "false-credit": "credits someone else",
    "credit-unnamed": "credits agencies without naming one",
    "time-unknown": "one of the two has no usable time",
    "same-time": "both came at the same time",
    "links-to-source": "it links to the source as the original",
    "claims-source-outlet": "it names the source's outlet as where it is from",
    "claims-other-member": "it names another outlet of the story as where it is from",
    "credits-source": "it credits the agency whose text the source is",
    "credit-not-in-source": "it has a credit that the source lacks",
    "credit-in-source": "the source has the same credit",
    "credit-dropped": "the source has a credit that it lacks",
    "dateline-not-in-source": "it has a dateline that the source lacks",
    "dateline-dropped": "the source has a dateline that it lacks",
    "carrier-is-source": "it bears the mark of the source's site",
    "carrier-inherited": "both bear the mark of one carrier",
    "carrier-not-in-source": "it bears the mark of a carrier that the source lacks",
    "source-furniture": "lines of the source's page stand in it",
    "copy-furniture-in-source": "lines of its page stand in the source",
    "names-source-outlet": "its text names the source's outlet",
    "headline-kept": "the headline is the same",
    "rare-headline-kept": "both have a headline that hardly any other has",
    "headline-of-another": "its headline is that of another article",
    "headline-alike": "the headlines are alike",
    "source-followed": "where texts differ, it keeps the wording of the source",
    "source-not-followed": "where texts differ, it keeps the wording of a rival",
    "own-changes-kept": "it has changes of the source that a rival lacks",
    "own-changes-missed": "it lacks changes that the source made",
    "rival-changes-kept": "it has changes of a rival that the source lacks",
    "explains-all": "all that it shares with the family is in this source",
    "unexplained": "some of what it took from somewhere is not in this source",
    "share-unexplained": "part of what it shares with the family is not in this source",
    "shared-by-two": "both have wording that nobody else has",
    "first-of-its-text": "the source is the first of the texts that read like it",
    "copy-covered": "how much of it is in the source",
    "resemblance": "how much the two texts have in common",
    "share-of-source": "how much of the source is in it",
    "copy-elsewhere": "how much of it is in other articles",
    "source-holds-more": "the source holds more of the story's text",
    "rare-shared": "both have wording that hardly any other has",
    "rare-share": "how much of its rare wording the source has",
    "numbers-unexplained": "it has figures of the story that the source lacks",
    "longer-than-source": "it is longer than the source",
    "twin": "the two texts are twins",
    "same-text": "the two texts are the same",
    "same-own-words": "both have the same words that no other has",
    "inherited-errors": "both have the same slips",
    "spun-from-clean": "it looks machine-reworded and the source does not",
    "clean-from-spun": "the source looks machine-reworded and it does not",
    "rarer-words": "its words are rarer than the source's",
    "source-spinner": "the source's outlet is known to reword by machine",
    "source-agency": "the source is on the agency's own site",
    "agency-of-rewritten": "the source is the agency's, and it is much reworded",
    "source-aggregator": "the source's outlet is known to collect others' texts",
    "agency-from-outlet": "an agency would have taken it from an outlet",
    "own-revision": "it is the outlet's own revision of the source",
    "same-site": "both are on one site",
    "same-group": "both outlets belong to one group",
    "source-partial": "the source is a page of several stories",
    "source-noindex": "the source's page asks not to be indexed",
    "unverified-pair": "the two texts were compared roughly only",
    "unseen": "an original that was never seen here",
    "unseen-no-agency": "nobody in the story credits an agency",
    "unseen-agency": "the story is an agency's",
    "unseen-agency-in-store": "the agency's own text is here",
    "unseen-credited": "it credits an agency",
    "unseen-dateline": "it has a dateline",
    "unseen-earliest": "it is the earliest of the story",
    "unseen-unexplained": "part of it is in no single article",
    "unseen-followed": "where texts differ, it goes with others than its nearest source",
    "unseen-not-followed": "where texts differ, it goes with its nearest source",
    "own": "its own text",
    "own-agency": "it is the agency's own outlet",
    "own-agency-elsewhere": "the story is that of an agency, and this is not its site",
    "own-credits-agency": "it credits an agency",
    "own-agency-in-family": "the agency's own text is among the articles",
    "own-claims-outlet": "it names another outlet as where it is from",
    "own-carrier": "it bears a carrier's mark",
    "own-spun": "it looks machine-reworded",
    "own-partial": "it is a page of several stories",
    "own-noindex": "its page asks not to be indexed, as licences demand",
    "own-earliest": "it is the earliest of the story",
    "own-unexplained": "part of it is in no other article",
    "own-holds-more": "it holds more of the story's text than others",
}


def say_rule(rule: str) -> str:
    """Return a rule of evidence as words.

    >>> say_rule("source-earlier-10m-trusted"), say_rule("headline-kept")
    ('the source came earlier by 3 to 10 minutes, where times agree', 'the headline is the same')
    """
    return _WORDS.get(rule) or _say_time(rule) or rule.replace("-", " ")


def _say_time(rule: str) -> str:
    for start, words in _TIMED.items():
        step, _, clock = rule.removeprefix(start).partition("-")
        if rule.startswith(start) and step in _STEPS:
            return f"{words}{_STEPS[step]}{_CLOCKS.get(clock, '')}"
    return ""
