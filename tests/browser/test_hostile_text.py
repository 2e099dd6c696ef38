"""Hostile HTML after the sanitiser, in a real browser: it runs nothing and asks for nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from volteface.core import markup
from volteface.interop.rules.html_text import markdown_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CASES = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "hostile" / "html_cases.json"
_TRAP = """
  window.ran = [];
  for (const name of ["alert", "prompt", "confirm", "print", "open", "fetch"]) {
    window[name] = () => { window.ran.push(name); };
  }
"""
# What is left after the text stood in the page, was hovered, focused and clicked.
_PROVOKE = """(text) => {
  document.body.innerHTML = text;
  document.addEventListener("click", (event) => event.preventDefault(), { once: false });
  const left = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const bare = value.replace(/[\\u0000-\\u0020]/g, "").toLowerCase();
      if (name.toLowerCase().startsWith("on")) left.push(`${element.tagName} ${name}`);
      if (/^(javascript|vbscript|data):/.test(bare)) left.push(`${element.tagName} ${bare}`);
      if (["style", "srcdoc", "formaction", "http-equiv"].includes(name)) left.push(name);
    }
    if (/^(script|iframe|object|embed|base|meta|link|form|style|svg)$/i.test(element.tagName))
      left.push(element.tagName);
    for (const type of ["mouseover", "focus", "click", "error", "load", "toggle", "animationend"])
      element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  }
  return left;
}"""


def payloads() -> list[str]:
    if not CASES.exists():
        pytest.skip(f"{CASES} is not here")
    return [case["payload"] for case in json.loads(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("way", ["as Markdown", "as HTML brought in"])
def test_nothing_of_hostile_html_runs(browser: Browser, way: str) -> None:
    context = browser.new_context()
    context.add_init_script(_TRAP)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("about:blank")
    # A page of its own origin without any policy: only the sanitiser stands between.
    page.evaluate(f"() => {{ {_TRAP} }}")
    for payload in payloads():
        text = payload if way == "as Markdown" else markdown_of(payload).markdown
        left = page.evaluate(_PROVOKE, str(markup.html(text)))
        assert (payload, left, ran(page)) == (payload, [], [])
    page.wait_for_timeout(200)
    assert ran(page) == []
    assert [url for url in asked if url != "about:blank"] == []
    context.close()


def ran(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.ran")
    return found
