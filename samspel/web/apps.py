"""Pages, navigation, forms and sign-in: what every app's pages are made with."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samspel.web"

    def ready(self) -> None:
        """Collect what the apps add: their actions, figures, and what the database keeps for them."""
        from importlib import import_module

        from samspel.core import access, triggers
        from samspel.web.extension import extensions

        for extension in extensions():
            for policy in extension.policy:
                access.declare(policy)
            for module in extension.measures:
                import_module(module)
            for refusal in extension.refusals:
                triggers.refuse(refusal)
            for follower in extension.followers:
                triggers.follow(follower)
