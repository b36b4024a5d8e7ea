"""The brief, opened again as a reader’s word processor does, and held against what is recorded."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from practices.brief import contents
from practices.models import Citation
from tests.factories import (
    ActionFactory,
    ActorFactory,
    CountryFactory,
    KeyFigureFactory,
    ObjectiveFactory,
    PracticeFactory,
    RegionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

FILE, SHORTLIST = "practices:practice-export", "practices:practice-shortlist"


def answer(client, query=None, name=FILE):
    return client.get(reverse(name, args=["docx"]), query or {})


def brief(client, query=None, name=FILE):
    response = answer(client, query, name)
    assert response.status_code == 200
    return Document(io.BytesIO(response.getvalue()))


def text_of(element):
    """With links, which python-docx leaves out of the text of a paragraph's runs in tables."""
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def lines(document):
    return [text_of(paragraph._p) for paragraph in document.paragraphs if text_of(paragraph._p)]


def headings(document):
    return [(int(p.style.name[-1]), text_of(p._p)) for p in document.paragraphs if p.style.name.startswith("Heading")]


def rows(table):
    return [[text_of(cell) for cell in row._tr.tc_lst] for row in table.rows]


@pytest.fixture
def practices():
    world = RegionFactory(slug="world")
    africa = RegionFactory(slug="africa", name_en="Africa", name_fr="Afrique", parent=world)
    kenya = CountryFactory(
        code="KE", name_en="Kenya", name_fr="Kenya", region=RegionFactory(slug="eastern-africa", parent=africa)
    )
    book = SourceFactory(
        slug="idm-28",
        title_en="Red book",
        title_fr="Livre rouge",
        publisher=ActorFactory(slug="iom", name_en="IOM", name_fr="OIM"),
        series="Dialogue",
        series_number=28,
        isbn="978-92-9068-780-1",
        url="https://example.org/book",
    )
    other = SourceFactory(slug="other", title_en="Other book", title_fr="Autre livre", year=None)
    six = ObjectiveFactory(number=6, short_title_en="Work", short_title_fr="Travail")
    first = PracticeFactory(
        slug="first",
        title_en="A one-stop centre",
        title_fr="Un guichet unique",
        summary_en="First paragraph.\n\nSecond paragraph.",
        results_en="More people were served.",
        lessons_en="Begin early.",
        kind="service",
        scope="local",
        place_en="Nairobi",
        place_fr="Nairobi",
        started="2016",
        stage="ongoing",
        evidence="monitored",
        countries=[kenya],
        primary=ObjectiveFactory(number=23, short_title_en="Cooperation", short_title_fr="Coopération"),
        objectives=[six],
        actions=[ActionFactory(letter="c", title_en="Engage cities", title_fr="Associer les villes")],
        leads=[ActorFactory(slug="city", name_en="City", name_fr="Ville")],
        partners=[ActorFactory(slug="iom")],
        citations=[book],
    )
    Citation.objects.create(practice=first, source=other, locator_en="page 4", locator_fr="page 4", position=2)
    KeyFigureFactory(practice=first, value=12000, qualifier="over", label_en="people", label_fr="personnes", year=2017)
    PracticeFactory(slug="second", title_en="Zebra", title_fr="Zèbre", kind="fund", primary=six, citations=[book])
    PracticeFactory(slug="draft", title_en="CANARY", title_fr="CANARY", status="draft", citations=[book])
    PracticeFactory(slug="archived", title_en="CANARY", title_fr="CANARY", status="archived")


def test_the_title_page_says_what_was_asked(client, practices):
    document = brief(client, {"objective": "6", "region": "africa", "actor": "-other"} | {"kind": "-fund"})
    assert document.paragraphs[1].style.name == "Title"
    assert lines(document)[:8] == [
        "gcmhub · Knowledge base of the Global Compact for Migration",
        "Practices under the Global Compact for Migration",
        "Objective: 6 Work; Region: Africa; not: Kind: Fund; not: Actor: Actor other",
        f"1 practice · {date_format(date.today(), 'DATE_FORMAT')}",
        "http://testserver/en/practices/?objective=6&region=africa&actor=-other&kind=-fund",
        "Licence: CC BY 4.0",
        "An independent knowledge base, not a publication of the United Nations.",
        "What is not recorded here may exist all the same.",
    ]
    properties = document.core_properties
    assert (properties.title, properties.language, properties.author) == (lines(document)[1], "en", "gcmhub")
    assert properties.created.date() == datetime.now(UTC).date()
    assert "All practices" in lines(brief(client))


@pytest.fixture(autouse=True)
def an_actor_without_practices(db):
    ActorFactory(slug="other", name_en="Actor other")


def test_it_has_real_headings_in_order(client, practices):
    assert headings(brief(client)) == [
        (1, "In numbers"),
        (1, "At a glance"),
        (1, "The practices"),
        (2, "1. A one-stop centre"),
        (3, "Key figures"),
        (3, "Results"),
        (3, "Lessons"),
        (3, "Sources"),
        (2, "2. Zebra"),
        (3, "Sources"),
        (1, "Sources"),
    ]


