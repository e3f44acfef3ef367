"""The actors room's forms."""

from samspel.actors.forms.contacts import ContactForm
from samspel.actors.forms.filters import ActorFilter, OperationFilter
from samspel.actors.forms.functions import FunctionsForm
from samspel.actors.forms.organisation import OrganisationForm
from samspel.actors.forms.review import DecisionForm, UndoForm
from samspel.actors.forms.years import EndOwnershipForm, OwnershipForm, YearForm

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
