from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path

from gcmhub import views
from gcmhub.sitemaps import SITEMAPS

urlpatterns = [
    path("", views.language_choice, name="language-choice"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

urlpatterns += i18n_patterns(
    path("", views.HomeView.as_view(), name="home"),
    path("search/", views.SearchView.as_view(), name="search"),
    path("about/", views.AboutView.as_view(), name="about"),
    path("accessibility/", views.AccessibilityView.as_view(), name="accessibility"),
    path("data/", views.DataView.as_view(), name="data"),
    path("data/datapackage.json", views.datapackage, name="datapackage"),
    path("practices/", include("practices.urls")),
    path("", include("objectives.urls")),
    path("", include("actors.urls")),
    path("", include("dialogues.urls")),
)

handler400 = "gcmhub.views.bad_request"
handler404 = "gcmhub.views.not_found"
handler500 = "gcmhub.views.server_error"
