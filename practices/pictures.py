"""Pictures of all practices under the filters in use, each with its table and the files of it."""

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from gcmhub.exports import FORMATS, BadParametersError, file_response
from practices.map import WorldMap
from practices.matrix import Matrix, chosen_axes
from practices.partnerships import Partnerships
from practices.timeline import Timeline
from practices.views import PracticeListView


class PictureView(PracticeListView):
    """What a picture makes of the answer to a request; it follows the same filters as the list."""

    picture_class = None

    @property
    def template_name(self):
        return f"practices/practice_{self.name}.html"

    @property
    def file_url_name(self):
        return f"practices:practice-{self.name}-export"

    def hits(self, ids):
        return []

    def sorts(self):
        return []

    def picture(self, answer):
        return self.picture_class(answer)

    def table(self, answer):
        return self.picture(answer).as_table()

    def file_of(self, answer, extension):
        if extension not in FORMATS:
            raise Http404
        columns, rows = self.table(answer)
        heading, numbers = str(self.heading), range(len(rows))
        return file_response(extension, self.name, heading, columns, numbers, table_reader(columns, rows), self.request)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {self.name: self.picture(self.answer), "feed_url": ""}


def table_reader(columns, rows):
    """What `file_response` reads a table with that is at hand, the columns asked for."""
    position = {column.name: number for number, column in enumerate(columns)}

    def reader(chosen, request):
        wanted = [position[column.name] for column in chosen]
        return lambda numbers: [[rows[number][column] for number in numbers] for column in wanted]

    return reader


class MapView(PictureView):
    name = "map"
    heading = _("Map of practices")
    picture_class = WorldMap


class MatrixView(PictureView):
    """How many practices have each value of one filter together with each of another, under all other filters."""

    name = "matrix"
    heading = _("Matrix of practices")

    def picture(self, answer):
        return Matrix(answer, chosen_axes(self.request.GET))

    def table(self, answer):
        axes = chosen_axes(self.request.GET)
        if axes.problems:
            raise BadParametersError(axes.problems)
        self.request.GET = QueryDict()  # `columns=` means the axis here, not the columns of the file
        return Matrix(answer, axes).as_table()

    def get_context_data(self, **kwargs):
        context, axes = super().get_context_data(**kwargs), chosen_axes(self.request.GET)
        return context | {"axes": axes, "problems": [*context["problems"], *axes.problems]}


class TimelineView(PictureView):
    name = "timeline"
    heading = _("Timeline of practices")
    picture_class = Timeline


class PartnershipsView(PictureView):
    """Who works with whom; the drawing of it is made on demand, as it is large and says no more."""

    name = "partnerships"
    heading = _("Partnerships")
    picture_class = Partnerships

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        query = self.request.GET.copy()
        is_drawn = query.pop("drawing", [""])[-1] == "1"
        if not is_drawn:
            query["drawing"] = "1"
        return context | {"is_drawn": is_drawn, "other_drawing": f"{self.request.path}?{query.urlencode()}"}
