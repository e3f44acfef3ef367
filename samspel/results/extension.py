"""What the results add to the product."""

from django.utils.translation import gettext_lazy as _

from samspel.core.programmes.policy import FigureAction, ProgrammeAction
from samspel.results.facts.importer.facts import FACT_IMPORTERS
from samspel.results.facts.policy import POLICY as FACTS
from samspel.results.facts.policy import ResultsAction, SupportAction
from samspel.results.facts.queries.organisation_history import happenings
from samspel.results.horizontal.policy import POLICY as HORIZONTAL
from samspel.results.reporting_periods.policy import POLICY as REPORTING_PERIODS
from samspel.results.reporting_periods.policy import PeriodAction
from samspel.results.reporting_periods.queries.periods import waiting_reports
from samspel.web.extension import AppExtension, NavigationLink

EXTENSION = AppExtension(
    view_actions={
        "results.Import": ResultsAction.IMPORT,
        "results.Support": SupportAction.VIEW,
        "results.Collaboration": FigureAction.IDENTITIES,
        "results.Participation": FigureAction.IDENTITIES,
        "results.InternationalContact": FigureAction.IDENTITIES,
        "results.Leadership": FigureAction.IDENTITIES,
        "results.PrivateInvestment": FigureAction.IDENTITIES,
        "results.Innovation": FigureAction.IDENTITIES,
        "results.CriterionWork": ProgrammeAction.VIEW,
        "results.ReportingPeriod": PeriodAction.VIEW,
        "results.PartnerReport": PeriodAction.VIEW,
    },
    policy=[FACTS, REPORTING_PERIODS, HORIZONTAL],
    measures=["samspel.results.indicators.figures"],
    navigation=[NavigationLink(40, "results", _("Results"), "results:overview")],
    personal_navigation=[NavigationLink(20, "record", _("Record"), "results:record", SupportAction.RECORD)],
    work_list=[waiting_reports],
    organisation_history=[happenings],
    importers=FACT_IMPORTERS,
)
