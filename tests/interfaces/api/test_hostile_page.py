"""A hostile page in a real browser, beside a signed-in one, gets nowhere.

It is served from another port of the same host, which is the worst place: the browser calls it
"same site" and sends it, and with its requests, the session's cookie.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from alongside.log.kinds import Noted
from alongside.log.log import Wanted

pytestmark = pytest.mark.slow

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--host-resolver-rules=MAP evil.example 127.0.0.1", "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
SECRET = "the words of a private life"
TRIES = """
async ({address, digest}) => {
  const api = address + "/api/v1";
  const told = {};
  const attempt = async (name, work) => {
    try { told[name] = await work(); } catch (error) { told[name] = "failed: " + error.name; }
  };
  const text = async (answer) => answer.type + " " + answer.status + " " + (await answer.text());
  const all = {credentials: "include"};
  await attempt("read", async () => text(await fetch(api + "/moments", all)));
  await attempt("read blind", async () =>
    text(await fetch(api + "/moments", {...all, mode: "no-cors"})));
  await attempt("write", async () => text(await fetch(api + "/moments", {...all, method: "POST",
    headers: {"Content-Type": "application/json", "X-Alongside-Token": "guess"},
    body: '{"text": "hostile"}'})));
  await attempt("write blind", async () => text(await fetch(api + "/moments", {...all,
    method: "POST", mode: "no-cors", body: '{"text": "hostile"}'})));
  await attempt("stop", async () =>
    text(await fetch(api + "/stop", {...all, method: "POST", mode: "no-cors"})));
  await attempt("beacon", async () => navigator.sendBeacon(api + "/stop", "") && "sent");
  const socket = (path, protocols) => new Promise((resolve) => {
    const opened = new WebSocket(api.replace("http", "ws") + path, protocols);
    opened.onopen = () => resolve("open");
    opened.onerror = () => resolve("refused");
  });
  await attempt("socket", () => socket("/events", ["alongside.v1", "guess"]));
  await attempt("bare socket", () => socket("/talk"));
  const load = (tag, source) => new Promise((resolve) => {
    const element = document.createElement(tag);
    element.onload = () => resolve("loaded");
    element.onerror = () => resolve("refused");
    element.src = source;
    document.body.append(element);
  });
  await attempt("picture", () => load("img", api + "/media/" + digest));
  await attempt("thumbnail", () => load("img", api + "/media/" + digest + "/picture"));
  await attempt("script", () => load("script", api + "/openapi.json"));
  const framed = (source) => new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.onload = () => {
      try { resolve("readable " + frame.contentDocument.body.innerText); }
      catch (error) { resolve("closed"); }
    };
    frame.src = source;
    document.body.append(frame);
  });
  await attempt("frame", () => framed(address + "/"));
  await attempt("framed data", () => framed(api + "/moments"));
  return told;
}
"""
FORM = """
(address) => {
  const form = document.createElement("form");
  form.method = "POST";
  form.enctype = "text/plain";
  form.action = address + "/api/v1/moments";
  const field = document.createElement("input");
  field.name = '{"text": "hostile", "title": "';
  field.value = '"}';
  form.append(field);
  document.body.append(form);
  form.submit();
}
"""


@contextmanager
def elsewhere(page: bytes) -> Iterator[tuple[str, list[str]]]:
    """A web server of somebody else's on another port, and the cookies that it was sent."""
    cookies: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            cookies.append(self.headers.get("Cookie", ""))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", cookies
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium at /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def signed_in(browser: Browser, running: Any) -> Iterator[Page]:
    """A page of ours that came in by a link, as the person's own."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(running.address)
    token = page.evaluate(
        """async (link) => (await (await fetch("/api/v1/session", {method: "POST",
            headers: {"Content-Type": "application/json"}, body: JSON.stringify({link})})).json())
            .token""",
        running.sessions.link(),
    )
    page.evaluate("(token) => localStorage.setItem('token', token)", token)
    yield page
    context.close()


def ask(running: Any, work: Any) -> Any:
    """Run a coroutine on the server's own loop."""
    return asyncio.run_coroutine_threadsafe(work, running.loop).result(30)


async def words(running: Any) -> list[str]:
    moments = running.life.log.read(Wanted(kinds=["noted"]))
    return [moment.what.text async for moment in moments if isinstance(moment.what, Noted)]


OUR_OWN = """async (text) => (await fetch("/api/v1/moments", {method: "POST",
    headers: {"Content-Type": "application/json",
              "X-Alongside-Token": localStorage.getItem("token")},
    body: JSON.stringify({text})})).status"""


def test_a_hostile_page_gets_nowhere(signed_in: Page, running: Any) -> None:
    assert signed_in.evaluate(OUR_OWN, SECRET) == 201
    before = ask(running, words(running))
    picture = ask(running, running.life.blobs.put(b"\xff\xd8\xffpic", type="image/jpeg", name="p"))
    with elsewhere(b"<!doctype html><body>hostile") as (origin, cookies):
        page = signed_in.context.new_page()
        page.goto(origin)
        told = page.evaluate(TRIES, {"address": running.address, "digest": picture.hash})
        assert SECRET not in json.dumps(told)
        assert told["socket"] == told["bare socket"] == "refused"
        assert told["picture"] == told["thumbnail"] == told["script"] == "refused"
        assert told["read"].startswith("failed")
        assert told["write"].startswith("failed")
        assert told["frame"] == told["framed data"] == "closed"
        with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
            page.evaluate(FORM, running.address)
        assert sent.value.status == 403
        stolen = {"Cookie": cookies[-1]}
    assert ask(running, words(running)) == before
    assert running.stop.asked == 0
    assert "alongside-" in stolen["Cookie"]
    taken = httpx.get(f"{running.address}/api/v1/moments", headers=stolen, trust_env=False)
    assert taken.status_code == 401
    assert signed_in.evaluate(OUR_OWN, "still here") == 201


def test_a_name_that_is_pointed_at_this_machine_gets_nothing(
    browser: Browser, running: Any
) -> None:
    """DNS rebinding: the hostile page's own name resolves to the server."""
    port = running.address.rsplit(":", 1)[1]
    context = browser.new_context()
    for path in ("/", "/api/v1/session", "/api/v1/openapi.json"):
        answer = context.new_page().goto(f"http://evil.example:{port}{path}")
        assert answer is not None
        assert answer.status == 403
    context.close()


def test_words_of_others_never_run(signed_in: Page, running: Any) -> None:
    """The policy stops inline scripts even where the page would be tricked into showing one."""
    ran = signed_in.evaluate(
        """() => new Promise((resolve) => {
            window.ran = false;
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const picture = "<img src=x onerror='window.ran = true'>";
            document.body.insertAdjacentHTML("beforeend", picture);
            setTimeout(() => resolve(window.ran), 300);
        })"""
    )
    assert ran is False
