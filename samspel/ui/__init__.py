"""The design system: base templates, components, SVG charts, static files."""
