"""Described mappings: what a YAML file may hold, said once and read by one reader.

Owns the kinds of value, the marks that make a dataclass the description of a
mapping (`key`), and the reading of nodes against it with every fault collected.
Must not know which mappings there are: issues, audiences and workspaces describe
themselves with it.
"""

from briefgen.schema.kinds import (
    AudienceNames,
    Choice,
    Choices,
    Date,
    Entries,
    Flag,
    Id,
    Key,
    Kind,
    LanguageTag,
    Moment,
    Number,
    OneRef,
    Plain,
    ProseMap,
    Record,
    Records,
    Refs,
    Word,
    Worded,
    WordedList,
    Words,
    Zone,
    key,
    keys,
)
from briefgen.schema.reader import Reader, Surroundings
from briefgen.schema.values import Entry, Prose, Ref, Variant, Wording

__all__ = [
    "AudienceNames",
    "Choice",
    "Choices",
    "Date",
    "Entries",
    "Entry",
    "Flag",
    "Id",
    "Key",
    "Kind",
    "LanguageTag",
    "Moment",
    "Number",
    "OneRef",
    "Plain",
    "Prose",
    "ProseMap",
    "Reader",
    "Record",
    "Records",
    "Ref",
    "Refs",
    "Surroundings",
    "Variant",
    "Word",
    "Worded",
    "WordedList",
    "Wording",
    "Words",
    "Zone",
    "key",
    "keys",
]
