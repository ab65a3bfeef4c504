"""Language as a record names it - 'en-US', 'English', 'ger', 'pt_BR' - to its ISO 639-1 code.

In: a str. Out: the code ('' where it is none; the language is then detected from the text, elsewhere).
The one idea: tags go to langcodes; names need no database of names, because crawlers write only a few dozen.
"""

from __future__ import annotations

from functools import lru_cache

_NAMES = {
    name: code
    for code, names in {
        "ar": "arabic العربية",
        "bg": "bulgarian български",
        "bn": "bengali bangla",
        "ca": "catalan català",
        "cs": "czech čeština",
        "da": "danish dansk",
        "de": "german deutsch",
        "el": "greek ελληνικά",
        "en": "english",
        "es": "spanish español castellano castilian",
        "et": "estonian eesti",
        "fa": "persian farsi فارسی",
        "fi": "finnish suomi",
        "fr": "french français",
        "he": "hebrew עברית",
        "hi": "hindi हिन्दी",
        "hr": "croatian hrvatski",
        "hu": "hungarian magyar",
        "id": "indonesian",
        "it": "italian italiano",
        "ja": "japanese 日本語",
        "ko": "korean 한국어",
        "lt": "lithuanian lietuvių",
        "lv": "latvian latviešu",
        "ms": "malay",
        "nb": "bokmål",
        "nl": "dutch nederlands flemish",
        "no": "norwegian norsk",
        "pl": "polish polski",
        "pt": "portuguese português",
        "ro": "romanian română",
        "ru": "russian русский",
        "sk": "slovak slovenčina",
        "sl": "slovenian slovene slovenščina",
        "sr": "serbian srpski српски",
        "sv": "swedish svenska",
        "ta": "tamil",
        "th": "thai ไทย",
        "tr": "turkish türkçe",
        "uk": "ukrainian українська",
        "ur": "urdu",
        "vi": "vietnamese",
        "zh": "chinese mandarin 中文",
    }.items()
    for name in names.split()
}
_CODES = frozenset(_NAMES.values())


@lru_cache(maxsize=1024)
def language_code(name: str) -> str:
    """ISO 639-1 code of a tag or name, "" where unknown.

    >>> [language_code(name) for name in ("en-US", "English", "ger", "pt_BR", "Klingon?")]
    ['en', 'en', 'de', 'pt', '']
    """
    name = name.strip().lower().replace("_", "-")[:40]
    if name in _NAMES:
        return _NAMES[name]
    if name in _CODES:
        return name
    if not 2 <= len(name.partition("-")[0]) <= 3:
        return ""
    import langcodes  # noqa: PLC0415 - only where a record names a language in another way

    try:
        found = langcodes.Language.get(name)
    except ValueError:
        return ""
    code = found.language or ""
    return code if len(code) == 2 and found.is_valid() else ""
