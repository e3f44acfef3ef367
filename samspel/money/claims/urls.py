"""Addresses of claims."""

from django.urls import path

from samspel.money.claims.views import claims, outcome, part

paths = [
    path("claims/", claims.claims, name="claims"),
    path("claims/new/", claims.new_claim, name="new-claim"),
    path("claims/advance/", outcome.new_advance, name="new-advance"),
    path("claims/rows/<key:pk>/set-aside/", part.set_aside, name="set-aside"),
    path("claims/rows/<key:pk>/put-back/", part.put_back, name="put-back"),
    path("claims/<whole:number>/", claims.claim, name="claim"),
    path("claims/<whole:number>/send/", outcome.send, name="send-claim"),
    path("claims/<whole:number>/reopen/", outcome.reopen, name="reopen-claim"),
    path("claims/<whole:number>/report/", outcome.report, name="claim-report"),
    path("claims/<whole:number>/decision/", outcome.decision, name="claim-decision"),
    path("claims/<whole:number>/payment/", outcome.pay_claim, name="claim-payment"),
    path("claims/<whole:number>/claim.<text:form>", outcome.claim_file, name="claim-file"),
    path("claims/<whole:number>/<slug:partner>/", part.part, name="claim-part"),
    path("claims/<whole:number>/<slug:partner>/gather/", part.gather, name="gather"),
    path("claims/<whole:number>/<slug:partner>/submit/", part.submit, name="submit-part"),
    path("claims/<whole:number>/<slug:partner>/approve/", part.approve, name="approve-part"),
    path("claims/<whole:number>/<slug:partner>/return/", part.send_back, name="return-part"),
]
