"""Addresses of the residents' door."""

from django.urls import path

from yiwang.portal.views import (
    apply,
    cases,
    certificates,
    choices,
    corrections,
    help_pages,
    home,
    install,
    items,
    looks,
    ratings,
    verify,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("items/", items.search, name="items"),
    path("items/<slug:slug>/", items.guide, name="item"),
    path("apply/<slug:slug>/", apply.apply, name="apply"),
    path("apply/<slug:slug>/whom/", apply.choose, name="apply-choose"),
    path("apply/<slug:slug>/send/", apply.submit, name="apply-submit"),
    path("apply/<slug:slug>/drop/", apply.drop, name="apply-drop"),
    path("apply/<slug:slug>/steps/<slug:step>/", apply.answer, name="apply-answer"),
    path("apply/<slug:slug>/steps/<slug:step>/autosave/", apply.autosave, name="apply-autosave"),
    path("me/", home.me, name="me"),
    path("me/cases/", cases.my_cases, name="my-cases"),
    path("me/cases/<slug:number>/", cases.case, name="case"),
    path("me/cases/<slug:number>/live/", cases.case_live, name="case-live"),
    path("me/cases/<slug:number>/correct/", corrections.correct, name="correct"),
    path("me/cases/<slug:number>/contest/", cases.contest, name="contest"),
    path("me/cases/<slug:number>/withdraw/", cases.withdraw, name="withdraw"),
    path("me/cases/<slug:number>/rate/", ratings.rate, name="rate"),
    path("me/certificates/", certificates.my_certificates, name="my-certificates"),
    path("me/certificates/<str:identifier>/", certificates.certificate, name="certificate"),
    path("me/certificates/<str:identifier>/file.<str:form>", certificates.file, name="certificate-file"),
    path("me/certificates/<str:identifier>/present/", certificates.present, name="present"),
    path("me/certificates/<str:identifier>/uses/", certificates.uses, name="certificate-uses"),
    path("me/looks/", looks.looks, name="looks"),
    path("verify/", verify.verify, name="verify"),
    path("verify/anchors.json", verify.anchors, name="anchors"),
    path("verify/states.json", verify.states, name="states"),
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
