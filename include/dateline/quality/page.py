"""The page quality.html: one file with its charts inside, that asks for nothing from anywhere.

All that comes from articles is text to the page, never markup, and does not turn the direction of what is around it.
"""

import base64
import functools
import hashlib
from collections.abc import Sequence
from importlib import resources
from typing import Any

import lxml.html
import pyarrow as pa
from lxml.builder import E

from dateline.quality import sections
from dateline.quality.changes import Changes
from dateline.quality.figures import Figures
from dateline.quality.labels import Labels, labels
from dateline.quality.writing import text


def quality_page(
    quality: pa.Table,
    samples: pa.Table,
    *,
    build: str,
    version: str,
    language_digest: str,
    changes: Changes | None,
    language: str = "en",
) -> str:
    """The page of a build in a language that quality/labels.toml has; the same arguments give the same text."""
    words, figures = labels(language), Figures(quality)
    body = E.main(
        _head(words, build, version, language_digest),
        sections.verdict(words, figures),
        sections.cards(words, figures),
        *sections.changed(words, figures, changes),
        *sections.coverage(words, figures),
        *sections.days(words, figures),
        *sections.kinds(words, figures),
        *sections.plausible(words, figures, samples.to_pylist()),
        *sections.refused(words, figures, samples.to_pylist()),
    )
    return _document(words, [body])


def quality_policy() -> str:
    """The page's policy of content security: its own style and nothing else."""
    allowed = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"


def _head(words: Labels, build: str, version: str, language_digest: str) -> Any:
    made_by = words.say("made_by", version=version, digest=language_digest)
    told = E.p(E.small(text(words.say("build")), " ", E.code(E.bdi(build)), " · ", made_by))
    return E.header(E.h1(words.say("title")), E.p(words.say("lead"), {"class": "soft"}), told)


def _document(words: Labels, content: Sequence[Any]) -> str:
    page = E.html(
        {"lang": words.language, "dir": words.direction},
        E.head(
            E.meta({"charset": "utf-8"}),
            E.meta({"http-equiv": "Content-Security-Policy", "content": quality_policy()}),
            E.meta({"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            E.title(words.say("title")),
            E.style(_style()),
        ),
        E.body(*content),
    )
    return str(lxml.html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")) + "\n"


@functools.cache
def _style() -> str:
    return resources.files("dateline").joinpath("quality", "page.css").read_text(encoding="utf-8")
