"""Addresses of state aid."""

from django.urls import path

from samspel.money.state_aid.views import register, undertakings

paths = [
    path("aid/", undertakings.aid, name="aid"),
    path("aid/of/<key:pk>/", undertakings.undertaking, name="undertaking"),
    path("aid/of/<key:pk>/declare/", undertakings.declare, name="declare"),
    path("aid/declarations/<key:pk>/approve/", undertakings.approve_declaration, name="approve-declaration"),
    path("aid/declarations/<key:pk>/take-back/", undertakings.take_back_declaration, name="take-back-declaration"),
    path("aid/requests/<key:pk>/", undertakings.aid_request, name="aid-request"),
    path("aid/register/", register.register, name="register"),
    path("aid/register/register.<text:form>", register.register_file, name="register-file"),
    path("aid/register/<key:pk>/enter/", register.enter, name="enter"),
    path("aid/rates/", register.rates, name="rates"),
]
