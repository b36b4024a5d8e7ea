from django.http import HttpResponse
from django.urls import path

app_name = "objectives"
v = lambda request, **kw: HttpResponse("stub")
urlpatterns = [
    path("objectives/", v, name="objective-list"),
    path("objectives/<int:number>/", v, name="objective-detail"),
    path("sdg/", v, name="target-list"),
    path("sdg/<str:code>/", v, name="target-detail"),
    path("principles/<slug:slug>/", v, name="principle-detail"),
]
