"""Addresses of a need: written, understood, sent, followed."""

from django.urls import path

from samspel.frontdoor.views import find, following

paths = [
    path("find/", find.find, name="find"),
    path("find/alerts/<str:link>/", following.unsubscribe, name="unsubscribe"),
    path("find/<str:link>/", find.choose, name="need"),
    path("find/<str:link>/text/", find.rewrite, name="rewrite-need"),
    path("find/<str:link>/send/", find.send, name="send-need"),
    path("find/<str:link>/act/", following.act, name="act-on-need"),
    path("find/<str:link>/requests/<int:pk>/", following.act_on_referral, name="act-on-referral"),
    path("find/<str:link>/confirm/<str:token>/", following.confirm, name="confirm-need"),
]
