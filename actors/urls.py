from django.http import HttpResponse
from django.urls import path

app_name = "actors"
v = lambda request, **kw: HttpResponse("stub")
urlpatterns = [
    path("actors/", v, name="actor-list"),
    path("actors/<slug:slug>/", v, name="actor-detail"),
    path("countries/", v, name="country-list"),
    path("countries/<str:code>/", v, name="country-detail"),
    path("regions/<slug:slug>/", v, name="region-detail"),
]
