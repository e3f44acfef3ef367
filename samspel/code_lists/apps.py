"""The app of code lists, which has message catalogues and no tables."""

from django.apps import AppConfig


class CodeListsConfig(AppConfig):
    name = "samspel.code_lists"
