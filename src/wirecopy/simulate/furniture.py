"""Page furniture: what stands around a text on an outlet's pages and is no part of the story.

Each outlet has its own few lines, drawn once from its name, so that they repeat over its articles; teasers name
another story of the day. Carriers leave marks whose form and position are known (the bare line "Story continues").
"""

# ruff: noqa: E501 - tables of page lines

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from random import Random

from wirecopy.simulate.outlets import Outlet
from wirecopy.simulate.seeds import rng_for

_TOP = {
    "en": ("Share this article", "Facebook Twitter WhatsApp Email", "Listen to this article", "Print this page", "Reading time: 3 minutes", "{name} | Latest news"),
    "de": ("Artikel teilen", "Lesedauer: 3 Minuten", "Artikel anhören", "{name} – Aktuell"),
    "fr": ("Partager cet article", "Temps de lecture : 3 min", "Écouter l'article", "{name} – L'actualité"),
    "es": ("Compartir esta noticia", "Tiempo de lectura: 3 minutos", "Escuchar la noticia", "{name} – Última hora"),
    "ru": ("Поделиться", "Читать 3 минуты", "{name}: главное"),
    "zh": ("分享到微信", "责任编辑：林一", "{name}讯"),
    "ja": ("この記事をシェア", "{name} 速報"),
}  # fmt: skip
_BOTTOM = {
    "en": (
        "Sign up for the {name} newsletter and get the day's stories in your inbox.", "Follow {name} on Facebook and Twitter.",
        "Support local journalism: subscribe to {name} today.", "© {name}. All rights reserved.", "Have a story tip? Write to the {name} newsroom.",
        "We use cookies to improve your experience on {domain}. Read our cookie policy.", "Download the {name} app for breaking alerts.",
        "Comments are moderated. By posting you accept the rules of {domain}.", "More stories from {name}", "Read the print edition of {name} every morning.",
        "Click here to join our WhatsApp channel", "Do you have a photograph of this? Send it to pictures@{domain}.",
    ),
    "de": (
        "Abonnieren Sie den Newsletter von {name}.", "© {name}. Alle Rechte vorbehalten.", "Folgen Sie {name} auf Facebook.",
        "Diese Website verwendet Cookies. Mehr dazu in der Datenschutzerklärung von {domain}.", "Mehr aus der Region bei {name}", "Jetzt {name} im Abo testen: vier Wochen kostenlos.",
    ),
    "fr": (
        "Inscrivez-vous à la lettre d'information de {name}.", "© {name}. Tous droits réservés.", "Suivez {name} sur Facebook.",
        "Ce site utilise des cookies. Politique de confidentialité de {domain}.", "Abonnez-vous à {name} à partir d'un euro.",
    ),
    "es": (
        "Suscríbase al boletín de {name}.", "© {name}. Todos los derechos reservados.", "Siga a {name} en Facebook.",
        "Este sitio usa cookies. Consulte la política de {domain}.", "Más noticias en {name}",
    ),
    "ru": ("Подписывайтесь на канал «{name}».", "© {name}. Все права защищены.", "Сайт {domain} использует файлы cookie."),
    "zh": ("关注{name}官方微信公众号。", "版权所有 © {name} 未经许可不得转载", "更多内容请下载{name}客户端"),
    "ja": ("{name}の会員登録はこちら", "© {name} 無断転載を禁じます", "関連ニュース"),
}  # fmt: skip
_TEASER = {
    "en": ("ALSO READ: {title}", "Related: {title}", "READ MORE | {title}", "MORE: {title}"),
    "de": ("LESEN SIE AUCH: {title}", "Mehr zum Thema: {title}"),
    "fr": ("À LIRE AUSSI : {title}", "Lire aussi : {title}"),
    "es": ("LEA TAMBIÉN: {title}", "Te puede interesar: {title}"),
    "ru": ("ЧИТАЙТЕ ТАКЖЕ: {title}", "По теме: {title}"),
    "zh": ("相关阅读：{title}", "延伸阅读：{title}"),
    "ja": ("あわせて読みたい：{title}",),
}
_MIDDLE = {
    "en": ("Advertisement", "Article continues below", "ADVERTISEMENT"),
    "de": ("Anzeige",),
    "fr": ("Publicité",),
    "es": ("Publicidad",),
    "ru": ("Реклама",),
}


@dataclass(frozen=True, slots=True)
class Furniture:
    """The fixed lines of one outlet's pages, by position; `teases` is how often it points to other stories."""

    top: tuple[str, ...]
    middle: tuple[str, ...]
    bottom: tuple[str, ...]
    teaser: str
    teases: float


@lru_cache(maxsize=1024)
def furniture_of(outlet: Outlet) -> Furniture:
    """An outlet's furniture: always the same for the same outlet, whatever the seed of a corpus."""
    rng = rng_for(0, "furniture", outlet.domain)
    language = outlet.language if outlet.language in _BOTTOM else "en"
    filled = [
        [line.format(name=outlet.name, domain=outlet.domain) for line in table[language]] for table in (_TOP, _BOTTOM)
    ]
    top = rng.sample(filled[0], min(len(filled[0]), rng.choice((0, 0, 1, 1, 2))))
    bottom = rng.sample(filled[1], min(len(filled[1]), rng.choice((0, 1, 2, 2, 3))))
    middle = (rng.choice(_MIDDLE[language]),) if language in _MIDDLE and rng.random() < 0.3 else ()
    return Furniture(tuple(top), middle, tuple(bottom), rng.choice(_TEASER[language]), rng.choice((0.0, 0.0, 0.3, 0.8)))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a site's system leaves in the text: lines before it, one inside it, lines after it."""

    before: tuple[str, ...] = ()
    inside: str = ""
    after: tuple[str, ...] = ()


def marks_of(outlet: Outlet, moment: int, rng: Random) -> Marks:
    """The marks of an outlet's pages for one article published at `moment`."""
    when = datetime.fromtimestamp(moment, UTC)
    if outlet.marks == "yahoo":
        return Marks(inside="Story continues")
    if outlet.marks == "devdiscourse":
        stamp = when.strftime("%d-%m-%Y %H:%M IST")
        return Marks(before=(f"Devdiscourse News Desk | Updated: {stamp} | Created: {stamp}",))
    if outlet.marks == "graham":
        return Marks(before=(f"Copyright {when.year} by {outlet.name} - All rights reserved.", "Full Screen", "1 / 3"))
    if outlet.marks == "gray":
        stamp = when.strftime("%b. %d, %Y at %I:%M %p EST")
        return Marks(before=(f"Published: {stamp}|Updated: {rng.randint(1, 9)} hours ago",))
    if outlet.marks == "townsquare":
        return Marks(after=(f"More From {outlet.name}",))
    if outlet.marks == "mosaic":
        return Marks(
            before=(
                "Adjust Comment Print",
                f"Published: {when.strftime('%a, %B %d, %Y')} / Worldwide | By {_invented_name(rng)}",
            )
        )
    if outlet.marks == "wordpress" and outlet.language == "en":
        return Marks(
            after=("What do you think?", f"Written by {outlet.name.upper()}", "Leave a Reply")[rng.randint(0, 1) :]
        )
    return Marks()


CARRIER_MARKS = {"yahoo.com": "Story continues", "devdiscourse.com": "Devdiscourse News Desk"}


def _invented_name(rng: Random) -> str:
    return f"{rng.choice(('Dena', 'Orville', 'Camila', 'Reggie', 'Isabel'))} {rng.choice(('Hanslow', 'Petrie', 'Whitacre', 'Dumont', 'Osgood'))}"
