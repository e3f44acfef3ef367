"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the programme, unless the installation has opened sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed by default."""
        return bool(settings.SAMSPEL_OPEN_SIGN_UP)  # type: ignore[misc]

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        """A new person is called by the e-mail address until they give a name."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        user.name = user.name or user.email.split("@")[0]
        if commit:
            user.save()
        return user