def test_its_tables_count_and_list_the_practices(client, practices):
    objectives, regions, kinds, table, *facts = map(rows, brief(client).tables)
    assert objectives == [["Objective", "Practices"], ["6 Work", "2"], ["23 Cooperation", "1"]]
    assert regions == [["Region", "Practices"], ["Africa", "1"], ["No region named", "1"]]
    assert kinds == [["Kind", "Practices"], ["Service", "1"], ["Fund", "1"]]
    lead = rows(brief(client, {"kind": "fund"}).tables[3])[1][5]
    assert table == [
        ["", "Practice", "Kind", "Where", "When", "Lead"],
        ["1", "A one-stop centre", "Service", "Nairobi, Kenya", "since 2016", "City"],
        ["2", "Zebra", "Fund", "Worldwide", "", lead],
    ]
    assert facts[0] == [
        ["Kind", "Service · Local"],
        ["Where", "Nairobi, Kenya"],
        ["When", "since 2016"],
        ["Stage", "Ongoing"],
        ["Lead", "City"],
        ["Partner", "IOM"],
        ["Objectives", "23 Cooperation (primary); 6 Work"],
        ["Actions", "23(c) Engage cities"],
        ["Evidence", "Monitored"],
    ]
    assert len(facts) == 2


def test_counts_are_those_of_the_practices_found_not_of_all(client, practices):
    objectives, regions, kinds, *_ = map(rows, brief(client, {"kind": "fund"}).tables)
    assert [objectives[1:], regions[1:], kinds[1:]] == [[["6 Work", "1"]], [["No region named", "1"]], [["Fund", "1"]]]


def test_sections_tell_and_cite_and_the_sources_stand_once_at_the_end(client, practices):
    document = brief(client)
    found = lines(document)
    start = found.index("1. A one-stop centre")
    assert found[start : found.index("2. Zebra")] == [
        "1. A one-stop centre",
        "First paragraph.",
        "Second paragraph.",
        "Key figures",
        "more than 12,000 people (2017)",
        "Results",
        "More people were served.",
        "Lessons",
        "Begin early.",
        "Sources",
        "[1] Red book, chapter 2",
        "[2] Other book, page 4",
        "http://testserver/en/practices/first/",
    ]
    assert found[-6:] == [
        "Sources",
        "[1] Red book, chapter 2",
        "http://testserver/en/practices/second/",
        "Sources",
        "[1] IOM, Red book, Dialogue 28, ISBN 978-92-9068-780-1, 2018. https://example.org/book",
        "[2] Other book. http://testserver/en/sources/other/",
    ]
    targets = {r.target_ref for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert {"https://example.org/book", "http://testserver/en/practices/first/"} <= targets
    anchors = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    bookmarks = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert [anchor for anchor in anchors if anchor] == bookmarks == ["practice_1", "practice_2"]


def test_tables_repeat_their_header_and_pages_are_numbered(client, practices):
    document = brief(client)
    has_header = [table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in document.tables]
    assert has_header == [True] * 4 + [False] * 2
    footer = document.sections[0].footer._element
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["PAGE"]


def test_it_is_written_in_the_language_of_the_page(client, practices):
    with translation.override("fr"):
        document = brief(client, {"objective": "6", "kind": "service"})
    found = lines(document)
    assert "Objectif\u00a0: 6 Travail; Type\u00a0: Service" in found
    assert "1. Un guichet unique" in found
    assert "plus de 12\u00a0000 personnes (2017)" in [line.replace("\u202f", "\u00a0") for line in found]
    assert "More people were served. [English]" in found
    assert document.core_properties.language == "fr"
    assert document.styles["Normal"].element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "fr-FR"
    marked = [run for run in document.element.iter(qn("w:r")) if text_of(run) == "More people were served."]
    assert [run.find(f".//{qn('w:lang')}").get(qn("w:val")) for run in marked] == ["en-GB"]


def test_an_arabic_brief_runs_from_right_to_left(client, practices):
    PracticeFactory(slug="arabic", title_ar="مركز", summary_ar="ملخص", kind="fund")
    with translation.override("ar"):
        document = brief(client, {"kind": "fund"})
    cells = [cell for table in document.tables for row in table.rows for cell in row._tr.tc_lst]
    paragraphs = [*document.element.body.iter(qn("w:p"))]
    ltr = [text_of(p) for p in paragraphs if text_of(p) and p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None]
    assert [text.strip("\u200e") for text in ltr if "Text" not in text] == [
        "What it is, where, and who does it.\u200e\u200e [English]"
    ]
    assert len(cells) > 20
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in document.tables)
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    rtl = [run for run in document.element.iter(qn("w:r")) if text_of(run) == "ملخص"]
    assert [run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in rtl] == [True]
    assert document.core_properties.language == "ar"


