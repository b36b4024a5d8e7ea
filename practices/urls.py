from django.urls import path

from gcmhub.listing import file_paths
from practices import comparing, pictures, views

app_name = "practices"


def picture_paths(name, view):
    """The page of a picture and the files of its table."""
    return [
        path(f"{name}/", view.as_view(), name=f"practice-{name}"),
        *file_paths(f"{name}/", view, f"practice-{name}-export"),
    ]


urlpatterns = [
    path("", views.PracticeListView.as_view(), name="practice-list"),
    *file_paths("", views.PracticeListView, "practice-export"),
    path("feed.atom", views.PracticeListView.as_view(as_file=True), {"extension": "atom"}, name="practice-feed"),
    *picture_paths("map", pictures.MapView),
    *picture_paths("matrix", pictures.MatrixView),
    *picture_paths("timeline", pictures.TimelineView),
    *picture_paths("partnerships", pictures.PartnershipsView),
    path("compare/", comparing.ShortlistView.as_view(), name="practice-compare"),
    path("compare/export.<str:extension>", comparing.ShortlistView.as_view(as_file=True), name="practice-shortlist"),
    path("<slug:slug>.json", views.record_file, name="practice-record"),
    path("<slug:slug>/citation.ris", views.citation_file, {"extension": "ris"}, name="practice-ris"),
    path("<slug:slug>/citation.bib", views.citation_file, {"extension": "bib"}, name="practice-bib"),
    path("<slug:slug>/", views.PracticeDetailView.as_view(), name="practice-detail"),
]
