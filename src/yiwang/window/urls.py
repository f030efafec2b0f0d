"""Addresses of the window."""

from django.urls import path

from yiwang.window.views import cases, counter, receiving

app_name = "window"

urlpatterns = [
    path("window/", counter.home, name="home"),
    path("window/find/", counter.find, name="find"),
    path("window/results/", counter.results, name="results"),
    path("window/new/", receiving.pick, name="pick"),
    path("window/new/<slug:slug>/", receiving.identify, name="identify"),
    path("window/new/<slug:slug>/form/", receiving.fill, name="fill"),
    path("window/cases/<slug:number>/", cases.case, name="case"),
    path("window/cases/<slug:number>/accept/", cases.accept, name="accept"),
    path("window/cases/<slug:number>/receipt/", cases.receipt, name="receipt"),
    path("window/cases/<slug:number>/hand-over/", cases.hand_over, name="hand-over"),
    path("window/cases/<slug:number>/files/<slug:digest>/", cases.material, name="material"),
]
