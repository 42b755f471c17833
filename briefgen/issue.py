"""What an issue is: every key of an issue file, once, with its kind and meaning.

Owns the description that the reading, the checks and the view are driven by.
Must not know files, audiences' folders or how anything is shown. A key that is not
described here is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from typing import Any, ClassVar

from briefgen.errors import Location
from briefgen.schema import (
    AudienceNames,
    Choice,
    Date,
    File,
    FileRef,
    Flag,
    Id,
    LanguageTag,
    Moment,
    OneRef,
    Plain,
    Prose,
    ProseMap,
    Record,
    Records,
    Ref,
    Refs,
    Rows,
    Word,
    Worded,
    WordedList,
    Wording,
    Zone,
    key,
)

Text = Wording[str]
Passage = Wording[Prose]

LEVELS = ("low", "medium", "high")
STANCES = ("supports", "opposes", "mixed", "neutral", "undeclared")

# The parts that a briefing can have; an audience says which, and in what order.
SECTIONS = (
    "head",
    "motion",
    "summary",
    "messages",
    "background",
    "positions",
    "concerns",
    "remedies",
    "risks",
    "asks",
    "options",
    "impacts",
    "key_figures",
    "quotes",
    "recommendations",
    "events",
    "comment",
    "questions",
    "tables",
    "attachments",
    "outlook",
    "contacts",
    "boilerplate",
    "sources",
)


def _text(meaning: str, *, needed: bool = False) -> Any:
    return key(Worded("text"), meaning, needed=needed)


def _prose(meaning: str, *, needed: bool = False) -> Any:
    return key(Worded("prose"), meaning, needed=needed)


@dataclass(frozen=True, slots=True)
class Item:
    """What every item of every list may carry."""

    called: ClassVar[str] = ""  # the field that names an item to a person

    audiences: tuple[str, ...] | None = key(
        AudienceNames(), "who may see it; left out: all; empty list: nobody"
    )
    sources: tuple[Ref, ...] = key(Refs(("sources",)), "ids of sources")
    attribution: Text = _text("who says so, where no stakeholder does")
    language: str = key(LanguageTag(), "the language of its words, where it is another")
    note: Text = _text("a remark for the authors, never in any output")
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Source(Item):
    """Something that a statement rests on."""

    called: ClassVar[str] = "title"

    id: str = key(Id(), "what other items call it", needed=True)
    title: Text = _text("its title", needed=True)
    publisher: Text = _text("who published it")
    author: Text = _text("who wrote it")
    date: Day | None = key(Date(), "when it was published")
    url: Text = key(Worded("url"), "where it is on the web")
    accessed: Day | None = key(Date(), "when it was read there")


@dataclass(frozen=True, slots=True)
class Contact(Item):
    """Somebody who answers questions."""

    called: ClassVar[str] = "name"

    name: Text = _text("the person or office", needed=True)
    role: Text = _text("what they do")
    email: Text = key(Worded("email"), "e-mail address")
    phone: Text = _text("telephone number")
    for_: Text = _text("what to call about")


@dataclass(frozen=True, slots=True)
class Stakeholder(Item):
    """A party to the issue."""

    called: ClassVar[str] = "name"

    id: str = key(Id(), "what other items call it", needed=True)
    name: Text = _text("as it stands in tables", needed=True)
    full_name: Text = _text("the name in full")
    kind: Text = _text("what it is, such as a federal agency")
    stance: str = key(Choice(STANCES), "towards the proposal; without one, in no positions table")
    stance_label: Text = _text("shown instead of the stance")
    primary_concern: Text = _text("what it cares about most")
    main_concern: Text = _text("what it fears or wants")
    suggested_remedy: Text = _text("what it proposes")
    position: Passage = _prose("what it says, in its own terms")


@dataclass(frozen=True, slots=True)
class Concern(Item):
    """Something that people worry about."""

    called: ClassVar[str] = "topic"

    id: str = key(Id(), "what other items call it", needed=True)
    topic: Text = _text("in a few words", needed=True)
    detail: Text = _text("in a sentence")
    raised_by: tuple[Ref, ...] = key(Refs(("stakeholders",)), "ids of stakeholders")


@dataclass(frozen=True, slots=True)
class Risk(Item):
    """Something that may come of it."""

    called: ClassVar[str] = "issue"

    id: str = key(Id(), "what other items call it", needed=True)
    issue: Text = _text("what is at stake", needed=True)
    possible_outcome: Text = _text("what may happen")
    community_demand: Text = _text("what the community asks for")
    likelihood: str = key(Choice(LEVELS), "how likely")
    severity: str = key(Choice(LEVELS), "how grave")
    raised_by: tuple[Ref, ...] = key(Refs(("stakeholders",)), "ids of stakeholders")


@dataclass(frozen=True, slots=True)
class Ask(Item):
    """Something that somebody asks for."""

    called: ClassVar[str] = "text"

    id: str = key(Id(), "what other items call it", needed=True)
    text: Text = _text("what is asked for", needed=True)
    asked_by: tuple[Ref, ...] = key(Refs(("stakeholders",)), "ids of stakeholders")


@dataclass(frozen=True, slots=True)
class Recommendation(Item):
    """Something that is recommended."""

    called: ClassVar[str] = "approach"

    id: str = key(Id(), "what other items call it", needed=True)
    approach: Text = _text("what is recommended, in a few words", needed=True)
    benefit: Text = _text("what it is good for")
    implementation: Text = _text("how it is done", needed=True)
    detail: Passage = _prose("more of it, under the table")
    addresses: tuple[Ref, ...] = key(
        Refs(("risks", "concerns")), "ids of the risks or concerns it answers"
    )
    proposed_by: tuple[Ref, ...] = key(Refs(("stakeholders",)), "ids of stakeholders")
    owner: Text = _text("who does it")
    deadline: Wording[Day | str] = key(Worded("date-or-text"), "by when: a date, or words")
    cost: Text = _text("what it costs")
    priority: str = key(Choice(LEVELS), "how urgent")


@dataclass(frozen=True, slots=True)
class Option(Item):
    """One of the courses that could be taken."""

    called: ClassVar[str] = "name"

    id: str = key(Id(), "what other items call it", needed=True)
    name: Text = _text("what it is called", needed=True)
    summary: Passage = _prose("what it means")
    pros: tuple[Text, ...] = key(WordedList(), "what speaks for it")
    cons: tuple[Text, ...] = key(WordedList(), "what speaks against it")
    recommended: bool | None = key(Flag(), "whether it is the one recommended")


@dataclass(frozen=True, slots=True)
class Event(Item):
    """Something that happens on a day."""

    called: ClassVar[str] = "what"

    date: Day | None = key(Date(), "the day; this or `when` is needed")
    when: Text = _text("in words, where there is no date")
    what: Text = _text("what happens", needed=True)
    time: Text = _text("the time of day")
    where: Text = _text("the place")
    url: Text = key(Worded("url"), "more about it on the web")


@dataclass(frozen=True, slots=True)
class Question(Item):
    """A question that people ask, and its answer."""

    called: ClassVar[str] = "question"

    question: Text = _text("the question", needed=True)
    answer: Passage = _prose("the answer", needed=True)


@dataclass(frozen=True, slots=True)
class Quotation(Item):
    """The words of somebody, as they were said."""

    called: ClassVar[str] = "text"

    text: Text = _text("the words, without quotation marks", needed=True)
    speaker: Text = _text("who said them", needed=True)
    role: Text = _text("what the speaker is")
    stakeholder: tuple[Ref, ...] = key(
        OneRef(("stakeholders",)), "id of the stakeholder that the speaker speaks for"
    )


@dataclass(frozen=True, slots=True)
class KeyFigure(Item):
    """A number that matters."""

    called: ClassVar[str] = "label"

    id: str = key(Id(), "what other items call it", needed=True)
    label: Text = _text("what is counted", needed=True)
    value: Text = _text("the number, as it is to be printed", needed=True)
    unit: Text = _text("of what")
    as_of: Day | None = key(Date(), "the day it was true")


@dataclass(frozen=True, slots=True)
class Attachment(Item):
    """A document that goes along."""

    called: ClassVar[str] = "title"

    title: Text = _text("its title", needed=True)
    file: FileRef | None = key(File(), "the file, inside the workspace or beside the issue")
    url: Text = key(Worded("url"), "where it is on the web")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table of one's own."""

    key_: str = key(Word(), "what the rows call it", needed=True)
    label: Text = _text("what stands over it", needed=True)
    align: str = key(
        Choice(("start", "end", "center", "left", "right")),
        "how it stands; left out: numbers at the end, text at the start",
    )
    origin: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class OwnTable(Item):
    """A table of one's own."""

    called: ClassVar[str] = "caption"

    id: str = key(Id(), "what templates call it", needed=True)
    caption: Text = _text("what stands over it", needed=True)
    columns: tuple[TableColumn, ...] = key(
        Records(TableColumn), "its columns in order; the first names the row", needed=True
    )
    rows: tuple[tuple[Any, ...], ...] | FileRef = key(
        Rows("columns"),
        "its rows: mappings by the columns' keys, or a CSV or XLSX file whose first row has them",
        needed=True,
    )


