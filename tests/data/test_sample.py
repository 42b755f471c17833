"""The sample issue says what its article says: every table cell, every bullet, both sides.

It reads the file with plain PyYAML, so that it judges the facts and not briefgen's reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).parents[2] / "data" / "chicago-immigration-enforcement.yaml"

# The article's four tables, cell by cell.
POSITIONS = [
    ("ICE", "Supports Operation", "Upholding immigration laws"),
    ("Chicago Mayor", "Opposes Operation", "Preserving community trust"),
    ("Illinois Governor", "Opposes Operation", "Ensuring public safety and civil liberties"),
]
REMEDIES = {
    "ice": ("Operational effectiveness", "Maintain enforcement despite opposition"),
    "chicago-mayor": ("Community trust deterioration", "Strengthen federal-local dialogue"),
    "illinois-governor": ("Safety and inclusivity", "Implement immigrant-protective policies"),
}
RISKS = [
    (
        "Mistrust of Law Enforcement",
        "Decline in crime reporting",
        "Strengthened community policing initiatives",
    ),
    (
        "Fear of Deportation",
        "Disrupted households and workplaces",
        "Humane and transparent enforcement policies",
    ),
    (
        "Risk of Racial Profiling",
        "Unjust targeting of minorities",
        "Robust accountability and oversight",
    ),
]
RECOMMENDATIONS = [
    (
        "Transparent Communication",
        "Enhances mutual trust",
        "Schedule monthly interagency meetings",
    ),
    (
        "Cultural Sensitivity Training",
        "Fosters empathy and understanding",
        "Mandatory workshops for enforcement officers",
    ),
    (
        "Protective Enforcement Protocols",
        "Safeguards at-risk populations",
        "Establish clear engagement guidelines",
    ),
    (
        "Joint Public Messaging",
        "Mitigates misinformation",
        "Issue coordinated press releases",
    ),
]

# The article's nine bullets.
CRITICS_CONCERNS = [
    (
        "Impact on Immigrant Communities",
        "Heightened anxiety and uncertainty may discourage immigrants from engaging with local "
        "authorities.",
    ),
    (
        "Federal-Local Relations",
        "The enforcement has exacerbated existing tensions between federal agencies and municipal "
        "governments.",
    ),
    (
        "Strain on Local Infrastructure",
        "Questions arise about the capacity of local services to manage the consequences of "
        "increased detentions.",
    ),
]
OFFICIALS_CONCERNS = [
    (
        "Insufficient Collaboration",
        "Minimal coordination between federal and local agencies prior to enforcement activities.",
    ),
    (
        "Potential Civil Rights Violations",
        "Increased apprehension among immigrants about fair legal treatment.",
    ),
    (
        "Resource Diversion",
        "Federal operations may detract from locally tailored public safety programs.",
    ),
]
ASKS = [
    "Protections to minimize unneeded family separations",
    "Clear guidelines to prevent discriminatory practices",
    "Ongoing dialogue among ICE, local officials, and community organizations",
]

# The article's prose, as the council reads it: a sentence, or what is left of it word for word
# where a speaker had to be named or an opening word dropped.
PROSE = [
    "U.S. Immigration and Customs Enforcement (ICE) has recently commenced a targeted enforcement "
    "initiative throughout Chicago, focusing on individuals suspected of breaching immigration "
    "regulations.",
    "This move has been met with strong resistance from city and state officials, including "
    "Chicago’s mayor and the governor of Illinois, who argue that such federal actions jeopardize "
    "the trust between immigrant communities and law enforcement, potentially compromising public "
    "safety efforts.",
    "According to ICE representatives, the operation prioritizes the identification and detention "
    "of non-citizens with prior criminal convictions or outstanding deportation orders.",
    "critics raise several concerns regarding the broader implications of",
    "The recent ICE operation in Chicago has ignited significant debate, with both the city’s "
    "mayor and Illinois’ governor publicly criticizing the federal agency’s tactics.",
    "contend that the enforcement strategy undermines local authority and damages the essential "
    "trust between immigrant communities and law enforcement.",
    "Both leaders advocate for a cooperative framework that prioritizes partnership rather than "
    "confrontation, warning that aggressive federal actions could deteriorate community-police "
    "relations vital for urban safety.",
    "highlighted several critical issues",
    "Local community leaders have expressed serious concerns about the repercussions of ICE’s "
    "enforcement activities, warning that such measures may instill fear within immigrant "
    "populations.",
    "Both Chicago’s mayor and Illinois’ governor have underscored the risk that these actions "
    "could erode the trust necessary for effective policing, potentially leading to reduced "
    "cooperation from residents and hampering crime prevention efforts.",
    "Advocates emphasize the need for transparent communication and collaborative engagement, "
    "urging for:",
    "to balance effective immigration enforcement with the preservation of community trust, it is "
    "essential to establish open communication channels between federal agencies and local "
    "governments.",
    "Regular coordination sessions can align enforcement priorities, address concerns proactively, "
    "and reduce public anxiety.",
    "Joint public announcements and community briefings can further enhance clarity, ensuring "
    "residents and local leaders are well-informed about upcoming operations.",
    "Integrating cultural competency training for law enforcement personnel can improve "
    "understanding of immigrant experiences and local dynamics.",
    "Developing protocols that emphasize humanitarian considerations, such as safeguarding "
    "vulnerable individuals and avoiding punitive measures that disrupt families, can foster "
    "stronger partnerships.",
    "The table below summarizes key approaches to achieving this balance",
    "As ICE continues its enforcement activities in Chicago, the friction between federal "
    "immigration authorities and local leadership remains pronounced.",
    "Despite the strong objections voiced by the city’s mayor and the Illinois governor, ICE "
    "reiterates its dedication to enforcing immigration laws.",
    "this ongoing situation exemplifies the complex challenges faced by major U.S. cities in "
    "balancing immigration enforcement with community trust and public safety.",
    "Observers note that similar disputes are emerging nationwide, underscoring the need for "
    "policies that harmonize federal objectives with local realities.",
    "coverage will persist in tracking these developments and providing timely updates.",
]

TOP_LEVEL = {
    "format",
    "id",
    "title",
    "subtitle",
    "date",
    "place",
    "status",
    "language",
    "organization",
    "proposal",
    "summary",
    "background",
    "intros",
    "outlook",
    "release",
    "sources",
    "stakeholders",
    "concerns",
    "risks",
    "asks",
    "recommendations",
    "messages",
    "notes",
}
AUDIENCES = {"city-council", "community-groups", "press"}
WORDING = AUDIENCES | {"default", "es", "community-groups/es"}

At = tuple[str, ...]


@pytest.fixture(scope="module")
def issue() -> dict[str, Any]:
    found = yaml.load(FILE.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def default(value: Any) -> str:
    """Give the general wording of a value, on one line."""
    return worded(value, "default")


def worded(value: Any, audience: str) -> str:
    """Give the words that an audience reads: its own, else the general ones, else none."""
    if isinstance(value, dict):
        value = value.get(audience, value.get("default", ""))
    return " ".join(value.split())


def scalars(value: Any, at: At = ()) -> Iterator[tuple[At, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from scalars(part, (*at, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from scalars(part, (*at, str(number)))
    else:
        yield at, value


def read_by(issue: dict[str, Any], audience: str) -> str:
    """Give all that an audience could read, a line for each value."""
    lines = []
    for at, text in scalars(issue):
        wording = next((part for part in at if part in WORDING), "")
        if wording in ("", audience) or (
            wording == "default" and audience not in wordings_beside(issue, at)
        ):
            lines.append(" ".join(text.split()))
    return "\n".join(lines)


def wordings_beside(issue: dict[str, Any], at: At) -> set[str]:
    value: Any = issue
    for part in at[:-1]:
        value = value[int(part)] if isinstance(value, list) else value[part]
    return set(value)


def cells(items: list[dict[str, Any]], *fields: str) -> list[tuple[str, ...]]:
    return [tuple(default(item[name]) for name in fields) for item in items]


def prose_for_residents(issue: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for at, text in scalars(issue):
        if at[-1] == "community-groups" or (at[0] == "messages" and at[-1] == "text"):
            for paragraph in re.split(r"\n\s*\n", text):
                line = " ".join(paragraph.split()).replace("U.S.", "US")
                for sentence in re.split(r"(?<=[.?!:;])\s+", line):
                    yield "/".join(at), sentence


def test_only_the_keys_of_the_format_are_used(issue: dict[str, Any]) -> None:
    assert set(issue) <= TOP_LEVEL
    assert issue["format"] == "1"
    assert issue["id"] == FILE.stem
    assert issue["date"] == "2026-11-23"
    assert issue["status"] == "draft"


def test_every_general_wording_has_known_neighbours(issue: dict[str, Any]) -> None:
    for at, _ in scalars(issue):
        for depth, part in enumerate(at):
            if part in WORDING:
                beside = wordings_beside(issue, at[: depth + 1])
                assert beside <= WORDING, at


def test_the_article_is_the_one_source(issue: dict[str, Any]) -> None:
    (source,) = issue["sources"]
    assert set(source) == {"id", "title"}
    assert default(source["title"]) == default(issue["title"])
    for name in ("stakeholders", "concerns", "risks", "asks", "recommendations"):
        assert [item["sources"] for item in issue[name]] == [["article"]] * len(issue[name])


def test_who_supports_and_who_opposes_is_there_cell_by_cell(issue: dict[str, Any]) -> None:
    parties = issue["stakeholders"]
    assert [party["id"] for party in parties] == ["ice", "chicago-mayor", "illinois-governor"]
    assert [party["stance"] for party in parties] == ["supports", "opposes", "opposes"]
    assert cells(parties, "name", "stance_label", "primary_concern") == POSITIONS


def test_main_concerns_and_remedies_are_there_cell_by_cell(issue: dict[str, Any]) -> None:
    found = cells(issue["stakeholders"], "id", "main_concern", "suggested_remedy")
    assert {name: tuple(rest) for name, *rest in found} == REMEDIES


def test_risks_are_there_cell_by_cell(issue: dict[str, Any]) -> None:
    assert cells(issue["risks"], "issue", "possible_outcome", "community_demand") == RISKS


def test_recommendations_are_there_cell_by_cell(issue: dict[str, Any]) -> None:
    items = issue["recommendations"]
    assert cells(items, "approach", "benefit", "implementation") == RECOMMENDATIONS
    # Every audience reads the same name of an approach, in its language.
    assert all(set(item["approach"]) == {"default", "es"} for item in items)


def test_what_the_article_does_not_name_is_not_named(issue: dict[str, Any]) -> None:
    invented = {"owner", "deadline", "cost", "priority", "likelihood", "severity", "addresses"}
    for name in ("risks", "recommendations"):
        for item in issue[name]:
            assert not invented & set(item)
    assert not {"publisher", "author", "date", "url"} & set(issue["sources"][0])
    assert set(issue["release"]) == {"dateline"}


def test_nine_bullets_are_there_with_those_who_said_them(issue: dict[str, Any]) -> None:
    concerns = issue["concerns"]
    assert cells(concerns, "topic", "detail") == [*CRITICS_CONCERNS, *OFFICIALS_CONCERNS]
    assert [default(item.get("attribution", "")) or None for item in concerns] == [
        "Critics"
    ] * 3 + [None] * 3
    officials = ["chicago-mayor", "illinois-governor"]
    assert [item.get("raised_by") for item in concerns] == [None] * 3 + [officials] * 3
    assert [default(item["text"]) for item in issue["asks"]] == ASKS
    assert [default(item["attribution"]) for item in issue["asks"]] == ["Community advocates"] * 3


@pytest.mark.parametrize("sentence", PROSE)
def test_the_council_reads_the_articles_sentences(issue: dict[str, Any], sentence: str) -> None:
    found = read_by(issue, "city-council").lower().count(sentence.lower())
    # What ICE says of its priorities stands in the summary too, beside its critics' reasons.
    assert found == (2 if "prioritizes the identification" in sentence else 1)


def test_the_articles_opinions_are_called_the_articles(issue: dict[str, Any]) -> None:
    assert "In the article’s view, this ongoing situation" in default(issue["background"])
    assert "In its words, to balance" in default(issue["intros"]["recommendations"])
    assert "publisher says that its coverage" in default(issue["outlook"])
    assert {default(item["attribution"]) for item in issue["recommendations"]} == {"the article"}
    assert all("our coverage" not in text.lower() for _, text in scalars(issue))


@pytest.mark.parametrize("audience", sorted(AUDIENCES))
def test_every_audience_reads_the_reasons_of_both_sides(
    issue: dict[str, Any], audience: str
) -> None:
    summary = worded(issue["summary"], audience)
    assert "ICE" in summary
    assert "trust between immigra" in summary.replace("the trust", "trust")
    ice, *officials = (worded(party["position"], audience) for party in issue["stakeholders"])
    for reason in ("criminal convictions", "deportation orders"):
        assert reason in ice
    for position in officials:
        assert "mayor" in position
        assert "governor" in position


def test_no_address_and_no_figure_that_the_article_does_not_have(issue: dict[str, Any]) -> None:
    for at, text in scalars(issue):
        assert not re.search(r"https?:|www\.|\S@\S|\]\(", text), at
        if at not in {("format",), ("date",)}:
            assert not re.search(r"\d", text), at


def test_nobody_is_quoted(issue: dict[str, Any]) -> None:
    for at, text in scalars(issue):
        assert not re.search(r"[“”\"]", text), at


def test_the_lead_fits_a_newsroom(issue: dict[str, Any]) -> None:
    lead = issue["summary"]["press"].split("\n\n")[0]
    assert len(lead.split()) <= 45
    assert "reiterating its dedication" in " ".join(lead.split())
    assert "governor argue that" in " ".join(lead.split())


def test_residents_get_short_sentences(issue: dict[str, Any]) -> None:
    found = list(prose_for_residents(issue))
    assert len(found) > 50
    assert [(at, sentence) for at, sentence in found if len(sentence.split()) > 20] == []


def test_messages_are_for_residents_alone(issue: dict[str, Any]) -> None:
    assert 2 <= len(issue["messages"]) <= 4
    assert {tuple(item["audiences"]) for item in issue["messages"]} == {("community-groups",)}


def test_the_file_reads_well_in_an_editor() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert [number for number, line in enumerate(lines, 1) if len(line) > 100] == []
    assert [number for number, line in enumerate(lines, 1) if line != line.rstrip()] == []


def test_residents_have_spanish_for_all_that_they_have_in_english(issue: dict[str, Any]) -> None:
    for at, text in scalars(issue):
        if at[-1] == "community-groups":
            assert "community-groups/es" in wordings_beside(issue, at), (at, text)
        elif at[-1] == "default" and "community-groups" not in wordings_beside(issue, at):
            assert "es" in wordings_beside(issue, at), (at, text)
