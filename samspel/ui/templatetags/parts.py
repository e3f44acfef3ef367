"""The components of the design system: {% load parts %}. Shown with their use on /styleguide/."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BaseFormSet, BoundField, CheckboxInput
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspel.ui.charts.svg import note_icon
from samspel.ui.components import Pages, Todo
from samspel.ui.templatetags.formats import cell, day

register = template.Library()

# Colour is never alone: each state has a glyph of its own.
GLYPHS = {"good": "●", "up": "▲", "bad": "▼", "neutral": "○"}
TONES = {"up": "good"}
BLOCKS = ("<p", "<ul", "<ol", "<dl", "<div", "<form", "<h", "<section")


@register.simple_tag
def note(tone: int, hollow: bool = False) -> SafeString:
    """The mark of an area: shape and colour, 1–8. Decorative: the text beside it names the area."""
    return SafeString(note_icon(tone, hollow)) if tone else SafeString("")


@register.simple_tag
def mark(state: str, words: str, glyph: str = "") -> SafeString:
    """A state in words: 'good', 'up' (good, ahead), 'bad' or 'neutral'."""
    shown = glyph or GLYPHS.get(state, GLYPHS["neutral"])
    css = TONES.get(state, state)
    return format_html('<span class="mark {}"><span aria-hidden="true">{}</span>{}</span>', css, shown, words)


@register.simple_tag
def badge(words: str, state: str = "") -> SafeString:
    """A short label; `state` is '', 'good' or 'bad'."""
    return format_html('<span class="{}">{}</span>', f"badge {state}".strip(), words)


@register.simple_block_tag
def notice(content: str, title: str = "", state: str = "", alert: bool = False) -> SafeString:
    """Set apart: {% notice title="…" state="bad" %}…{% endnotice %}; `state` is '', 'good' or 'bad'. `alert`: read out
    at once."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    role = SafeString(' role="alert"' if alert else "")
    css = f"notice {state}".strip()
    return format_html('<div class="{}"{}>{}{}</div>', css, role, heading, _block(content))


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """Where there is nothing yet: {% empty_state title="…" %}…{% endempty_state %}."""
    return format_html('<div class="empty"><h2>{}</h2>{}</div>', title, _block(content))


@register.inclusion_tag("ui/parts/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """The GOV.UK pattern: what is wrong, at the top of the page: each field's name, linked to it, and its error. Takes
    sets of forms too."""
    return {"errors": [error for form in forms if form for error in _errors(form)]}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", optional: bool = True) -> dict[str, Any]:
    """A form field with label, hint and errors tied to it. `optional` False: no word '(optional)'."""
    hint = hint or str(bound.help_text)
    parts = (("hint", hint), ("error", bound.errors))
    described = [f"{bound.auto_id}-{part}" for part, there in parts if there]
    grouped = bool(bound.field.widget.use_fieldset)
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors and not grouped:
        attributes["aria-invalid"] = "true"
    return {
        "bound": bound,
        "label": label or bound.label,
        "hint": hint,
        "widget": bound.as_widget(attrs=attributes),
        "described": " ".join(described),
        "grouped": grouped,
        "choices": bound.subwidgets if hasattr(bound.field.widget, "add_id_index") else [],
        "checkbox": isinstance(bound.field.widget, CheckboxInput),
        "show_optional": optional and not bound.field.required,
    }


@register.inclusion_tag("ui/parts/fields.html")
def fields(form: Any) -> dict[str, Any]:
    """All of a form's fields, the hidden ones too; not the error summary nor the button."""
    return {"form": form}


@register.inclusion_tag("ui/parts/filter_bar.html", takes_context=True)
def filter_bar(context: template.Context, form: Any, submit: str = "") -> dict[str, Any]:
    """A GET form of a Django form's fields. Keeps what else is in the address, except the page number."""
    request = context.get("request")
    sent = request.GET if request else {}
    names = {form[name].html_name for name in form.fields}
    others = [key for key in sent if key not in names and key != "page"]
    return {
        "form": form,
        "submit": submit or _("Filter"),
        "kept": [(key, value) for key in others for value in _values(sent, key)],
        "filtered": any(value for key in sent if key in names for value in _values(sent, key)),
        "clear": query(context, page=None, **dict.fromkeys(names)),
    }


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, pages: Any, parameter: str = "page") -> dict[str, Any]:
    """Previous and next, keeping the query. Takes a Django Page or Pages."""
    at = _pages(pages)
    links = {
        "previous": query(context, **{parameter: at.number - 1}) if at.has_previous else "",
        "next": query(context, **{parameter: at.number + 1}) if at.has_next else "",
    }
    return {"at": at, **links}


