from django.db import migrations


def first_identities(apps, schema_editor):
    """Organisations from before count as themselves; new ones get their row from a trigger."""
    from samspel.actors.identities import ALWAYS

    identity = apps.get_model("actors", "Identity")
    rows = apps.get_model("actors", "Organisation").objects.values_list("pk", flat=True)
    identity.objects.bulk_create(
        (identity(organisation_id=pk, counts_as_id=pk, known_from=ALWAYS) for pk in rows), batch_size=2000
    )


class Migration(migrations.Migration):

    dependencies = [
        ("actors", "0002_identities_years_contacts_functions"),
    ]

    operations = [migrations.RunPython(first_identities, migrations.RunPython.noop)]
