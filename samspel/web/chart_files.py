"""Charts and tables of a page taken home: the file that the page's address asks for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any, Protocol, TypeVar

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse


class NamedChart(Protocol):
    """A chart or table of a page: its name in the address, and the forms of file it comes in ('svg', 'csv')."""

    @property
    def key(self) -> str:
        """Its name in the address."""
        ...

    @property
    def forms(self) -> Sequence[str]:
        """The forms of file that it comes in."""
        ...


class NamedFile(Protocol):
    """A chart as a file: `content` is the whole file, an open one, or its lines of text."""

    @property
    def name(self) -> str:
        """The file's name."""
        ...

    @property
    def content_type(self) -> str:
        """What kind of file it is."""
        ...

    @property
    def content(self) -> bytes | str | IO[bytes] | Iterator[str]:
        """What is in it; an open file is closed by who sends it."""
        ...


Chart = TypeVar("Chart", bound=NamedChart)


def chart_response(
    asked: Mapping[str, str], charts: Iterable[Chart], draw: Callable[[Chart, str], NamedFile]
) -> HttpResponseBase | None:
    """The file that `?chart=…&form=…` asks for; None where the address asks for the page, 404 for another chart."""
    form = asked.get("form", "")
    if not form:
        return None
    found = next((chart for chart in charts if chart.key == asked.get("chart")), None)
    if found is None or form not in found.forms:
        raise Http404
    file = draw(found, form)
    content: Any = file.content
    is_open, is_streamed = hasattr(content, "read"), isinstance(content, Iterator)
    kind = FileResponse if is_open else StreamingHttpResponse if is_streamed else HttpResponse
    response: HttpResponseBase = kind(content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
