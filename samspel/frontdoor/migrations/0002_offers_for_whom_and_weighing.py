from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0001_initial")]

    operations = [
        migrations.AddField("offer", "aimed_sizes", models.JSONField(blank=True, default=list)),
        migrations.AddField(
            "offer", "regions", models.ManyToManyField(blank=True, related_name="offers_for", to="programme.partner")
        ),
        migrations.AddField("offer", "asked_on", models.DateField(blank=True, null=True)),
        migrations.AddField("offer", "weighed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("need", "wants_person", models.BooleanField(default=False)),
        migrations.AddField("need", "weighed_at", models.DateTimeField(null=True)),
    ]
