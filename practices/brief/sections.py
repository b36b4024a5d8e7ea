"""The sections of a brief: each practice with what is known of it, and at the end the sources, each once."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from gcmhub.languages import text_of
from practices.brief.word import Piece
from practices.choices import Scope
from practices.templatetags.practices import actors_by_role, figure, when


class Sections:
    """Writes practices, and remembers which sources they cite."""

    def __init__(self, word, absolute):
        self.word = word
        self.absolute = absolute
        self.sources = {}  # with their numbers, in the order in which they are cited

    def write(self, practices):
        self.word.heading(1, _("The practices"))
        for number, practice in enumerate(practices, 1):
            self.write_practice(number, practice)

    def write_practice(self, number, practice):
        self.word.heading(2, f"{number}. ", text_of(practice, "title"), bookmark=f"practice_{number}")
        self.word.prose(text_of(practice, "summary"))
        rows = [[[Piece(str(label), soft=True)], pieces] for label, pieces in facts(practice)]
        self.word.table([], rows, [3.4, 13.2])
        self.write_figures(practice.key_figures.all())
        for heading, name in ((_("Results"), "results"), (_("Lessons"), "lessons")):
            if (text := text_of(practice, name)).text:
                self.word.heading(3, heading)
                self.word.prose(text)
        self.write_citations(practice.citations.all())
        address = self.absolute(practice.get_absolute_url())
        self.word.paragraph(Piece(address, "en", address=address))

    def write_figures(self, figures):
        if figures:
            self.word.heading(3, _("Key figures"))
        for item in figures:
            year = f" ({item.year})" if item.year else ""
            number = Piece(bare(figure(item)), bold=True)
            self.word.paragraph(number, " ", text_of(item, "label"), year, style="List Bullet")

    def write_citations(self, citations):
        if citations:
            self.word.heading(3, _("Sources"))
        for citation in citations:
            number = self.sources.setdefault(citation.source, len(self.sources) + 1)
            locator = text_of(citation, "locator")
            place = [", ", locator] if locator.text else []
            self.word.paragraph(f"[{number}] ", text_of(citation.source, "title"), *place)

    def write_sources(self):
        if self.sources:
            self.word.heading(1, _("Sources"))
        for source, number in self.sources.items():
            self.word.paragraph(f"[{number}] ", *described(source), *self.where_to_read(source))

    def where_to_read(self, source):
        address = source.url or self.absolute(source.get_absolute_url())
        return [". ", Piece(address, "en", address=address)]


def bare(printed):
    """The text of what is printed on pages, where names in other languages are in tags."""
    return unescape(strip_tags(printed)) if hasattr(printed, "__html__") else str(printed)


def facts(practice):
    """Pairs of what is told and the pieces of text that tell it."""
    kind = [practice.get_kind_display(), " · ", practice.get_scope_display()]
    dated = practice.started or practice.ended
    roles = actors_by_role(practice.participations.all())
    return [
        (_("Kind"), kind),
        (_("Where"), places(practice)),
        (_("When"), [when(practice) if dated else _("Not dated in the source")]),
        (_("Stage"), [practice.get_stage_display()]),
        *((role, listed([named(actor) for actor in actors])) for role, actors in roles),
        (_("Objectives"), listed([objective(served) for served in practice.practice_objectives.all()], "; ")),
        *actions(practice.actions.all()),
        (_("Evidence"), [practice.get_evidence_display()]),
    ]


def listed(groups, separator=", "):
    """Lists of pieces, one after the other."""
    return [piece for number, pieces in enumerate(groups) for piece in ([separator] if number else []) + pieces]


def named(record, field_name="name"):
    """A name as it is, without a mark: names need no translation."""
    text = text_of(record, field_name)
    return [Piece(text.text, text.language)]


def places(practice):
    """The place and all countries, else the regions, else the scope."""
    records = practice.countries.all() or practice.regions.all()
    names = sorted((named(record) for record in records), key=lambda pieces: pieces[0].text)
    if text_of(practice, "place").text:
        names = [named(practice, "place"), *names]
    if names:
        return listed(names)
    return [_("Worldwide") if practice.scope == Scope.GLOBAL else practice.get_scope_display()]


def objective(served):
    mark = [" (", _("primary"), ")"] if served.primary else []
    return [f"{served.objective.number} ", *named(served.objective, "short_title"), *mark]


def actions(found):
    """Each with its text, as far as there are any."""
    ordered = sorted(found, key=lambda action: (action.objective.number, action.letter))
    texts = [[Piece(f"{action.written} ", "en"), text_of(action, "title")] for action in ordered]
    return [(_("Actions"), listed(texts, "; "))] if texts else []


def described(source):
    """Publisher, title, series, number and year of a source, as far as they are known."""
    publisher = [named(source.publisher)] if source.publisher else []
    series = [source.series, str(source.series_number or "")] if source.series else []
    rest = [" ".join(filter(None, series)), source.symbol, f"ISBN {source.isbn}" if source.isbn else "", source.year]
    return listed([*publisher, [text_of(source, "title")], *([str(part)] for part in rest if part)])
