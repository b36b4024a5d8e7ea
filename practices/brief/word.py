"""Writes Word documents: headings, paragraphs and tables, from right to left where the language is written so."""

import datetime
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import get_language_info
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_DIRECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from gcmhub.languages import Text, active_language, direction
from practices.feeds import CONTROL_CHARACTERS

LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-SA", "ru": "ru-RU", "zh-hans": "zh-CN"}
FONTS = {"w:ascii": "Calibri", "w:hAnsi": "Calibri", "w:cs": "Arial", "w:eastAsia": "Microsoft YaHei"}
SIZES = {"Normal": 10.5, "Title": 28, "Subtitle": 14, "Heading 1": 18, "Heading 2": 14, "Heading 3": 11, "Cell": 9.5}
ACCENT, SOFT, LINE, WASH = RGBColor(0x0B, 0x5D, 0x66), RGBColor(0x52, 0x5C, 0x6A), "BDB8AD", "E3F0EF"
TO_THE_RIGHT, TO_THE_LEFT = "\u200e", "\u200f"  # marks of direction, which nobody sees
PAGE, MARGIN = (Cm(21), Cm(29.7)), Cm(2.2)
LONGEST_PROPERTY = 255  # characters, of what the file says about itself
AFTER_BIDI = ["w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents"]
AFTER_BIDI += ["w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:outlineLvl", "w:rPr", "w:sectPr"]


@dataclass(frozen=True)
class Piece:
    """Some text in a line; `address` links to a page, `anchor` to a bookmark in the document."""

    text: str
    language: str = ""
    bold: bool = False
    soft: bool = False
    address: str = ""
    anchor: str = ""


def pieces_of(content):
    """What may stand in a line: a piece, plain text, or a text that may be in another language and is then marked."""
    if isinstance(content, Piece):
        return [content]
    if not isinstance(content, Text):
        return [Piece(str(content))]
    piece = Piece(content.text, content.language)
    own_name = get_language_info(content.language)["name_local"]
    return [piece, Piece(f" [{own_name}]", content.language, soft=True)] if content.is_fallback else [piece]


def element(tag, **attributes):
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


