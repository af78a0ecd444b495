"""How a whole sketch is drawn: watercolour, pencil, ink, oil, neon; as SVG filters."""

from __future__ import annotations

from alongside.mind.imagine.scene import Style


def style_filter(style: Style, seed: int) -> str:
    """The filter `#style` of a style, empty where there is none."""
    drawn = _STYLES.get(style)
    if drawn is None:
        return ""
    return (
        '<filter id="style" x="-5%" y="-5%" width="110%" height="110%" '
        f'color-interpolation-filters="sRGB">{drawn.replace("{seed}", str(seed % 1000))}</filter>'
    )


def _saturated(by: float) -> str:
    return f'<feColorMatrix type="saturate" values="{by}"/>'


def _blurred(by: float) -> str:
    return f'<feGaussianBlur stdDeviation="{by}"/>'


def _dabbed(by: float) -> str:
    """Every dot grown to a dab of `by` pixels around it: edges as a brush leaves them."""
    return f'<feMorphology operator="dilate" radius="{by}"/>'


def _matrix(*rows: str) -> str:
    return f'<feColorMatrix type="matrix" values="{" ".join((*rows, "0 0 0 1 0"))}"/>'


def _on_paper(grain: str, depth: float) -> str:
    """What was drawn, on paper of that grain; `depth` in 0..1 is how dark its hollows are."""
    row = f"{-depth} {-depth / 2} 0 0 {1 + depth / 2}"
    return (
        '<feOffset result="drawn"/><feTurbulence type="fractalNoise" '
        f'baseFrequency="{grain}" numOctaves="4" seed="{{seed}}"/>'
        f'<feColorMatrix type="matrix" values="{row} {row} {row} 0 0 0 0 1"/>'
        '<feBlend in2="drawn" mode="multiply"/>'
    )


_STYLES: dict[Style, str] = {
    "watercolour": _dabbed(1.6) + _blurred(1.1) + _saturated(0.8) + _on_paper(".02 .03", 0.28),
    "oil": _dabbed(2.6) + _saturated(1.3) + _on_paper(".05 .4", 0.35),
    "pencil": _matrix(".28 .42 .14 0 .16", ".28 .42 .14 0 .16", ".27 .41 .14 0 .15")
    + _on_paper(".7 .25", 0.4),
    "ink": _blurred(0.7)
    + _matrix(".5 .8 .2 0 -.22", ".5 .8 .2 0 -.22", ".49 .78 .2 0 -.2")
    + _on_paper(".05", 0.14),
    "neon": _matrix("1.5 -.3 .3 0 -.2", "-.3 .9 .3 0 -.12", ".2 .1 1.6 0 -.02"),
}