@dataclass(frozen=True, slots=True)
class Message(Item):
    """One thing that readers must take away."""

    called: ClassVar[str] = "text"

    text: Text = _text("the message", needed=True)


@dataclass(frozen=True, slots=True)
class Note(Item):
    """A working note; in no output unless its `audiences` names one."""

    called: ClassVar[str] = "text"

    text: Text = _text("the note", needed=True)


@dataclass(frozen=True, slots=True)
class Organization:
    """Who issues the briefing."""

    name: Text = _text("its name")
    department: Text = _text("the part of it")
    email: Text = key(Worded("email"), "its e-mail address")
    website: Text = key(Worded("url"), "its web address")
    boilerplate: Passage = _prose("what a release says about it at the end")
    logo: FileRef | None = key(File(), "a PNG or JPEG file, inside the workspace or beside this")
    logo_alt: Text = _text("what the logo shows, in words; left out: the name")


@dataclass(frozen=True, slots=True)
class Memo:
    """The head of a council memo."""

    to: Text = _text("whom it is for")
    through: Text = _text("through whom it goes")
    from_: Text = _text("whom it is from")
    prepared_by: Text = _text("who wrote it")
    meeting_date: Day | None = key(Date(), "the day of the meeting")


@dataclass(frozen=True, slots=True)
class Release:
    """When and where a press release is given out."""

    embargo_until: datetime | None = key(Moment(), "not to be published before")
    dateline: Text = _text("where it is dated, such as CHICAGO")


