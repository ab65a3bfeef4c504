"""Words of a language and how common they are, and its function words, out of the data of two packages.

In: a language (ISO 639-1). Out: words with their zipf frequency in tenths; stop words. The data are those of `wordfreq`
(40 languages) and `stopwordsiso` (57). The one idea: their files are read, the packages are not imported: with all that
they import in turn they take .3 s and 40 MB, a list takes 5 ms. A test compares with what the packages say.
"""

from __future__ import annotations

import functools
import gzip
import math

import msgpack
import orjson

from wirecopy.bundled import package_folder

_LISTED = 40_000  # words per language: the whole "small" list of wordfreq
_LEAST_ZIPF, _MOST_ZIPF = 1, 80


def frequent_words(language: str) -> tuple[list[str], list[int]]:
    """Words, the commonest first, and the zipf frequency of each in tenths (10 * log10 of uses in a billion words).

    Empty for a language without a list. Frequencies are those of buckets: words that are a hundredth of a power of ten
    apart, the first bucket having the frequency 1.
    """
    file = package_folder("wordfreq") / "data" / f"small_{language}.msgpack.gz"
    if not language.isalpha() or not file.exists():
        return [], []
    _, *buckets = msgpack.unpackb(gzip.decompress(file.read_bytes()))
    words: list[str] = []
    zipfs: list[int] = []
    for hundredths, bucket in enumerate(buckets):
        words += bucket
        zipfs += [_zipf(10 ** (-hundredths / 100))] * len(bucket)
    return words[:_LISTED], zipfs[:_LISTED]


def _zipf(frequency: float) -> int:
    return min(_MOST_ZIPF, max(_LEAST_ZIPF, round(10 * (math.log(frequency, 10) + 9))))  # noqa: FURB163 - to the bit as wordfreq


def stop_words(language: str) -> list[str]:
    """Stop words of a language, in a fixed order; empty where none are listed."""
    return sorted(_stop_words().get(language, ()))


@functools.cache
def _stop_words() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = orjson.loads((package_folder("stopwordsiso") / "stopwords-iso.json").read_bytes())
    return lists
