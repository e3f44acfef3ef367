"""Addresses of referrals: the actor's desk, the officer's queue, one referral, one need, and the figures."""

from django.urls import path

from samspel.frontdoor.referrals.views import desk, funnel, support
from samspel.frontdoor.referrals.views import referrals as views

paths = [
    path("desk/", desk.desk, name="desk"),
    path("desk/<slug:offer>/capacity/", desk.capacity, name="offer-capacity"),
    path("referrals/", views.referrals, name="referrals"),
    path("referrals/figures/", funnel.funnel, name="funnel"),
    path("referrals/<key:pk>/", views.referral, name="referral"),
    path("referrals/<key:pk>/organisation/", support.organisation, name="referral-organisation"),
    path("referrals/<key:pk>/support/<whole:step>/", support.support, name="referral-support"),
    path("referrals/<key:pk>/<slug:slug>/", views.referral_step, name="referral-step"),
    path("referrals/needs/<key:pk>/", views.need, name="referral-need"),
    path("referrals/needs/<key:pk>/suggest/", views.suggest, name="suggest-offer"),
    path("referrals/needs/<key:pk>/close/", views.close_need, name="close-need"),
]
