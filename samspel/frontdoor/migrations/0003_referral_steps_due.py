from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("frontdoor", "0002_offers_for_whom_and_weighing")]

    operations = [
        migrations.AddField("referralstep", "due_on", models.DateField(blank=True, null=True)),
        migrations.AddConstraint(
            "referral",
            models.UniqueConstraint(
                condition=Q(("organisation__isnull", True))
                & ~Q(("state__in", ["declined", "forwarded", "withdrawn"])),
                fields=("need", "partner"),
                name="one_live_referral_to_a_region",
            ),
        ),
    ]
