"""One staged import for every app: upload, sheet and header, mapping, check, save, undo."""
