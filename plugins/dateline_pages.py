"""The pages of dateline in Airflow's UI: thin over `dateline.pages`, for logged-in users only.

Every component of Airflow loads plugins; only the API server, asked for a page, makes the app and loads the library.
`get_user` is the one name that may not be public API of Airflow: it is imported here and nowhere else.
"""

import json
import os
from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin

PREFIX = "/dateline"
VIEWS = {"timeline": "Timeline", "explain": "Explain", "quality": "Quality"}


def make_app() -> Any:
    """The FastAPI app: documents, assets and answers, each behind the login."""
    from airflow.api_fastapi.core_api.security import get_user
    from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
    from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

    from dateline.errors import DatelineError
    from dateline.pages import documents, service

    pages = service.Pages(os.environ["DATELINE_DATA"])
    # No documentation pages: they would be open to anybody and load scripts from elsewhere.
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    router = APIRouter(dependencies=[Depends(get_user)])

    @app.middleware("http")
    async def protect(request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        response.headers.setdefault("Content-Security-Policy", documents.POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    @app.exception_handler(DatelineError)
    async def refuse(_: Request, error: DatelineError) -> JSONResponse:
        return JSONResponse({"detail": str(error)}, status_code=400)

    def told(found: Any) -> Response:
        return Response(json.dumps(found, ensure_ascii=False, default=str), media_type="application/json")

    @router.get("/")
    def first() -> RedirectResponse:
        return RedirectResponse("timeline")

    @router.get("/assets/{name}")
    def asset(name: str) -> Response:
        if name not in documents.ASSETS:
            raise HTTPException(404)
        content, media_type = documents.asset(name)
        return Response(content, media_type=media_type)

    @router.get("/api/choices")
    def choices() -> Response:
        return told(pages.choices())

    @router.get("/api/chart")
    def chart(request: Request) -> Response:
        return told(pages.chart(request.query_params.multi_items()))

    @router.get("/api/events")
    def events(request: Request) -> Response:
        return told(pages.listing(request.query_params.multi_items()))

    @router.get("/api/evidence")
    def evidence(event: str, mention: str | None = None) -> Response:
        return told(pages.evidence(event, mention))

    @router.get("/api/events.{ending}")
    def download(request: Request, ending: str) -> Response:
        content, media_type = pages.download(request.query_params.multi_items(), ending)
        return Response(
            content, media_type=media_type, headers={"Content-Disposition": f"attachment; filename=events.{ending}"}
        )

    @router.post("/api/explain")
    def explain(asked: dict[str, str]) -> Response:
        return told(service.explanation(asked))

    @router.get("/quality")
    def quality(request: Request, language: str | None = None) -> HTMLResponse:
        asked = language or request.headers.get("accept-language", "en")[:2]
        document, policy = pages.quality(asked)
        return HTMLResponse(document, headers={"Content-Security-Policy": policy})

    @router.get("/{name}")
    def page(name: str) -> HTMLResponse:
        if name not in documents.PAGES:
            raise HTTPException(404)
        return HTMLResponse(service.page(name))

    app.include_router(router)
    return app


class LazyApp:
    """The app, made at the first request."""

    def __init__(self) -> None:
        self._app: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answers a request (ASGI)."""
        if self._app is None:
            self._app = make_app()
        await self._app(scope, receive, send)


def view(name: str, title: str, destination: str) -> dict[str, Any]:
    """A page in Airflow's navigation or among the tabs of a DAG."""
    route = f"dateline-{name}" if destination == "nav" else f"dateline-{name}-{destination}"
    place = {"destination": destination, "url_route": route, "nav_top_level": destination == "nav"}
    return {"name": title, "href": f"{PREFIX}/{name}", **place}


class DatelinePages(AirflowPlugin):
    """Timeline and what belongs to it."""

    name = "dateline_pages"
    fastapi_apps: ClassVar[list[Any]] = [{"app": LazyApp(), "url_prefix": PREFIX, "name": "dateline"}]
    external_views: ClassVar[list[Any]] = [
        *(view(name, title, "nav") for name, title in VIEWS.items()),
        view("timeline", "Timeline", "dag"),
    ]
