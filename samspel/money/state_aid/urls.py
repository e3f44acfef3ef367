"""Addresses of state aid."""

from django.urls import path

from samspel.money.state_aid.views import register, undertakings

paths = [
    path("aid/", undertakings.aid, name="aid"),
    path("aid/of/<int:pk>/", undertakings.undertaking, name="undertaking"),
    path("aid/of/<int:pk>/declare/", undertakings.declare, name="declare"),
    path("aid/declarations/<int:pk>/approve/", undertakings.approve_declaration, name="approve-declaration"),
    path("aid/declarations/<int:pk>/take-back/", undertakings.take_back_declaration, name="take-back-declaration"),
    path("aid/requests/<int:pk>/", undertakings.aid_request, name="aid-request"),
    path("aid/register/", register.register, name="register"),
    path("aid/register/register.<str:form>", register.register_file, name="register-file"),
    path("aid/register/<int:pk>/enter/", register.enter, name="enter"),
    path("aid/rates/", register.rates, name="rates"),
]
