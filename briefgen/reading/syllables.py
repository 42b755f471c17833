"""How many syllables a word has, as it is said.

Must not know what is made of the number. No library serves: those for English are under
the GPL, download their data when they run, or are wrong more often on long words than what
stands here (docs/architecture.md); hyphenation leaves out syllables that no line may end on.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Vowels that stand together are one syllable,
_ENGLISH = re.compile(r"[aeiouy]+")
# but some of them are silent,
_SILENT = re.compile(
    r"(?<=[^aeiouyl])e$|(?<=[aeiouylr]l)e$"  # late, file, whole
    r"|(?<=[^aeiouyshxzcgl])es$|(?<=[aeiouyl]l)es$|(?<=th)es$"  # notes, files; not boxes
    r"|(?<=[^aeiouytdl])ed$|(?<=[aeiouylr]l)ed$"  # closed, called; not wanted
    r"|(?<=[^aeiouylm])e(?=(?:ments?|ful|fully|less|ly|ness)$)"  # statement; not element
    r"|(?<=[aeiouy]l)e(?=(?:less|ly|ness)$)"  # solely
    r"|(?:(?<=[aeo]g)|(?<=q))ues?$"  # dialogue, unique
    r"|(?<=^som)e(?=[a-z]{3})"  # something, and other words made of two
    r"|(?<=^(?:car|cas|fir|hom|lak|lif|lik|nam|not|rat|saf|sal|sit|tim|wid))e(?=[bcfghklmnptw])"
    r"|(?<=^(?:fram|guid|hous|plac|pric|spac|stak|stat|ther|trad|wher|whol))e(?=[^rds][a-z]{2})"
    r"|(?<=^ev)e(?=ry)|(?<=^bus)i(?=ness)|(?<=^diff)e(?=r)"
)
# and some are two.
_TWO = re.compile(
    r"(?<![tcsgx])i(?:a(?!ge)|o(?!us|n)|u(?=m))(?!$)(?!n[gt]?$)"  # diary, violence, stadium
    r"|(?<=[dtr])i[ao]s?$|(?<=[rvdnpb])i(?=ous)|(?<=[rvdnlm])io(?=n?[aeiy]t)"  # media, serious
    r"|(?<=[drnlv])ie(?=n[ct])|(?<=[xtdp])ie(?=ty)|iet"  # audience, society
    r"|(?<=[^qg])ua(?=[tlrn])|uou|(?<=[^aeiou])ui(?=t[yio])"  # usual, January, continuous
    r"|eo(?!u|p|n$)|(?<=[rd]ea)t(?=[eio])"  # video, created
    r"|[aeiouy]ing|(?<=[aeou])y(?=[aeiou])"  # being, mayor
    r"|^re(?=[iou]|en|ef|el.|ev|ac[^h]|ap.|ass)|^coo(?=rd|pe)|^pre(?=[eio])"  # reopen, cooperate
    r"|is(?=ms?$)|th(?=ms?$)"  # activism, rhythm
)

_MUTE = re.compile(r"(?<=q)u|(?<=g)u(?=[eiéí])")
# A strong vowel with the weak ones at its sides, an accented weak one, or weak ones alone.
_SPANISH = re.compile(r"[iuü]?[aeoáéó](?:[iuü](?![aeoáéó])|y(?![aeiouáéíóú]))?|[íú]|[iuü]+y?|y$")


@lru_cache(maxsize=10_000)
def english(word: str) -> int:
    """Count the syllables of an English word: as it looks, so not always as it is said."""
    word = word.lower()
    silent, two = len(_SILENT.findall(word)), len(_TWO.findall(word))
    return max(len(_ENGLISH.findall(word)) - silent + two, 1)


@lru_cache(maxsize=10_000)
def spanish(word: str) -> int:
    """Count the syllables of a Spanish word, which is said as it is written."""
    return max(len(_SPANISH.findall(_MUTE.sub("", word.lower()))), 1)