@register.inclusion_tag("ui/parts/breadcrumb.html")
def breadcrumb(items: Iterable[Any]) -> dict[str, Any]:
    """Where the page stands: items with .label and .url; the last may lack a url."""
    return {"items": list(items)}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Iterable[Any], label: str) -> dict[str, Any]:
    """Links to sides of the same thing: items with .label, .url and .current; `label` names them."""
    return {"items": list(items), "label": label}


@register.inclusion_tag("ui/parts/todo.html")
def todo(items: Iterable[Any], title: str = "", empty: str = "") -> dict[str, Any]:
    """What waits for the reader: Todo, or anything with .title, .url, .due_on and .days_late."""
    return {"items": [_todo(item) for item in items], "title": title or _("Waiting for you"), "empty": empty}


@register.inclusion_tag("ui/parts/key_values.html")
def key_values(pairs: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Terms and their values, one a row; values as in a table. Those without a value are left out."""
    listed = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {"pairs": [(term, cell(value)) for term, value in listed if value not in (None, "")]}


@register.simple_block_tag
def pairs(content: str, kind: str = "pairs") -> SafeString:
    """Terms and values with markup of their own: {% pairs %}{% pair _("Period") %}…{% endpair %}{% endpairs %}.

    `kind`: 'pairs', one a row, or 'facts', beside each other."""
    return format_html('<dl class="{}">{}</dl>', kind, SafeString(content.strip()))


@register.simple_block_tag
def pair(content: str, term: str) -> SafeString:
    """One of the {% pairs %}."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", term, SafeString(content.strip()))


@register.inclusion_tag("ui/parts/steps.html")
def steps(labels: Sequence[str], current: int) -> dict[str, Any]:
    """Steps of a task in order; `current` counts from 1, and those before it are done."""
    return {"steps": [(label, at < current, at == current) for at, label in enumerate(labels, 1)]}


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The page's query string with some parameters changed; an empty value takes one away."""
    request = context.get("request")
    if request is None:
        return "?"
    parameters = request.GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}"


def _block(content: str) -> SafeString:
    """Words, with links and marks among them, become a paragraph; blocks stay as they are."""
    content = content.strip()
    return SafeString(content if content.startswith(BLOCKS) else f"<p>{content}</p>")


def _values(sent: Any, key: str) -> list[str]:
    return sent.getlist(key) if hasattr(sent, "getlist") else [sent[key]]


def _errors(form: Any) -> Iterable[tuple[str, str]]:
    """The id of the field and what is wrong with it, after its name; an empty id for what is wrong with the whole."""
    if isinstance(form, BaseFormSet):
        yield from (("", str(error)) for error in form.non_form_errors())
        for one in form:
            yield from _errors(one)
        return
    for name, found in form.errors.items():
        for error in found:
            yield (_target(form[name]), f"{form[name].label}: {error}") if name in form.fields else ("", error)


def _target(bound: BoundField) -> str:
    """The id of the field's first input."""
    widget = bound.field.widget
    if hasattr(widget, "add_id_index") and widget.use_fieldset:
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def _pages(pages: Any) -> Pages:
    if isinstance(pages, Pages):
        return pages
    paginator = pages.paginator
    return Pages(pages.number, pages.has_previous(), pages.has_next(), paginator.num_pages, paginator.count)


def _todo(item: Any) -> Todo:
    if isinstance(item, Todo):
        return item
    late = int(getattr(item, "days_late", 0) or 0)
    due: date | None = getattr(item, "due_on", None)
    when = ngettext("%(days)d day late", "%(days)d days late", late) % {"days": late}
    tone = int(getattr(item, "area_tone", 0) or 0)
    return Todo(str(item.title), str(item.url), when if late else day(due, "day"), late > 0, tone)
