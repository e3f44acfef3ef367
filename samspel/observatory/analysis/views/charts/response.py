"""A chart of an analysis page as a response."""

from collections.abc import Iterable, Mapping

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse

from samspel.observatory.analysis.documents import ChartSource, PageChart, UnknownChart, file_asked_for


def chart_response(
    asked: Mapping[str, str], charts: Iterable[PageChart], source: ChartSource
) -> HttpResponseBase | None:
    """The file of a chart that the address asks for; None where it asks for the page, 404 for another chart."""
    try:
        file = file_asked_for(asked, charts, source)
    except UnknownChart as error:
        raise Http404 from error
    if file is None:
        return None
    kind = FileResponse if file.is_open else StreamingHttpResponse if file.is_streamed else HttpResponse
    response: HttpResponseBase = kind(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