def test_a_brief_from_left_to_right_has_no_mark_of_direction(client, practices):
    with zipfile.ZipFile(io.BytesIO(answer(client).getvalue())) as parts:
        xml = parts.read("word/document.xml").decode()
    assert re.findall("<w:(?:bidi|rtl|bidiVisual)/>|[\u200e\u200f]", xml) == []


def test_a_shortlist_keeps_its_order(client, practices):
    document = brief(client, {"pick": ["second", "first"]}, SHORTLIST)
    assert [text for level, text in headings(document) if level == 2] == ["1. Zebra", "2. A one-stop centre"]
    assert lines(document)[2] == "A shortlist, in the order picked"
    assert "http://testserver/en/practices/compare/?pick=second&pick=first" in lines(document)


@pytest.mark.parametrize(("query", "name"), [({}, FILE), ({"pick": ["first"]}, SHORTLIST)])
def test_nothing_that_is_not_public_is_in_the_file(client, practices, query, name):
    with zipfile.ZipFile(io.BytesIO(answer(client, query, name).getvalue())) as parts:
        everything = b"".join(parts.read(part) for part in parts.namelist())
    assert (b"CANARY" in everything, b"A one-stop centre" in everything) == (False, True)


def test_the_answer_says_how_long_it_is_and_how_many_it_holds(client, practices):
    response = client.get(reverse(FILE, args=["docx"]), {"kind": "fund"}, headers={"Accept-Encoding": "gzip"})
    assert response["X-Total-Count"] == "1"
    assert int(response["Content-Length"]) == len(response.getvalue())
    assert "Content-Encoding" not in response
    assert response["Content-Disposition"] == f'attachment; filename="gcmhub-brief-{date.today()}.docx"'


def test_the_first_are_told_in_full_and_the_others_listed(client, practices, monkeypatch):
    monkeypatch.setattr(contents, "IN_FULL", 1)
    document = brief(client)
    assert [text for level, text in headings(document) if level == 2] == ["1. A one-stop centre"]
    assert "The first 1 are described in full below; for the others follow the link." in lines(document)
    assert [row[1] for row in rows(document.tables[3])] == ["Practice", "A one-stop centre", "Zebra"]
    targets = {r.target_ref for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert "http://testserver/en/practices/second/" in targets


def test_more_than_it_can_hold_is_refused_with_the_remedy(client, practices, monkeypatch):
    monkeypatch.setattr(contents, "MOST_LISTED", 1)
    response = answer(client)
    assert (response.status_code, response.content.decode()) == (
        400,
        "docx: A brief holds 1 practices at most. Filter the list further, or take the CSV file.\n",
    )


@pytest.mark.parametrize("query", [{"objective": "99"}, {"nonsense": "1"}, {"q": "a" * 201}, {"kind": "<script>"}])
def test_a_mistyped_filter_is_not_answered(client, practices, query):
    assert answer(client, query).status_code == 400


def test_an_empty_list_says_so(client, practices):
    document = brief(client, {"kind": "training"})
    assert "Nothing recorded here matches. That does not mean that nothing exists." in lines(document)
    assert (headings(document), document.tables) == ([], [])


def test_hostile_texts_are_text(client):
    unsafe = '<w:p/>]]>&amp;<script>alert("1")</script>'
    practice = PracticeFactory(
        title_en=unsafe * 7,
        summary_en=f"a\x0bb\x01 {unsafe}\uffff",
        place_en=unsafe[:120],
        countries=[CountryFactory(name_en=unsafe)],
        leads=[ActorFactory(name_en=unsafe)],
        citations=[SourceFactory(title_en=unsafe, url="javascript:alert(1)")],
    )
    KeyFigureFactory(practice=practice, label_en=unsafe, unit_en="<b>%</b>")
    document = brief(client, {"q": 'script <w:p/> "'})
    assert f"1. {unsafe * 7}" in lines(document)
    assert f"ab {unsafe}" in lines(document)
    assert f"41\u00a0<b>%</b> {unsafe}" in lines(document)
    assert [rows(document.tables[3])[1][column] for column in (3, 5)] == [f"{unsafe[:120]}", unsafe]
    assert rows(document.tables[4])[1] == ["Where", f"{unsafe[:120]}, {unsafe}"]


def test_every_part_of_the_file_is_xml_that_can_be_read(client, practices):
    with zipfile.ZipFile(io.BytesIO(answer(client).getvalue())) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))  # noqa: S314 -- our own file
        assert b"python" not in parts.read("docProps/core.xml")


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_a_constant_number_of_queries(client, count, django_assert_num_queries):
    for _ in range(count):
        practice = PracticeFactory(
            countries=[CountryFactory() for _ in range(count)],
            partners=[ActorFactory() for _ in range(count)],
            actions=[ActionFactory() for _ in range(count)],
            objectives=[ObjectiveFactory(number=n) for n in range(1, count + 1)],
            citations=[SourceFactory(publisher=ActorFactory()) for _ in range(count)],
        )
        KeyFigureFactory(practice=practice)
    brief(client)  # reads the index
    with django_assert_num_queries(9):
        brief(client)
