"""What every app stands on."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "samspel.core"
    # The label is in table names, and in the audit chain, whose hashes cover it: it stays what it was.
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Prepare connections; keep triggers and territory in step with the tables."""
        from samspel.core import sqlite

        sqlite.install()
        post_migrate.connect(settle, dispatch_uid="samspel.core.settle")


def settle(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After the last app of a migrate run: reference rows, the cache's table, and triggers (a rebuild drops them)."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connections

    from samspel.core import triggers
    from samspel.core.territory.loader import load_shipped

    with_models = [config for config in apps.get_app_configs() if config.models_module is not None]
    if sender != with_models[-1]:
        return
    load_shipped(using)
    call_command("createcachetable", database=using, verbosity=0)
    triggers.install(connections[using])
