from django.urls import path

from gcmhub.listing import file_paths
from objectives import views

app_name = "objectives"

urlpatterns = [
    path("objectives/", views.ObjectiveListView.as_view(), name="objective-list"),
    *file_paths("objectives/", views.ObjectiveListView, "objective-export"),
    path("objectives/actions/", views.ActionListView.as_view(), name="action-list"),
    *file_paths("objectives/actions/", views.ActionListView, "action-export"),
    path("objectives/<int:number>/", views.ObjectiveDetailView.as_view(), name="objective-detail"),
    path("sdg/", views.TargetListView.as_view(), name="target-list"),
    *file_paths("sdg/", views.TargetListView, "target-export"),
    path("sdg/<str:code>/", views.TargetDetailView.as_view(), name="target-detail"),
    path("principles/", views.PrincipleListView.as_view(), name="principle-list"),
    path("principles/<slug:slug>/", views.PrincipleDetailView.as_view(), name="principle-detail"),
]
