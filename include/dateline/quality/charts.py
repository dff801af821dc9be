"""Charts as inline SVG without text: what they say stands beside them in the page, in its own direction."""

from collections.abc import Sequence
from typing import Any

from lxml.builder import ElementMaker

SVG = ElementMaker(namespace=None)
_SWATCHES = ("one", "two", "three", "four")


def bar(share: float) -> Any:
    """A bar that is filled to a share of its length, 0 to 1."""
    length = f"{max(0.0, min(1.0, share)) * 100:.2f}"
    return _svg(
        "0 0 100 8",
        SVG.rect({"class": "track", "width": "100", "height": "8"}),
        SVG.rect({"class": "fill", "width": length, "height": "8"}),
    )


def columns(values: Sequence[tuple[str, int]]) -> Any:
    """A column for each name and value, which a pointer over it shows; the tallest is as high as the chart."""
    most = max((value for _, value in values), default=0) or 1
    bars = []
    for place, (name, value) in enumerate(values):
        height = 100 * value / most
        bars.append(
            SVG.rect(
                {
                    "class": "fill",
                    "x": f"{place + 0.08:.2f}",
                    "y": f"{100 - height:.2f}",
                    "width": "0.84",
                    "height": f"{height:.2f}",
                },
                SVG.title(f"{name}: {value:,}"),
            )
        )
    return _svg(f"0 0 {max(1, len(values))} 100", *bars)


def stack(values: Sequence[int]) -> Any:
    """Up to four parts of a whole beside each other."""
    total, start, parts = sum(values) or 1, 0.0, []
    for value, swatch in zip(values, _SWATCHES, strict=False):
        length = 100 * value / total
        parts.append(SVG.rect({"class": swatch, "x": f"{start:.2f}", "width": f"{length:.2f}", "height": "8"}))
        start += length
    return _svg("0 0 100 8", *parts)


def swatch(place: int) -> str:
    """The class by which the key of a stack has the colour of its part."""
    return _SWATCHES[place % len(_SWATCHES)]


def _svg(box: str, *inside: Any) -> Any:
    return SVG.svg(
        {"viewBox": box, "preserveAspectRatio": "none", "aria-hidden": "true", "focusable": "false"}, *inside
    )
