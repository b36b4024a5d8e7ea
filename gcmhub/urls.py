from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from gcmhub import views

urlpatterns = [
    path("", views.language_choice, name="language-choice"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("robots.txt", views.robots, name="robots"),
]

urlpatterns += i18n_patterns(
    path("", views.HomeView.as_view(), name="home"),
    path("about/", views.AboutView.as_view(), name="about"),
    path("data/", views.DataView.as_view(), name="data"),
    path("practices/", include("practices.urls")),
    path("", include("objectives.urls")),
    path("", include("actors.urls")),
    path("", include("dialogues.urls")),
)

handler400 = "gcmhub.views.bad_request"
handler404 = "gcmhub.views.not_found"
handler500 = "gcmhub.views.server_error"
