from django.http import HttpResponse
from django.urls import path

app_name = "dialogues"
v = lambda request, **kw: HttpResponse("stub")
urlpatterns = [
    path("dialogues/", v, name="edition-list"),
    path("dialogues/<int:year>/", v, name="edition-detail"),
    path("dialogues/<int:year>/<slug:place>/", v, name="workshop-detail"),
    path("dialogues/<int:year>/<slug:place>/<slug:session>/", v, name="session-detail"),
    path("people/", v, name="person-list"),
    path("people/<slug:slug>/", v, name="person-detail"),
    path("sources/", v, name="source-list"),
    path("sources/<slug:slug>/", v, name="source-detail"),
]
