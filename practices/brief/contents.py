"""What stands in a brief: the question, counts, a table of the practices, a section on each, the sources."""

import datetime

from django.conf import settings
from django.http import FileResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from actors.models import Region
from gcmhub.exports import BadParametersError
from gcmhub.selections import Problem
from practices.brief.sections import Sections, bare
from practices.brief.word import Piece, WordDocument
from practices.choices import Role
from practices.filters import PracticeFilterSet
from practices.hits import hits
from practices.models import Practice

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
IN_FULL, MOST_LISTED = 100, 1000  # practices: those with a section of their own, and those that the table can hold
COUNTED = ("objective", "region", "kind")


def brief_response(question, address, ids, snapshot, request):
    """The brief on these practices in this order; `question` says in words how they were found, `address` where."""
    if len(ids) > MOST_LISTED:
        remedy = _("A brief holds %(count)d practices at most. Filter the list further, or take the CSV file.")
        raise BadParametersError([Problem("docx", "", remedy % {"count": MOST_LISTED})])
    file = Brief(question, address, ids, snapshot, request.build_absolute_uri).written()
    request.META.pop("HTTP_ACCEPT_ENCODING", None)  # it is compressed, and must keep its Content-Length
    name = f"gcmhub-brief-{datetime.date.today().isoformat()}.docx"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPE)
    response["X-Total-Count"] = len(ids)
    response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    return response


class Brief:
    """A brief on some practices."""

    def __init__(self, question, address, ids, snapshot, absolute):
        self.question = question
        self.address = absolute(address)
        self.snapshot = snapshot
        self.absolute = absolute
        self.hits = hits(ids, snapshot)
        self.title = _("Practices under the Global Compact for Migration")
        self.word = WordDocument(self.title, question)

    def written(self):
        self.write_title_page()
        if self.hits:
            self.write_counts()
            self.write_table()
            sections = Sections(self.word, self.absolute)
            sections.write(self.in_full())
            sections.write_sources()
        return self.word.save()

    def in_full(self):
        """The practices with a section of their own, in order."""
        ids = [hit.pk for hit in self.hits[:IN_FULL]]
        found = Practice.objects.published().for_brief().in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    def write_title_page(self):
        word, count = self.word, len(self.hits)
        word.paragraph(
            Piece(settings.SITE_NAME, bold=True), " · ", _("Knowledge base of the Global Compact for Migration")
        )
        word.title(self.title)
        word.paragraph(self.question, style="Subtitle")
        practices = ngettext("%(n)d practice", "%(n)d practices", count) % {"n": count}
        word.paragraph(practices, " · ", date_format(datetime.date.today(), "DATE_FORMAT"))
        word.paragraph(Piece(self.address, language="en", address=self.address))
        word.paragraph(_("Licence: "), Piece("CC BY 4.0", language="en", address=LICENCE_URL))
        word.paragraph(_("An independent knowledge base, not a publication of the United Nations."))
        if not self.hits:
            word.paragraph(_("Nothing recorded here matches. That does not mean that nothing exists."))
            return
        word.paragraph(_("What is not recorded here may exist all the same."))
        word.page_break()

    def write_counts(self):
        self.word.heading(1, _("In numbers"))
        self.word.paragraph(_("A practice counts once for each objective that it serves and each region it lies in."))
        found, labels = BitMap(hit.pk for hit in self.hits), self.snapshot.labels(PracticeFilterSet)
        for name in COUNTED:
            f = PracticeFilterSet.base_filters[name]
            rows = [
                (f"{code} {label.text}" if name == "objective" else label.text, count)
                for code, label in labels[f.vocabulary].values().items()
                if (count := len(found & self.snapshot.values[name].get(code, BitMap())))
                and (name != "region" or code in self.continents())
            ]
            if name == "region" and (without := self.without_region(found)):
                rows.append((_("No region named"), without))
            self.word.table([f.label, _("Practices")], [[[label], [count]] for label, count in rows], [13, 3.5])

    def continents(self):
        regions = Region.objects.filter(parent__slug="world")
        return self.snapshot.once("continents", lambda: set(regions.values_list("slug", flat=True)))

    def without_region(self, found):
        values = self.snapshot.values["region"]
        return len(found - BitMap.union(BitMap(), *(values.get(code, BitMap()) for code in self.continents())))

    def write_table(self):
        self.word.heading(1, _("At a glance"))
        if len(self.hits) > IN_FULL:
            text = _("The first %(count)d are described in full below; for the others follow the link.")
            self.word.paragraph(text % {"count": IN_FULL})
        rows = [self.row(number, hit) for number, hit in enumerate(self.hits, 1)]
        header = ["", _("Practice"), _("Kind"), _("Where"), _("When"), _("Lead")]
        self.word.table(header, rows, [1.1, 4.7, 2.6, 2.8, 1.9, 3.5])

    def row(self, number, hit):
        title = hit.title
        here = number <= IN_FULL
        link = {"anchor": f"practice_{number}"} if here else {"address": self.absolute(hit.url)}
        mark = [Piece(f" [{title.language}]", "en", soft=True)] if title.is_fallback else []
        leads = dict(hit.actors_by_role).get(Role.LEAD.label, "")
        return [
            [number],
            [Piece(title.text, title.language, **link), *mark],
            [hit.kind],
            [bare(hit.where)],
            [hit.when],
            [bare(leads)],
        ]
