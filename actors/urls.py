from django.urls import path

from actors import views
from gcmhub.listing import file_paths

app_name = "actors"

urlpatterns = [
    path("actors/", views.ActorListView.as_view(), name="actor-list"),
    *file_paths("actors/", views.ActorListView, "actor-export"),
    path("actors/<slug:slug>/", views.ActorDetailView.as_view(), name="actor-detail"),
    path("countries/", views.CountryListView.as_view(), name="country-list"),
    *file_paths("countries/", views.CountryListView, "country-export"),
    path("countries/<str:code>/", views.CountryDetailView.as_view(), name="country-detail"),
    path("regions/<slug:slug>/", views.RegionDetailView.as_view(), name="region-detail"),
]
