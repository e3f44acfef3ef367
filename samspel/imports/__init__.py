"""Staged import: upload → sheet and header → mapping → check → save. Apps hand it an Importer for a kind of rows."""
