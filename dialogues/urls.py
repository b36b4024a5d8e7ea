from django.urls import path, register_converter

from dialogues import views
from gcmhub.listing import file_paths


class Year:
    """Digits of a year; `int` would let numbers through that no database holds."""

    regex = "[0-9]{1,5}"
    to_python = int
    to_url = str


register_converter(Year, "year")

app_name = "dialogues"

urlpatterns = [
    path("dialogues/", views.EditionListView.as_view(), name="edition-list"),
    path("dialogues/sessions/", views.SessionListView.as_view(), name="session-list"),
    *file_paths("dialogues/sessions/", views.SessionListView, "session-export"),
    path("dialogues/<year:year>/", views.EditionDetailView.as_view(), name="edition-detail"),
    path("dialogues/<year:year>/<slug:place>/", views.WorkshopDetailView.as_view(), name="workshop-detail"),
    path(
        "dialogues/<year:year>/<slug:place>/<slug:session>/", views.SessionDetailView.as_view(), name="session-detail"
    ),
    path("people/", views.PersonListView.as_view(), name="person-list"),
    *file_paths("people/", views.PersonListView, "person-export"),
    path("people/<slug:slug>/", views.PersonDetailView.as_view(), name="person-detail"),
    path("sources/", views.SourceListView.as_view(), name="source-list"),
    *file_paths("sources/", views.SourceListView, "source-export"),
    path("sources/<slug:slug>/", views.SourceDetailView.as_view(), name="source-detail"),
]
