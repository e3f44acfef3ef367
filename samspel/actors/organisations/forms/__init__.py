"""The actors room's forms."""

from samspel.actors.contacts.forms import ContactForm
from samspel.actors.duplicates.forms import DecisionForm, UndoForm
from samspel.actors.organisations.forms.filters import ActorFilter, OperationFilter
from samspel.actors.organisations.forms.functions import FunctionsForm
from samspel.actors.organisations.forms.organisation import OrganisationForm
from samspel.actors.ownership.forms import EndOwnershipForm, OwnershipForm, YearForm

__all__ = [
    "ActorFilter",
    "ContactForm",
    "DecisionForm",
    "EndOwnershipForm",
    "FunctionsForm",
    "OperationFilter",
    "OrganisationForm",
    "OwnershipForm",
    "UndoForm",
    "YearForm",
]