class WordDocument:
    """A document in the language of the page."""

    def __init__(self, title, subject):
        self.language = active_language()
        self.is_rtl = direction(self.language) == "rtl"
        self.document = Document()
        self.set_styles()
        self.set_page()
        self.set_properties(title, subject)
        self.bookmarks = 0

    def set_styles(self):
        self.document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH).paragraph_format.space_after = Pt(2)
        for name, size in SIZES.items():
            style = self.document.styles[name]
            properties = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            fonts.attrib.clear()  # the fonts of the theme would go before these
            for attribute, font in FONTS.items():
                fonts.set(qn(attribute), font)
            style.font.size = Pt(size)
            style.font.italic = style.font.cs_italic = False
            for spacing in properties.findall(qn("w:spacing")):
                properties.remove(spacing)
            properties.find(qn("w:sz")).addnext(element("w:szCs", val=int(size * 2)))
            if name.startswith("Heading") or name == "Title":
                style.font.bold = style.font.cs_bold = True
                style.font.color.rgb = ACCENT
        self.document.styles["Subtitle"].font.color.rgb = SOFT
        self.document.styles["Normal"].paragraph_format.space_after = Pt(6)
        self.document.styles["Normal"].paragraph_format.line_spacing = 1.1
        self.document.styles["Title"].paragraph_format.space_before = Pt(120)
        for border in self.document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        self.set_language(self.document.styles["Normal"].element.get_or_add_rPr(), self.language)

    def set_language(self, properties, language):
        locale = LOCALES[language]
        for old in properties.findall(qn("w:lang")):
            properties.remove(old)
        lang = element("w:lang", val=locale, eastAsia=locale, bidi=locale)
        properties.insert_element_before(lang, "w:eastAsianLayout", "w:specVanish", "w:oMath")

    def set_page(self):
        section = self.document.sections[0]
        section.page_width, section.page_height = PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        if self.is_rtl:
            section._sectPr.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid", "w:printerSettings")
        footer = self.fill(section.footer.paragraphs[0], [f"{settings.SITE_NAME} · "])
        footer._p.append(element("w:fldSimple", instr="PAGE"))

    def set_properties(self, title, subject):
        properties = self.document.core_properties
        properties.title, properties.subject = clean(title)[:LONGEST_PROPERTY], clean(subject)[:LONGEST_PROPERTY]
        properties.language = self.language
        properties.author, properties.last_modified_by = settings.SITE_NAME, ""
        properties.comments = settings.CONTENT_LICENCE
        properties.created = properties.modified = datetime.datetime.now(datetime.UTC)

    def title(self, text):
        self.fill(self.document.add_paragraph(style="Title"), [text])

    def heading(self, level, *contents, bookmark=""):
        """A heading; other places of the document can lead to its bookmark."""
        paragraph = self.fill(self.document.add_paragraph(style=f"Heading {level}"), contents)
        if bookmark:
            self.bookmarks += 1
            first = paragraph._p.find(qn("w:r"))
            first.addprevious(element("w:bookmarkStart", id=self.bookmarks, name=bookmark))
            paragraph._p.append(element("w:bookmarkEnd", id=self.bookmarks))

    def paragraph(self, *contents, style=None):
        return self.fill(self.document.add_paragraph(style=style), contents)

    def prose(self, text):
        """A text in paragraphs, all in its own direction; its language is marked once, at the end."""
        parts = [part.strip() for part in text.text.replace("\r", "").split("\n\n") if part.strip()]
        for number, part in enumerate(parts, 1):
            content = replace(text, text=part) if number == len(parts) else Piece(part, text.language)
            self.fill(self.document.add_paragraph(), [content], direction(text.language) == "rtl")

    def fill(self, paragraph, contents, is_rtl=None):
        if self.is_rtl if is_rtl is None else is_rtl:
            paragraph._p.get_or_add_pPr().insert_element_before(element("w:bidi"), *AFTER_BIDI)
        for content in contents:
            for piece in pieces_of(content):
                self.add(paragraph, piece)
        return paragraph

    def add(self, paragraph, piece):
        language = piece.language or self.language
        run = paragraph.add_run(self.in_place(clean(piece.text), language))
        if direction(language) == "rtl":
            run.font.rtl = True
        if language != self.language:
            self.set_language(run._r.get_or_add_rPr(), language)
        if piece.bold:
            run.font.bold = run.font.cs_bold = True
        if piece.soft:
            run.font.color.rgb = SOFT
        if piece.address or piece.anchor:
            run.font.color.rgb = ACCENT
            run._r.getparent().append(self.link(run._r, piece))

    def in_place(self, text, language):
        """In a document from right to left, with the marks that keep numbers and signs beside what they belong to."""
        if not self.is_rtl:
            return text
        if direction(language) == "ltr":
            return f"{TO_THE_RIGHT}{text}{TO_THE_RIGHT}"
        return text if any(map(str.isalpha, text)) else f"{TO_THE_LEFT}{text}{TO_THE_LEFT}"

    def link(self, run, piece):
        """The run inside a link."""
        link = OxmlElement("w:hyperlink")
        if piece.anchor:
            link.set(qn("w:anchor"), piece.anchor)
        else:
            target = self.document.part.relate_to(piece.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), target)
        link.append(run)
        return link

    def table(self, header, rows, widths):
        """A table; cells are lists of what stands in a line. The header is repeated on every page, rows stay whole."""
        table = self.document.add_table(0, len(widths))
        table.autofit = False
        self.set_lines(table)
        if self.is_rtl:
            table.table_direction = WD_TABLE_DIRECTION.RTL
        for width, column in zip(widths, table._tbl.tblGrid, strict=True):
            column.w = Cm(width)
        if header:
            self.add_row(table, [[Piece(str(name), bold=True)] for name in header], is_header=True)
        for cells in rows:
            self.add_row(table, cells)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def set_lines(self, table):
        lines = OxmlElement("w:tblBorders")
        for side in ("w:top", "w:bottom", "w:insideH"):
            lines.append(element(side, val="single", sz=4, space=0, color=LINE))
        table._tbl.tblPr.append(lines)

    def add_row(self, table, cells, is_header=False):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if is_header:
            properties.append(element("w:tblHeader"))
        for cell, contents in zip(row._tr.tc_lst, cells, strict=True):
            if is_header:
                cell.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=WASH))
            paragraph = Paragraph(cell.p_lst[0], table)
            paragraph._p.style = "Cell"
            self.fill(paragraph, contents)

    def page_break(self):
        self.document.add_page_break()

    def save(self):
        """The file, open at its beginning; it has no name, so that nothing is left when it is closed."""
        with ExitStack() as on_failure:
            file = on_failure.enter_context(tempfile.TemporaryFile())
            self.document.save(file)
            file.seek(0)
            on_failure.pop_all()  # else the response closes it
        return file


def clean(text):
    """Without what XML cannot hold."""
    return str(text).translate(CONTROL_CHARACTERS)
