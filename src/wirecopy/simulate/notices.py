"""Templated notices: earnings, dividends, weather, scores, daily case numbers - the same words, other figures.

They are negatives: two notices of one template share nearly everything and are no copies of each other. Some come in
series from one town ({home}), with a background that stays while the figures of the day change.
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
    ("{home} river level falls to {d}.{e} metres", "The Serran stood at {d}.{e} metres at the {home} gauge on {day} morning, {r} centimetres lower than a day earlier, the {home} river authority {said}.\n\nIn the past seven days {v} millimetres of rain fell in the upper valley, {w} per cent of what is usual. Barges could load {y} per cent of their capacity, and {g} of {d} ferries ran.\n\nLow water makes freight dearer because more barges are needed for the same load. The river carries grain, cement and heating oil to the towns of the plain, and power stations draw cooling water from it. When the gauge falls below 1.5 metres the authority may close the upper lock, which last happened in 2018. It then took eleven weeks of steady rain until the fairway was deep enough again for loaded ships.\n\nThe service expects {f} to {s} millimetres of rain by {day2}."),
    ("{home} reservoirs {t} percent full", "Reservoirs that supply {home} were {t} percent full on {day}, {d}.{e} points below a week before, the water company {said} in its daily bulletin.\n\nThe city used {a} million liters in 24 hours, against {b} million on the same day last year. Inflow was {c} liters a second.\n\nThe company began publishing the bulletin after the drought of 2014, when rationing was ordered for the first time in half a century. Supply is considered safe above 40 percent. Between 30 and 40 percent households are asked not to water lawns or wash cars, and below 30 percent pressure in the mains is lowered at night.\n\nThe largest of the lakes, {place}, held {u} percent, and the smallest {x} percent."),
    ("Gasoline averages ${g}.{p} in {home}", "Gasoline sold for an average of ${g}.{p} a gallon in {home} on {day}, {d} cents {updown} than a week ago, according to a survey of {a} stations.\n\nThe cheapest station charged ${f}.{q}, the dearest ${h}.{r}. The statewide average was ${g}.{s}.\n\nPrices at the pump follow the price of crude with a delay of one to two weeks. About half of what a driver pays is the cost of oil; the rest is refining, distribution and taxes. Stations near the interstate tend to charge more than those in residential areas, and prices usually rise before holiday weekends, when more families are on the road.\n\nDiesel cost ${h}.{t}. A barrel of crude closed at ${x}.{y}."),
    ("{home} militia: {a} fired on {day}", "Shelling killed {d} people and wounded {v} in the {home} district in the past 24 hours, the regional command {said} on {day}.\n\nIt counted {a} explosions, {b} fewer than a day before, {r} of them near {place}. {g} houses and {e} power lines were damaged. Observers of the mission reported {c} violations.\n\nA truce signed in September obliges both sides to keep heavy weapons at least 15 kilometres from the line of contact. Each accuses the other of breaking it almost daily. More than 9,000 people have been killed since the fighting began, according to the United Nations, and over a million have left their homes. Talks on a lasting settlement have brought no result so far.\n\nThe statement could not be verified independently."),
    ("Jobless claims in {home} at {k}", "{k} people in {home} filed first claims for unemployment benefits in the week ended {day}, the state labor department {said}, {a} {updown} than in the week before.\n\nThe four-week average, which smooths swings, was {k}. {big} people drew benefits, {g}.{e} percent of those insured.\n\nClaims are a proxy for layoffs and are watched as an early sign of a turn in the economy. They jump in January, when shops let seasonal workers go, and in July, when plants close to retool. The department adjusts the figures for such patterns but warns that holidays and storms can distort a single week.\n\nMost layoffs were reported by makers of {craft}, at {c}."),
    ("{home} records {a} new infections", "Health offices in the {home} region {said} {k} new infections on {day}, bringing the total to {big}. A week earlier {c} had been counted, and the highest figure for one day remains the 4,871 of January 12.\n\nWithin 24 hours {v} more people died. The number of new infections per 100,000 residents in seven days, which is the yardstick for closing schools and shops, stood at {b}.{e}, after {i}.{f} the day before. Four weeks ago, on December 22, it had reached its peak of 197.6.\n\nThe reproduction number was 0.{q}. It means that 100 infected people pass the virus to {q} others. If it stays below 1 for some time, the outbreak fades. Because few tests are taken at weekends, figures on Sundays and Mondays are usually lower than on other days.\n\n{y} per cent of residents have had two shots, and {t} per cent a third."),
    ("Air traffic over {home}: {k} flights", "{k} flights crossed the {home} control zone on {day}, the operator {said}, {w} per cent of the 3,140 of the same weekday in 2019. {v} were cancelled and {g} diverted.\n\nOn average a flight was {d}.{e} minutes late, against 3.2 minutes in 2019; {r} per cent arrived within 15 minutes of schedule. Of the delays {u} per cent were due to weather, {l} per cent to a lack of controllers.\n\nA flight counts as punctual if it reaches the gate within 15 minutes. The operator charges airlines for each 100 kilometres flown and for the square root of a 50th of the weight, and lost 60 per cent of its income in 2020. It expects to reach the level of 2019 again in two years.\n\nThe busiest hour was that to {h} p.m., with {c} flights."),
    ("{home} 100 index ends at {big}", "Shares in {home} ended {day} {g}.{e} percent {updown}, the {home} 100 index closing at {big} points, after touching its lowest level since {month} in the morning. Its record is the 68,210 of November 2021.\n\n{company} rose {h}.{f} percent to {t}.{u}. {company2} fell {d}.{g} percent to {x}.{y}. {a} stocks gained and {b} lost; {k} million shares changed hands, against a 30-day average of 4,100 million.\n\nThe yield of the 10-year bond stood at {d}.{v} percent. A euro bought 1.{q} dollars. The index holds the 100 largest companies by free float and is reviewed in March and September. It is capped so that no company counts for more than 10 percent, a rule that was brought in after the crash of 2008."),
)  # fmt: skip
_OTHERS = {
    "de": (
        ("Corona-Zahlen für {place}: {a} Neuinfektionen", "Das Gesundheitsamt in {place} hat am {day} {a} neue Corona-Fälle gemeldet. Seit Beginn der Pandemie haben sich damit {big} Menschen nachweislich infiziert.\n\nDie Sieben-Tage-Inzidenz liegt bei {b},{e}. In der Vorwoche hatte sie bei {c},{f} gelegen.\n\nDie Zahl der Todesfälle stieg um {d} auf {k}. Auf Intensivstationen werden {v} Patienten behandelt, davon {g} mit Beatmung."),
        ("{place}: {a} Euro Schaden nach Unfall", "Bei einem Unfall auf der Landstraße {r} bei {place} ist am {day} ein Schaden von {k} Euro entstanden.\n\nEin {t} Jahre alter Fahrer kam nach Angaben der Polizei gegen {h}.{s} Uhr von der Fahrbahn ab. Seine {u}-jährige Beifahrerin wurde leicht verletzt.\n\nDie Straße war für {g} Stunden gesperrt."),
        ("{company} steigert Umsatz", "{company} hat im {quarter} einen Umsatz von {a} Millionen Euro erzielt, {d},{e} Prozent mehr als im Vorjahr.\n\nDer Gewinn lag bei {b},{f} Millionen Euro nach {c},{g} Millionen, wie das Unternehmen am {day} in {place} mitteilte.\n\nFür das Gesamtjahr erwartet der Vorstand weiterhin ein Wachstum von {h} bis {v} Prozent."),
        ("Pegel in {home} bei {a} Zentimetern", "Der Wasserstand der Serran in {home} ist am {day} auf {a} Zentimeter gesunken, {r} Zentimeter weniger als am Vortag, wie das Schifffahrtsamt {said_de}.\n\nBinnen einer Woche fielen im Oberlauf {v} Liter Regen je Quadratmeter, {w} Prozent der üblichen Menge. Frachter konnten {y} Prozent ihrer Ladung aufnehmen.\n\nNiedrigwasser verteuert den Transport, weil für die gleiche Menge mehr Schiffe nötig sind. Auf dem Fluss werden vor allem Getreide, Zement und Heizöl befördert. Sinkt der Pegel unter 150 Zentimeter, kann das Amt die obere Schleuse sperren, zuletzt geschah das 2018. Damals dauerte es elf Wochen, bis die Fahrrinne wieder tief genug war.\n\nBis {day2} rechnet der Wetterdienst mit {f} bis {s} Litern Regen."),
        ("Leitindex in {home} schließt bei {big} Punkten", "Die Börse in {home} hat am {day} {g},{e} Prozent {updown_de} geschlossen. Der Leitindex stand zum Handelsende bei {big} Punkten, der Index der mittleren Werte bei {k}.\n\nAn der Spitze gewannen die Papiere von {company} {h},{f} Prozent auf {t},{u} Euro. {company2} verloren {d},{g} Prozent.\n\nAm Rentenmarkt lag die Umlaufrendite bei {d},{v} Prozent nach {d},{w} Prozent am Vortag. Der Rentenindex fiel um 0,{r} Prozent auf {a},{s} Punkte. Der Leitindex umfasst die 40 größten Unternehmen des Landes und wird alle drei Monate neu zusammengesetzt. Maßgeblich sind der Börsenwert der frei handelbaren Aktien und seit 2021 auch ein Gewinn in den beiden Vorjahren.\n\nDer Euro kostete 1,{q} Dollar."),
        ("{home}: {person} bei Unfall verletzt", "Bei einem Zusammenstoß zweier Wagen auf der Kreisstraße {r} nahe {place} ist am {day} eine {t}-Jährige verletzt worden. Wie die Polizei in {home} {said_de}, übersah ein {u} Jahre alter Fahrer gegen {h}.{s} Uhr beim Abbiegen das Auto der Frau.\n\nSie kam mit dem Rettungswagen ins Krankenhaus. Beide Fahrzeuge mussten abgeschleppt werden. Die Fahrbahn war während der Bergung {g} Stunden lang nur halbseitig befahrbar. Den Schaden schätzt die Polizei auf {k} Euro. Wer den Unfall beobachtet hat, soll sich bei der Wache melden."),
        ("Kraftstoff in {home} {updown_de}", "Autofahrer in {home} haben am {day} im Schnitt 1,{p} Euro für einen Liter Super bezahlt, {d},{e} Cent {updown_de} als vor einer Woche. Das ergab nach Angaben des Verkehrsclubs eine Auswertung von {a} Tankstellen.\n\nDiesel kostete 1,{q} Euro. Am teuersten war es in {place} mit 1,{t} Euro.\n\nDie Preise folgen dem Ölpreis mit ein bis zwei Wochen Abstand. Gut die Hälfte dessen, was an der Zapfsäule bezahlt wird, sind Steuern und Abgaben. Am günstigsten tankt man nach Erkenntnissen des Clubs zwischen 20 und 22 Uhr, am teuersten ist es morgens gegen sieben. An Autobahnen wird meist mehr verlangt als in Wohngebieten.\n\nEin Fass Rohöl kostete {x},{y} Dollar."),
    ),
    "fr": (
        ("{place} : {a} nouveaux cas", "L'agence de santé a recensé {a} nouveaux cas à {place} {day}, pour un total de {big} depuis le début de l'épidémie.\n\nLe taux d'incidence est de {b},{e} pour 100.000 habitants, contre {c},{f} la semaine précédente.\n\n{v} patients sont en réanimation, soit {d} de plus que la veille."),
        ("{company} : chiffre d'affaires en hausse", "{company} a annoncé {day} un chiffre d'affaires de {a} millions d'euros au {quarter}, en hausse de {d},{e}%.\n\nLe bénéfice net s'établit à {b},{f} millions, contre {c},{g} un an plus tôt.\n\nLe groupe de {place} confirme son objectif de croissance de {h}% pour l'exercice."),
        ("{home} : la Serran à {d},{e} mètres", "La Serran est descendue {day} à {d},{e} mètres à {home}, soit {r} centimètres de moins que la veille, {said_fr} le service de la navigation.\n\nIl est tombé {v} millimètres de pluie en sept jours dans la haute vallée, {w} % de la normale. Les péniches pouvaient charger {y} % de leur capacité.\n\nLes basses eaux renchérissent le transport, car il faut davantage de bateaux pour la même charge. Le fleuve porte surtout des céréales, du ciment et du fioul, et les centrales y puisent leur eau de refroidissement. Sous 1,50 mètre, l'écluse amont peut être fermée, ce qui est arrivé pour la dernière fois en 2018.\n\nIl est prévu de {f} à {s} millimètres de pluie d'ici {day2}."),
        ("La Bourse de {home} termine à {big} points", "La Bourse de {home} a terminé {day} sur une variation de {g},{e} %, son indice vedette s'établissant à {big} points dans un volume de {a} millions d'euros.\n\n{company} a gagné {h},{f} % à {t},{u} euros et {company2} a perdu {d},{g} %.\n\nL'indice regroupe les quarante principales valeurs du pays. Sa composition est revue chaque trimestre par un comité d'experts, selon le flottant et les volumes échangés. Il sert de référence à de nombreux fonds et à l'épargne salariale, si bien que toute entrée ou sortie entraîne des achats et des ventes mécaniques.\n\nL'euro valait 1,{q} dollar et le baril {x},{y} dollars."),
    ),
    "es": (
        ("{place} registra {a} nuevos casos", "Las autoridades sanitarias de {place} notificaron {day} {a} nuevos casos, con lo que el total asciende a {big}.\n\nLa incidencia acumulada se sitúa en {b},{e} por cada 100.000 habitantes, frente a {c},{f} de la semana anterior.\n\nHay {v} personas en cuidados intensivos, {d} más que la víspera."),
        ("{company} gana {b} millones", "{company} obtuvo un beneficio neto de {b},{e} millones de euros en el {quarter}, un {d},{f} por ciento más.\n\nLos ingresos sumaron {a} millones, según informó {day} la empresa con sede en {place}.\n\nLa compañía mantiene su previsión de crecer un {h} por ciento en el ejercicio."),
        ("{home}: los embalses, al {t} por ciento", "Los embalses que abastecen a {home} estaban {day} al {t} por ciento, {d},{e} puntos menos que hace una semana, {said_es} la empresa de aguas en su parte diario.\n\nLa ciudad consumió {a} millones de litros en 24 horas, frente a {b} millones del mismo día del año pasado.\n\nEl parte se publica desde la sequía de 2014, cuando se ordenaron restricciones por primera vez en medio siglo. El suministro se considera seguro por encima del 40 por ciento. Entre el 30 y el 40 se pide a los hogares que no rieguen, y por debajo del 30 se baja la presión de la red por la noche.\n\nEl mayor de los embalses, {place}, estaba al {u} por ciento."),
        ("La Bolsa de {home} cierra en {big} puntos", "La Bolsa de {home} cerró {day} con una variación del {g},{e} por ciento y su principal indicador quedó en {big} puntos, tras negociar {a} millones de euros.\n\n{company} subió un {h},{f} por ciento, hasta {t},{u} euros, y {company2} cayó un {d},{g} por ciento.\n\nEl indicador reúne a los treinta y cinco valores más líquidos del país y un comité técnico revisa su composición dos veces al año. Para entrar se exige que el valor se haya contratado en un tercio de las sesiones y que supere un mínimo de capitalización. Muchos fondos lo replican.\n\nEl euro se cambiaba a 1,{q} dólares y el barril costaba {x},{y} dólares."),
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
_WORDS = {
    "said": ("said", "reported", "announced", "noted"),
    "said_de": ("mitteilte", "meldete", "berichtete"),
    "said_fr": ("a indiqué", "a annoncé", "a précisé"),
    "said_es": ("informó", "indicó", "señaló"),
    "updown": ("more", "less"),
    "updown_de": ("höher", "niedriger"),
    "craft": ("furniture", "car parts", "textiles", "machine tools"),
}
_WINDS = ("north", "south", "east", "west", "northwest", "southeast")
TEMPLATES = {"en": _EN, **_OTHERS}


@dataclass(frozen=True, slots=True)
class Notice:
    """A filled template: its number within the language, headline, paragraphs."""

    template: int
    headline: str
    paragraphs: tuple[str, ...]
    language: str


def write_notice(rng: Random, language: str, part: int = 0, of: int = 1) -> Notice:
    """One notice of part `part` of `of` of the templates; languages without any get English ones."""
    language = language if language in TEMPLATES else "en"
    number = rng.choice(range(part, len(TEMPLATES[language]), of))
    headline, text = TEMPLATES[language][number]
    slots = _slots(rng, language)
    return Notice(number, headline.format(**slots), tuple(text.format(**slots).split("\n\n")), language)


def _slots(rng: Random, language: str) -> dict[str, str]:
    days = _DAYS[language]
    slots = {
        "company": company(rng), "company2": company(rng), "place": place(rng), "place2": place(rng), "person": person(rng), "person2": person(rng),
        "person3": person(rng), "team": f"{place(rng)} {rng.choice(_TEAMS)}", "team2": f"{place(rng)} {rng.choice(_TEAMS)}", "day": rng.choice(days),
        "day2": rng.choice(days), "quarter": rng.choice(_QUARTERS[language]), "month": rng.choice(_MONTHS), "wind": rng.choice(_WINDS),
        "home": _home(rng), "big": f"{rng.randint(2, 99)}{',' if language == 'en' else '.'}{rng.randint(0, 999):03d}",
    }  # fmt: skip
    slots |= {name: rng.choice(words) for name, words in _WORDS.items()}
    slots |= {letter: str(rng.randint(12, 980)) for letter in "abcik"}
    slots |= {letter: str(rng.randint(1, 9)) for letter in "efgh"}
    slots |= {letter: str(rng.randint(10, 59)) for letter in "jlmnoprsvwz"}
    slots |= {letter: str(rng.randint(20, 99)) for letter in "qtuxy"}
    return slots | {"d": str(rng.randint(2, 9)), "k": str(rng.randint(1000, 9900))}


def _home(rng: Random) -> str:
    """One of the few towns whose notices come in series: their frame and background stand under other figures daily."""
    return place(Random(rng.randrange(3)))


_TEAMS = ("Harriers", "Comets", "Millers", "Otters", "Rangers", "Pilots", "Foxes", "Mariners")
