from django.urls import path

from objectives import views

app_name = "objectives"

urlpatterns = [
    path("objectives/", views.ObjectiveListView.as_view(), name="objective-list"),
    path("objectives/export.csv", views.ObjectiveListView.as_view(as_file=True), name="objective-export"),
    path("objectives/actions/", views.ActionListView.as_view(), name="action-list"),
    path("objectives/actions/export.csv", views.ActionListView.as_view(as_file=True), name="action-export"),
    path("objectives/<int:number>/", views.ObjectiveDetailView.as_view(), name="objective-detail"),
    path("sdg/", views.TargetListView.as_view(), name="target-list"),
    path("sdg/export.csv", views.TargetListView.as_view(as_file=True), name="target-export"),
    path("sdg/<str:code>/", views.TargetDetailView.as_view(), name="target-detail"),
    path("principles/", views.PrincipleListView.as_view(), name="principle-list"),
    path("principles/<slug:slug>/", views.PrincipleDetailView.as_view(), name="principle-detail"),
]
