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
    File,
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
    Rows,
    Word,
    Worded,
    WordedList,
    Words,
    Zone,
    key,
    keys,
)
from briefgen.schema.reader import Reader, Surroundings
from briefgen.schema.values import Entry, FileRef, Prose, Ref, Variant, Wording

__all__ = [
    "AudienceNames",
    "Choice",
    "Choices",
    "Date",
    "Entries",
    "Entry",
    "File",
    "FileRef",
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
    "Rows",
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
