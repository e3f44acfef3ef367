"""Addresses of a need: written, understood, sent, followed."""

from django.urls import path

from samspel.frontdoor.needs.views import draft, follow_up

paths = [
    path("find/", draft.find, name="find"),
    path("find/alerts/<str:link>/", follow_up.unsubscribe, name="unsubscribe"),
    path("find/<str:link>/", draft.choose, name="need"),
    path("find/<str:link>/text/", draft.rewrite, name="rewrite-need"),
    path("find/<str:link>/send/", draft.send, name="send-need"),
    path("find/<str:link>/act/", follow_up.act, name="act-on-need"),
    path("find/<str:link>/requests/<int:pk>/", follow_up.act_on_referral, name="act-on-referral"),
    path("find/<str:link>/confirm/<str:token>/", follow_up.confirm, name="confirm-need"),
]
