"""The documents of the pages: HTML with our own assets, linked where a server gives them, or all in one file."""

import base64
import functools
import hashlib
import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from dateline.errors import DatelineError

_TIMELINE = ("core", "names", "marks", "source", "filters", "draw", "chart", "table", "evidence")
_SCRIPTS = {"timeline": (*_TIMELINE, "timeline"), "explain": ("core", "names", "marks", "explain")}
_OFFLINE = {"timeline": (*_TIMELINE, "copy", "timeline")}
PAGES = tuple(_SCRIPTS)
ASSETS = tuple(sorted({"pages.css", *(f"{name}.js" for names in _SCRIPTS.values() for name in names)}))
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
# Nothing from elsewhere, nothing inline, no markup from data; styles set by scripts go through the object model.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def page(name: str, data: Mapping[str, Any]) -> str:
    """The document of a page whose assets and answers a server gives; `data` is what its scripts begin with."""
    if name not in PAGES:
        raise DatelineError("pages", name, "no such page", f"choose one of {', '.join(PAGES)}")
    head = '<link rel="stylesheet" href="assets/pages.css">'
    scripts = "\n".join(f'<script defer src="assets/{script}.js"></script>' for script in _SCRIPTS[name])
    return _filled(name, head, scripts, {"words": words(), **data})


def one_file(name: str, data: Mapping[str, Any]) -> str:
    """The document of a page that needs no server: assets and data are in it, and nothing else can be loaded."""
    style, scripts = _text("pages.css"), [_text(f"{script}.js") for script in _OFFLINE[name]]
    allowed = " ".join(_hash(script) for script in scripts)
    policy = f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style}</style>'
    inlined = "\n".join(f"<script>{script}</script>" for script in scripts)
    return _filled(name, head, inlined, {"words": words(), "offline": data})


def asset(name: str) -> tuple[bytes, str]:
    """An asset by its name and its media type; one that no page uses is a DatelineError."""
    if name not in ASSETS:
        raise DatelineError("pages", name, "no such asset", f"choose one of {', '.join(ASSETS)}")
    return _text(name).encode(), _TYPES[name.rpartition(".")[2]]


@functools.cache
def words() -> dict[str, dict[str, Any]]:
    """What the pages say, by language, English first; a language that lacks an entry is a DatelineError."""
    folder = resources.files("dateline") / "pages" / "words"
    found = {
        entry.name.partition(".")[0]: tomllib.loads(entry.read_text(encoding="utf-8")) for entry in folder.iterdir()
    }
    expected = _names(found["en"])
    for language, said in found.items():
        for name in sorted(expected ^ _names(said)):
            raise DatelineError(
                f"pages/words/{language}.toml", name, "not in every language", "write it in all or none"
            )
    return {language: found[language] for language in sorted(found, key=lambda one: (one != "en", one))}


def _names(said: Mapping[str, Any]) -> set[str]:
    tables = {name: value for name, value in said.items() if isinstance(value, dict)}
    return {f"{table}.{name}" for table, entries in tables.items() for name in entries} | (set(said) - set(tables))


def _filled(name: str, head: str, scripts: str, data: Mapping[str, Any]) -> str:
    # The data of a page can hold "</script>" or "<!--": no "<" of theirs reaches the parser of HTML.
    told = json.dumps(data, ensure_ascii=False, default=str, separators=(",", ":")).replace("<", "\\u003c")
    parts = {"{head}": head, "{data}": f'<script type="application/json" id="page-data">{told}</script>'}
    document = _text(f"{name}.html")
    for place, text in {**parts, "{scripts}": scripts}.items():
        before, _, after = document.partition(place)
        document = before + text + after
    return document


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@functools.cache
def _text(name: str) -> str:
    return (resources.files("dateline") / "pages" / "assets" / name).read_text(encoding="utf-8")
