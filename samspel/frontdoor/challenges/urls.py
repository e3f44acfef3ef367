"""Addresses of challenges."""

from django.urls import path

from samspel.frontdoor.challenges.views import answers, challenges, management
from samspel.frontdoor.challenges.views.jury import jury_interest, jury_points, jury_table

paths = [
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/new/", management.new_challenge, name="new-challenge"),
    path("challenges/mine/<text:link>/", answers.submission, name="submission"),
    path("challenges/mine/<text:link>/confirm/", answers.confirm_submission, name="confirm-submission"),
    path("challenges/mine/<text:link>/withdraw/", answers.withdraw_submission, name="withdraw-submission"),
    path("challenges/<whole:number>/", challenges.challenge, name="challenge"),
    path("challenges/<whole:number>/ask/", answers.ask, name="ask-challenge"),
    path("challenges/<whole:number>/submit/", answers.submit, name="submit-challenge"),
    path("challenges/<whole:number>/edit/", management.edit_challenge, name="edit-challenge"),
    path("challenges/<whole:number>/questions/<key:pk>/", management.answer, name="answer-question"),
    path("challenges/<whole:number>/questions/<key:pk>/put-aside/", management.put_aside, name="put-aside-question"),
    path("challenges/<whole:number>/table/", jury_table, name="jury-table"),
    path("challenges/<whole:number>/table/<key:pk>/interest/", jury_interest, name="juror-interest"),
    path("challenges/<whole:number>/table/<key:pk>/", jury_points, name="juror-points"),
    path("challenges/<whole:number>/pilots/<key:pk>/", management.pilot, name="pilot"),
    path("challenges/<whole:number>/<slug:step>/", management.step, name="challenge-step"),
]
