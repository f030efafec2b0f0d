"""Addresses of the residents' door."""

from django.urls import path

from yiwang.portal.views import choices, help_pages, install

app_name = "portal"

urlpatterns = [
    path("", help_pages.home, name="home"),
    path("help/", help_pages.help_page, name="help"),
    path("help/accessibility/", help_pages.accessibility, name="accessibility"),
    path("lang/", choices.language, name="language"),
    path("reading/", choices.reading, name="reading"),
    path("brand.css", install.brand_css, name="brand-css"),
    path("app-icon/<int:size>.png", install.app_icon, name="app-icon"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("sw.js", install.service_worker, name="service-worker"),
    path("offline/", install.offline, name="offline"),
]
