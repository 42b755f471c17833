"""What a person is asked of files of every kind, in the same words.

Owns the questions that formats share; one that a format puts in its own way stands with
its checks. Must not know a format.
"""

from __future__ import annotations

from briefgen.audit.report import WCAG, Question, Rule

ASK_ALTERNATIVES = Question(
    "alternatives",
    "Does each alternative text say what the picture tells?",
    (Rule(WCAG, "1.1.1"),),
)
ASK_COLOURS = Question(
    "colours", "Is anything said by these colours of text alone?", (Rule(WCAG, "1.4.1"),)
)
ASK_LANGUAGE = Question(
    "language",
    "Is this the language that most of it is in, and are words in others marked?",
    (Rule(WCAG, "3.1.1"), Rule(WCAG, "3.1.2")),
)
ASK_LINKS = Question(
    "links", "Do the words of each link say where it leads?", (Rule(WCAG, "2.4.4"),)
)
ASK_TABLES = Question(
    "tables",
    "Is each table a table, and are these the right header cells?",
    (Rule(WCAG, "1.3.1"),),
)
