"""Addresses of claims."""

from django.urls import path

from samspel.money.claims.views import claims, outcome, part

paths = [
    path("claims/", claims.claims, name="claims"),
    path("claims/new/", claims.new_claim, name="new-claim"),
    path("claims/advance/", outcome.new_advance, name="new-advance"),
    path("claims/rows/<int:pk>/set-aside/", part.set_aside, name="set-aside"),
    path("claims/rows/<int:pk>/put-back/", part.put_back, name="put-back"),
    path("claims/<int:number>/", claims.claim, name="claim"),
    path("claims/<int:number>/send/", outcome.send, name="send-claim"),
    path("claims/<int:number>/reopen/", outcome.reopen, name="reopen-claim"),
    path("claims/<int:number>/report/", outcome.report, name="claim-report"),
    path("claims/<int:number>/decision/", outcome.decision, name="claim-decision"),
    path("claims/<int:number>/payment/", outcome.pay_claim, name="claim-payment"),
    path("claims/<int:number>/claim.<str:form>", outcome.claim_file, name="claim-file"),
    path("claims/<int:number>/<slug:partner>/", part.part, name="claim-part"),
    path("claims/<int:number>/<slug:partner>/gather/", part.gather, name="gather"),
    path("claims/<int:number>/<slug:partner>/submit/", part.submit, name="submit-part"),
    path("claims/<int:number>/<slug:partner>/approve/", part.approve, name="approve-part"),
    path("claims/<int:number>/<slug:partner>/return/", part.send_back, name="return-part"),
]
