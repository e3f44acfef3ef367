"""Addresses of challenges."""

from django.urls import path

from samspel.frontdoor.challenges.views import answers, challenges, management
from samspel.frontdoor.challenges.views.jury import jury_interest, jury_points, jury_table

paths = [
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/new/", management.new_challenge, name="new-challenge"),
    path("challenges/mine/<str:link>/", answers.submission, name="submission"),
    path("challenges/mine/<str:link>/confirm/", answers.confirm_submission, name="confirm-submission"),
    path("challenges/mine/<str:link>/withdraw/", answers.withdraw_submission, name="withdraw-submission"),
    path("challenges/<int:number>/", challenges.challenge, name="challenge"),
    path("challenges/<int:number>/ask/", answers.ask, name="ask-challenge"),
    path("challenges/<int:number>/submit/", answers.submit, name="submit-challenge"),
    path("challenges/<int:number>/edit/", management.edit_challenge, name="edit-challenge"),
    path("challenges/<int:number>/questions/<int:pk>/", management.answer, name="answer-question"),
    path("challenges/<int:number>/questions/<int:pk>/put-aside/", management.put_aside, name="put-aside-question"),
    path("challenges/<int:number>/table/", jury_table, name="jury-table"),
    path("challenges/<int:number>/table/<int:pk>/interest/", jury_interest, name="juror-interest"),
    path("challenges/<int:number>/table/<int:pk>/", jury_points, name="juror-points"),
    path("challenges/<int:number>/pilots/<int:pk>/", management.pilot, name="pilot"),
    path("challenges/<int:number>/<slug:step>/", management.step, name="challenge-step"),
]
