"""Addresses of a need: written, understood, sent, followed."""

from django.urls import path

from samspel.frontdoor.needs.views import draft, follow_up

paths = [
    path("find/", draft.find, name="find"),
    path("find/alerts/<text:link>/", follow_up.unsubscribe, name="unsubscribe"),
    path("find/<text:link>/", draft.choose, name="need"),
    path("find/<text:link>/text/", draft.rewrite, name="rewrite-need"),
    path("find/<text:link>/send/", draft.send, name="send-need"),
    path("find/<text:link>/act/", follow_up.act, name="act-on-need"),
    path("find/<text:link>/requests/<key:pk>/", follow_up.act_on_referral, name="act-on-referral"),
    path("find/<text:link>/confirm/<text:token>/", follow_up.confirm, name="confirm-need"),
]
