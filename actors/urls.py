from django.urls import path

from actors import views

app_name = "actors"

urlpatterns = [
    path("actors/", views.ActorListView.as_view(), name="actor-list"),
    path("actors/export.csv", views.ActorListView.as_view(as_file=True), name="actor-export"),
    path("actors/<slug:slug>/", views.ActorDetailView.as_view(), name="actor-detail"),
    path("countries/", views.CountryListView.as_view(), name="country-list"),
    path("countries/export.csv", views.CountryListView.as_view(as_file=True), name="country-export"),
    path("countries/<str:code>/", views.CountryDetailView.as_view(), name="country-detail"),
    path("regions/<slug:slug>/", views.RegionDetailView.as_view(), name="region-detail"),
]
