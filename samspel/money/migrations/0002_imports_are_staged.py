from typing import Any

from django.db import migrations, models
from django.db.models import F
from django.utils import timezone


def touched_when_made(apps: Any, schema_editor: Any) -> None:
    """Files that were brought in before were last worked on when they were made, as far as is known."""
    apps.get_model("money", "BookImport").objects.update(touched_at=F("made_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0001_first_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="bookimport",
            name="touched_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="bookimport",
            name="stage",
            field=models.CharField(
                choices=[
                    ("read", "read"),
                    ("checking", "checking"),
                    ("checked", "checked"),
                    ("saving", "saving"),
                    ("saved", "saved"),
                    ("failed", "failed"),
                    ("undone", "undone"),
                ],
                default="read",
                max_length=10,
            ),
        ),
        migrations.RunPython(touched_when_made, migrations.RunPython.noop),
    ]
