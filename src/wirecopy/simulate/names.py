"""Invented names: people, places, companies, put together from syllables, so that texts share none by accident."""

# ruff: noqa: E501, SIM905 - word lists

from __future__ import annotations

from random import Random

_ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w y z th sk".split()
_NUCLEI = "a e i o u ai ea ou ia ei au oa".split()
_CODAS = "n r l m s t rd nd lt ck sk rn ll x th ".split(" ")
_SUFFIXES = ("ton", "ville", "burg", "ford", "stad", "field", "mouth", "ham", "grad", "abad", "polis", "", "", "")
_FIRST = (
    "Adele Amir Anton Beatriz Bruno Carla Chidi Dara Dmitri Elena Emeka Farida Felix Gita Goran Hana Henrik Ibrahim Ines Ivan Jamila Jonas Kaito "
    "Karim Leila Lucas Maren Mateo Nadia Noor Olga Omar Paula Petra Quentin Rafael Rosa Samir Selma Tariq Tessa Ulla Uri Vera Viktor Wanda Xenia "
    "Yusuf Zara Zoltan Agnes Boris Celia Derek Edith Fatou Gareth Helga Isaac Judith"
).split()
_FORMS = (
    "Holdings",
    "Industries",
    "Energy",
    "Foods",
    "Bancorp",
    "Logistics",
    "Systems",
    "Pharma",
    "Textiles",
    "Mining",
    "Airways",
    "Motors",
    "Capital",
)


def _syllable(rng: Random) -> str:
    return rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS)


def surname(rng: Random) -> str:
    """An invented surname of two syllables."""
    return (_syllable(rng) + rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS)).capitalize()


def person(rng: Random) -> str:
    """A first name and an invented surname."""
    return f"{rng.choice(_FIRST)} {surname(rng)}"


def place(rng: Random) -> str:
    """An invented town."""
    return (_syllable(rng) + rng.choice(_NUCLEI) + rng.choice(_SUFFIXES)).capitalize()


def company(rng: Random) -> str:
    """An invented company."""
    return f"{surname(rng)} {rng.choice(_FORMS)}"
