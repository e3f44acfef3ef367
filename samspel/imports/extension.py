"""What the staged import adds to the product."""

from samspel.imports.policy import POLICY
from samspel.imports.services.table_import import TABLE_IMPORT
from samspel.web.extension import AppExtension

EXTENSION = AppExtension(policy=[POLICY], import_processes=[TABLE_IMPORT])
