"""Addresses of the pages of `catalogue`."""

from django.urls import URLPattern, path

from yiwang.console.data.catalogue.views import (
    board,
    browse,
    compiling,
    demands,
    lineage,
    province,
    rows,
    sheets,
    three_lists,
    work,
)

urlpatterns: list[URLPattern] = [
    path("console/catalogue/", browse.listing, name="catalogue-list"),
    path("console/catalogue/board/", board.board, name="catalogue-board"),
    path("console/catalogue/board/pilot/", board.pilot, name="catalogue-pilot"),
    path("console/catalogue/compile/", compiling.new, name="catalogue-new"),
    path("console/catalogue/demands/", demands.listing, name="catalogue-demands"),
    path("console/catalogue/demands/<int:pk>/answer/", demands.answer, name="catalogue-demand-answer"),
    path("console/catalogue/elements/", browse.elements, name="catalogue-elements"),
    path("console/catalogue/held/", browse.held, name="catalogue-held"),
    path("console/catalogue/lineage/", lineage.node, name="catalogue-node"),
    path("console/catalogue/lists/<slug:slug>/", three_lists.one, name="catalogue-lists"),
    path("console/catalogue/lists/<slug:slug>/publish/", three_lists.publish, name="catalogue-list-publish"),
    path("console/catalogue/province/", province.listing, name="catalogue-province"),
    path("console/catalogue/province/send/", province.send, name="catalogue-province-send"),
    path("console/catalogue/sheets/", sheets.sheets, name="catalogue-sheets"),
    path("console/catalogue/sheets/export/", sheets.export, name="catalogue-export"),
    path("console/catalogue/review/", work.queue, name="catalogue-work"),
    path("console/catalogue/resources/<slug:slug>/", browse.entry, name="catalogue-entry"),
    path("console/catalogue/resources/<slug:slug>/act/", work.act, name="catalogue-act"),
    path("console/catalogue/resources/<slug:slug>/compile/", compiling.change, name="catalogue-compile"),
    path("console/catalogue/resources/<slug:slug>/demand/", demands.state, name="catalogue-demand"),
    path("console/catalogue/resources/<slug:slug>/rows/", rows.rows, name="catalogue-rows"),
]
