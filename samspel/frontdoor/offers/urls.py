"""Addresses of offers."""

from django.urls import path

from samspel.frontdoor.offers.views import exchange
from samspel.frontdoor.offers.views import offers as views

paths = [
    path("offers/", views.offers, name="offers"),
    path("offers.json", exchange.offers_json, name="offers-json"),
    path("offers/all.<text:form>", exchange.export_offers, name="export-offers"),
    path("offers/open-referral/", exchange.import_open_referral, name="import-open-referral"),
    path("offers/new/", views.new_offer, name="new-offer"),
    path("offers/<slug:offer>/", views.offer, name="offer"),
    path("offers/<slug:offer>/edit/", views.edit_offer, name="edit-offer"),
    path("offers/<slug:offer>/watch/", views.watch_offer, name="watch-offer"),
    path("offers/<slug:offer>/still-true/<text:token>/", views.still_true, name="still-true"),
    path("offers/<slug:offer>/stand/", views.stand_by_offer, name="stand-by-offer"),
]
