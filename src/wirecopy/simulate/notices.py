"""Templated notices: earnings, dividends, weather, scores, daily case numbers - the same words, other figures.

They are negatives: two notices of one template share nearly everything and are no copies of each other. Daily
numbers come in series, so that one place's notices of different days stand side by side.
"""

# ruff: noqa: E501, SIM905 - templates and word lists read better in one line each

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from wirecopy.simulate.names import company, person, place

_EN = (
    ("{company} reports {quarter} results", "{company} on {day} reported {quarter} net profit of ${a}.{d} million, or {e} cents a share, compared with ${b}.{f} million, or {g} cents a share, a year earlier.\n\nRevenue rose {h}.{d} percent to ${c} million from ${i} million, the {place}-based company said in a statement.\n\nAnalysts had expected earnings of {j} cents a share on revenue of ${k} million, according to a survey of {l} brokers.\n\nFor the full year the company said it expects earnings of {m} to {n} cents a share.\n\nShares of {company} have risen {o} percent since the beginning of the year. The stock closed at ${p}.{q} on {day}."),
    ("{company} declares quarterly dividend", "The board of directors of {company} on {day} declared a regular quarterly dividend of {e} cents a share.\n\nThe dividend is payable on {month} {r} to shareholders of record at the close of business on {month} {s}.\n\nIt is the {l}th consecutive quarter in which the company has paid a dividend. The annual rate is ${q}.{e} a share.\n\n{company} has about {c} million shares outstanding and employs {k} people."),
    ("{place} forecast: high of {t}", "{place} will see partly cloudy skies on {day}, with a high near {t} degrees and a low around {u}, the regional weather office said.\n\nWinds will be from the {wind} at {d} to {v} miles per hour. The chance of rain is {w} percent.\n\nOn {day2} expect a high near {x} and a low around {y}, with a {z} percent chance of showers after noon.\n\nSunrise is at 6:{r} a.m. and sunset at 7:{s} p.m. The river stage at {place} was {d}.{e} feet."),
    ("{team} beat {team2} {t}-{u}", "{person} scored {v} points and {person2} added {d} as {team} beat {team2} {t}-{u} on {day} night.\n\n{team} led {r}-{s} at halftime and by as many as {w} in the third quarter.\n\n{person3} had {x} points and {f} rebounds for {team2}, who have lost {g} of their last {h} games.\n\n{team} shot {y} percent from the field and made {d} of {v} three-pointers.\n\nUp next: {team} visit {place} on {day2}. {team2} host {place2} on {day2}."),
    ("{place} reports {a} new cases", "Health officials in {place} reported {a} new coronavirus cases on {day}, bringing the total since the start of the pandemic to {big}.\n\nThe county also reported {d} additional deaths. In all, {k} people have died.\n\n{c} people are being treated in hospitals, including {v} in intensive care, according to the health department. The seven-day incidence is {b}.{e}.\n\nThe positivity rate stood at {h}.{f} percent, compared with {g}.{d} percent a week earlier. {w} percent of residents are fully vaccinated."),
    ("Closing prices on {place} exchange, {day}", "The {place} exchange index closed at {big} on {day}, up {d}.{e} points, or {f}.{g} percent.\n\nVolume was {c} million shares, against {k} million in the previous session. Advancers outnumbered decliners {a} to {b}.\n\n{company} gained {h}.{e} percent to ${p}.{q}. {company2} lost {g}.{f} percent to ${t}.{u}.\n\nCrude for next-month delivery settled at ${x}.{y} a barrel. Gold was quoted at ${k}.{d} an ounce."),
    ("Magnitude {g}.{f} earthquake near {place}", "A magnitude {g}.{f} earthquake was recorded {v} miles {wind} of {place} on {day}, the geological service said.\n\nThe quake struck at {h}:{r} a.m. local time at a depth of {t} kilometers.\n\nThere were no immediate reports of damage or injuries. In the last {w} days, there have been {d} earthquakes of magnitude 3.0 or greater centered nearby.\n\nThe service said {c} people had reported feeling the shaking."),
    ("{place} police blotter for {day}", "The {place} police department responded to {a} calls on {day}.\n\nOfficers made {d} arrests, issued {v} traffic citations and investigated {f} collisions, {g} of them with injuries.\n\n{person}, {t}, of {place2}, was booked on suspicion of driving under the influence at {h}:{r} p.m.\n\n{person2}, {u}, was cited for shoplifting at a store in the {c} block of {company} Road. Bail was set at ${k}."),
    ("{company} to buy {company2} for ${a} million", "{company} said on {day} it has agreed to buy {company2} for ${a} million in cash.\n\nUnder the terms, {company2} shareholders will receive ${p}.{q} for each share, a premium of {w} percent to the closing price on {day2}.\n\nThe deal is expected to close in the {quarter}, subject to approval by regulators. The companies have combined annual sales of ${k} million and {c} employees."),
    ("Lottery numbers drawn {day}", "The winning numbers in the {place} lottery drawing of {day} were {d}-{v}-{r}-{s}-{t}, with bonus number {f}.\n\nThe estimated jackpot was ${a} million. No ticket matched all numbers.\n\n{d} tickets matched five numbers and won ${k} each. The jackpot for {day2} grows to ${c} million."),
)  # fmt: skip
_OTHERS = {
    "de": (
        ("Corona-Zahlen für {place}: {a} Neuinfektionen", "Das Gesundheitsamt in {place} hat am {day} {a} neue Corona-Fälle gemeldet. Seit Beginn der Pandemie haben sich damit {big} Menschen nachweislich infiziert.\n\nDie Sieben-Tage-Inzidenz liegt bei {b},{e}. In der Vorwoche hatte sie bei {c},{f} gelegen.\n\nDie Zahl der Todesfälle stieg um {d} auf {k}. Auf Intensivstationen werden {v} Patienten behandelt, davon {g} mit Beatmung."),
        ("{place}: {a} Euro Schaden nach Unfall", "Bei einem Unfall auf der Landstraße {r} bei {place} ist am {day} ein Schaden von {k} Euro entstanden.\n\nEin {t} Jahre alter Fahrer kam nach Angaben der Polizei gegen {h}.{s} Uhr von der Fahrbahn ab. Seine {u}-jährige Beifahrerin wurde leicht verletzt.\n\nDie Straße war für {g} Stunden gesperrt."),
        ("{company} steigert Umsatz", "{company} hat im {quarter} einen Umsatz von {a} Millionen Euro erzielt, {d},{e} Prozent mehr als im Vorjahr.\n\nDer Gewinn lag bei {b},{f} Millionen Euro nach {c},{g} Millionen, wie das Unternehmen am {day} in {place} mitteilte.\n\nFür das Gesamtjahr erwartet der Vorstand weiterhin ein Wachstum von {h} bis {v} Prozent."),
    ),
    "fr": (
        ("{place} : {a} nouveaux cas", "L'agence de santé a recensé {a} nouveaux cas à {place} {day}, pour un total de {big} depuis le début de l'épidémie.\n\nLe taux d'incidence est de {b},{e} pour 100.000 habitants, contre {c},{f} la semaine précédente.\n\n{v} patients sont en réanimation, soit {d} de plus que la veille."),
        ("{company} : chiffre d'affaires en hausse", "{company} a annoncé {day} un chiffre d'affaires de {a} millions d'euros au {quarter}, en hausse de {d},{e}%.\n\nLe bénéfice net s'établit à {b},{f} millions, contre {c},{g} un an plus tôt.\n\nLe groupe de {place} confirme son objectif de croissance de {h}% pour l'exercice."),
    ),
    "es": (
        ("{place} registra {a} nuevos casos", "Las autoridades sanitarias de {place} notificaron {day} {a} nuevos casos, con lo que el total asciende a {big}.\n\nLa incidencia acumulada se sitúa en {b},{e} por cada 100.000 habitantes, frente a {c},{f} de la semana anterior.\n\nHay {v} personas en cuidados intensivos, {d} más que la víspera."),
        ("{company} gana {b} millones", "{company} obtuvo un beneficio neto de {b},{e} millones de euros en el {quarter}, un {d},{f} por ciento más.\n\nLos ingresos sumaron {a} millones, según informó {day} la empresa con sede en {place}.\n\nLa compañía mantiene su previsión de crecer un {h} por ciento en el ejercicio."),
    ),
}  # fmt: skip
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split(),
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche".split(),
    "es": ["el lunes", "el martes", "el miércoles", "el jueves", "el viernes", "el sábado", "el domingo"],
}
_QUARTERS = {
    "en": ("first-quarter", "second-quarter", "third-quarter", "fourth-quarter"),
    "de": ("ersten Quartal", "zweiten Quartal", "dritten Quartal", "vierten Quartal"),
    "fr": ("premier trimestre", "deuxième trimestre", "troisième trimestre", "quatrième trimestre"),
    "es": ("primer trimestre", "segundo trimestre", "tercer trimestre", "cuarto trimestre"),
}
_MONTHS = "January February March April May June July August September October November December".split()
_WINDS = ("north", "south", "east", "west", "northwest", "southeast")
TEMPLATES = {"en": _EN, **_OTHERS}


