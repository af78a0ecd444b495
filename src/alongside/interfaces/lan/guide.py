"""The page that leads a phone to the app: trust the authority, compare its fingerprint, go on.

It is served without TLS, as nobody trusts the authority yet. So it knows nothing of the life and
holds nothing secret: a page in two languages, and the authority's certificate.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import resources

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from alongside.interfaces.api.closed import HEADERS
from alongside.interfaces.lan.words import WORDS, Words


@dataclass(frozen=True, slots=True)
class Guide:
    """What the page tells: where the app is, and the authority's certificate and fingerprint."""

    address: str
    certificate: bytes
    fingerprint: str

    def app(self) -> Starlette:
        """The page, its style and the certificate; every other address is none."""
        return Starlette(
            routes=[
                Route("/", self._page),
                Route("/guide.css", self._style),
                Route("/alongside.crt", self._certificate),
            ]
        )

    async def _page(self, request: Request) -> Response:
        korean = request.headers.get("accept-language", "").lower().startswith("ko")
        words = WORDS["ko" if korean else "en"]
        return HTMLResponse(_html(self, words), headers=dict(HEADERS))

    async def _style(self, request: Request) -> Response:
        del request
        style = resources.files(__package__).joinpath("guide.css").read_bytes()
        return Response(style, media_type="text/css", headers=dict(HEADERS))

    async def _certificate(self, request: Request) -> Response:
        del request
        return Response(
            self.certificate,
            media_type="application/x-x509-ca-cert",
            headers={**HEADERS, "Content-Disposition": 'attachment; filename="alongside.crt"'},
        )


def _html(guide: Guide, words: Words) -> str:
    how = "".join(
        f"<details><summary>{escape(system)}</summary><ol>"
        + "".join(f"<li>{escape(step)}</li>" for step in steps)
        + "</ol></details>"
        for system, steps in words.systems
    )
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(words.title)}</title><link rel="stylesheet" href="guide.css"></head>'
        f"<body><main><h1>{escape(words.title)}</h1><p>{escape(words.why)}</p>"
        f"<section><h2>1. {escape(words.get)}</h2><p>{escape(words.get_why)}</p>"
        f'<p><a class="button" href="alongside.crt">{escape(words.get)}</a></p></section>'
        f"<section><h2>2. {escape(words.compare)}</h2><p>{escape(words.compare_why)}</p>"
        f"<p><code>{escape(guide.fingerprint)}</code></p></section>"
        f"<section><h2>3. {escape(words.trust)}</h2>{how}</section>"
        f"<section><h2>4. {escape(words.open)}</h2><p>{escape(words.open_why)}</p>"
        f'<p><a class="button" href="{escape(guide.address)}">{escape(words.open)}</a></p>'
        "</section></main></body></html>"
    )
