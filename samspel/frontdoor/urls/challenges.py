"""Addresses of challenges."""

from django.urls import path

from samspel.frontdoor.views import challenge_answers, challenge_work, challenges

paths = [
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/new/", challenge_work.new_challenge, name="new-challenge"),
    path("challenges/mine/<str:link>/", challenge_answers.submission, name="submission"),
    path("challenges/mine/<str:link>/confirm/", challenge_answers.confirm_submission, name="confirm-submission"),
    path("challenges/mine/<str:link>/withdraw/", challenge_answers.withdraw_submission, name="withdraw-submission"),
    path("challenges/<int:number>/", challenges.challenge, name="challenge"),
    path("challenges/<int:number>/ask/", challenge_answers.ask, name="ask-challenge"),
    path("challenges/<int:number>/submit/", challenge_answers.submit, name="submit-challenge"),
    path("challenges/<int:number>/edit/", challenge_work.edit_challenge, name="edit-challenge"),
    path("challenges/<int:number>/questions/<int:pk>/", challenge_work.answer, name="answer-question"),
    path("challenges/<int:number>/questions/<int:pk>/put-aside/", challenge_work.put_aside, name="put-aside-question"),
    path("challenges/<int:number>/table/", challenge_work.table, name="jury-table"),
    path("challenges/<int:number>/table/<int:pk>/interest/", challenge_work.interest, name="juror-interest"),
    path("challenges/<int:number>/table/<int:pk>/", challenge_work.points, name="juror-points"),
    path("challenges/<int:number>/pilots/<int:pk>/", challenge_work.pilot, name="pilot"),
    path("challenges/<int:number>/<slug:step>/", challenge_work.step, name="challenge-step"),
]