@dataclass(frozen=True, slots=True)
class Notice:
    """A filled template: its number within the language, headline, paragraphs."""

    template: int
    headline: str
    paragraphs: tuple[str, ...]
    language: str


def write_notice(rng: Random, language: str) -> Notice:
    """One notice; languages without templates get English ones."""
    language = language if language in TEMPLATES else "en"
    number = rng.randrange(len(TEMPLATES[language]))
    headline, text = TEMPLATES[language][number]
    slots = _slots(rng, language)
    return Notice(number, headline.format(**slots), tuple(text.format(**slots).split("\n\n")), language)


def _slots(rng: Random, language: str) -> dict[str, str]:
    days = _DAYS[language]
    slots = {
        "company": company(rng), "company2": company(rng), "place": place(rng), "place2": place(rng), "person": person(rng), "person2": person(rng),
        "person3": person(rng), "team": f"{place(rng)} {rng.choice(_TEAMS)}", "team2": f"{place(rng)} {rng.choice(_TEAMS)}", "day": rng.choice(days),
        "day2": rng.choice(days), "quarter": rng.choice(_QUARTERS[language]), "month": rng.choice(_MONTHS), "wind": rng.choice(_WINDS),
        "big": f"{rng.randint(2, 99)}{',' if language == 'en' else '.'}{rng.randint(0, 999):03d}",
    }  # fmt: skip
    slots |= {letter: str(rng.randint(12, 980)) for letter in "abcik"}
    slots |= {letter: str(rng.randint(1, 9)) for letter in "efgh"}
    slots |= {letter: str(rng.randint(10, 59)) for letter in "jlmnoprsvwz"}
    slots |= {letter: str(rng.randint(20, 99)) for letter in "qtuxy"}
    return slots | {"d": str(rng.randint(2, 9)), "k": str(rng.randint(1000, 9900))}


_TEAMS = ("Harriers", "Comets", "Millers", "Otters", "Rangers", "Pilots", "Foxes", "Mariners")
