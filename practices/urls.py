from django.urls import path

from practices import views

app_name = "practices"

urlpatterns = [
    path("", views.PracticeListView.as_view(), name="practice-list"),
    path("export.csv", views.PracticeListView.as_view(as_file=True), name="practice-export"),
    path("<slug:slug>/", views.PracticeDetailView.as_view(), name="practice-detail"),
]
