"""Addresses of state aid."""

from django.urls import path

from samspel.money.views import aid, register

paths = [
    path("aid/", aid.aid, name="aid"),
    path("aid/of/<int:pk>/", aid.undertaking, name="undertaking"),
    path("aid/of/<int:pk>/declare/", aid.declare, name="declare"),
    path("aid/declarations/<int:pk>/approve/", aid.approve_declaration, name="approve-declaration"),
    path("aid/declarations/<int:pk>/take-back/", aid.take_back_declaration, name="take-back-declaration"),
    path("aid/requests/<int:pk>/", aid.aid_request, name="aid-request"),
    path("aid/register/", register.register, name="register"),
    path("aid/register/register.<str:form>", register.register_file, name="register-file"),
    path("aid/register/<int:pk>/enter/", register.enter, name="enter"),
    path("aid/rates/", register.rates, name="rates"),
]
