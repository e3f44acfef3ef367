"""What the actors add to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.actors.contacts.policy import POLICY as CONTACTS
from samspel.actors.contacts.policy import ContactAction
from samspel.actors.contacts.queries import overdue_contacts
from samspel.actors.duplicates.models import FIRST_IDENTITY
from samspel.actors.duplicates.policy import POLICY as DUPLICATES
from samspel.actors.organisations.importer.organisations import OrganisationImporter
from samspel.actors.organisations.policy import POLICY as ORGANISATIONS
from samspel.actors.organisations.policy import OrganisationAction
from samspel.actors.past_operations.policy import POLICY as PAST_OPERATIONS
from samspel.core.programmes.policy import ProgrammeAction
from samspel.web.extension import AppExtension, NavigationLink

EXTENSION = AppExtension(
    view_actions={
        "actors.Organisation": OrganisationAction.VIEW,
        "actors.ActorFunction": ProgrammeAction.VIEW,
        "actors.Contact": ContactAction.VIEW,
        "actors.Merge": OrganisationAction.VIEW,
    },
    policy=[ORGANISATIONS, DUPLICATES, CONTACTS, PAST_OPERATIONS],
    measures=["samspel.actors.organisations.figures", "samspel.actors.past_operations.figures"],
    navigation=[NavigationLink(60, "network", _("Network"), "actors:actors")],
    tabs={
        "network": [
            NavigationLink(10, "actors", _("Actors"), "actors:actors"),
            NavigationLink(20, "functions", _("The innovation system"), "actors:system"),
        ]
    },
    work_list=[overdue_contacts],
    importers=[OrganisationImporter()],
    # every organisation counts as itself until somebody says otherwise
    followers=[FIRST_IDENTITY],
)