@dataclass(frozen=True, slots=True)
class Comment:
    """How the public can comment."""

    by: Day | None = key(Date(), "the last day")
    how: Passage = _prose("how to do it")
    url: Text = key(Worded("url"), "where to do it on the web")


LISTS = (
    "sources",
    "contacts",
    "stakeholders",
    "concerns",
    "risks",
    "asks",
    "recommendations",
    "options",
    "events",
    "questions",
    "quotes",
    "messages",
    "key_figures",
    "attachments",
    "tables",
    "notes",
)


@dataclass(frozen=True, slots=True)
class Issue:
    """A policy issue: the facts from which every briefing is made."""

    format: str = key(Choice(("1",)), "version of this format")
    id: str = key(Id(), "names the output files", needed=True)
    title: Text = _text("what the issue is called", needed=True)
    subtitle: Text = _text("what stands under the title")
    date: Day | None = key(Date(), "the date of this edition of the facts", needed=True)
    edition: Text = _text("which edition, such as 2")
    supersedes: Text = _text("what this edition replaces")
    place: Text = _text("where it plays, such as Chicago, Illinois")
    reference: Text = _text("file, agenda or docket number")
    status: str = key(Choice(("draft", "final")), "how far it is", default="draft")
    approved_by: Text = _text("who approved it")
    audiences: tuple[str, ...] | None = key(
        AudienceNames(), "who may get a briefing; left out: every audience there is"
    )
    language: str = key(LanguageTag(), "the language of this file")
    organization: Organization = key(
        Record(Organization), "who issues the briefing", default=Organization()
    )
    timezone: str = key(Zone(), "in which moments are shown")
    proposal: Text = _text("what the parties support or oppose")
    summary: Passage = _prose("the issue in a paragraph or two", needed=True)
    background: Passage = _prose("how it came about")
    outlook: Passage = _prose("what comes next")
    motion: Passage = _prose("the wording that the council is asked to adopt")
    memo: Memo = key(Record(Memo), "the head of a council memo", default=Memo())
    comment: Comment = key(Record(Comment), "how the public can comment", default=Comment())
    intros: tuple[tuple[str, Passage], ...] = key(
        ProseMap(tuple(sorted({*SECTIONS, *LISTS} - {"notes"}))),
        "what stands before a section or list",
    )
    impacts: tuple[tuple[str, Passage], ...] = key(
        ProseMap(), "fiscal, legal, operational, equity, or any other, and what they are"
    )
    release: Release = key(Record(Release), "for the press", default=Release())
    extra: dict[str, Any] | tuple[()] = key(Plain(), "whatever else a template wants")
    sources: tuple[Source, ...] = key(Records(Source), "what the statements rest on")
    contacts: tuple[Contact, ...] = key(Records(Contact), "who answers questions")
    stakeholders: tuple[Stakeholder, ...] = key(Records(Stakeholder), "the parties")
    concerns: tuple[Concern, ...] = key(Records(Concern), "what people worry about")
    risks: tuple[Risk, ...] = key(Records(Risk), "what may come of it")
    asks: tuple[Ask, ...] = key(Records(Ask), "what is asked for")
    recommendations: tuple[Recommendation, ...] = key(
        Records(Recommendation), "what is recommended"
    )
    options: tuple[Option, ...] = key(Records(Option), "the courses that could be taken")
    events: tuple[Event, ...] = key(Records(Event), "what happens when and where")
    questions: tuple[Question, ...] = key(Records(Question), "what people ask")
    quotes: tuple[Quotation, ...] = key(Records(Quotation), "words as they were said")
    key_figures: tuple[KeyFigure, ...] = key(Records(KeyFigure), "numbers that matter")
    messages: tuple[Message, ...] = key(Records(Message), "what readers must take away")
    attachments: tuple[Attachment, ...] = key(Records(Attachment), "documents that go along")
    tables: tuple[OwnTable, ...] = key(Records(OwnTable), "tables of one's own")
    notes: tuple[Note, ...] = key(Records(Note), "working notes, shown to nobody")
    origin: Location | None = field(default=None, compare=False)
