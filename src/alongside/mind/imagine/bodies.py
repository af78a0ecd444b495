"""Bodies for glyphs that show no more than a face or a bust, on the same 32-unit square."""

from __future__ import annotations


def sitting(face: str, fur: str, belly: str) -> str:
    """An animal that sits facing us, with this face; colours are `#rrggbb`."""
    return (
        f'<path fill="{fur}" d="M21 28.500c6 .5 9-4.500 6.500-9.500c-1 3.500-3 5-6.500 5z"/>'
        f'<path fill="{fur}" d="M8.600 30c-1.200-9.500 1.600-15 7.400-15s8.600 5.500 7.400 15z"/>'
        f'<ellipse cx="16" cy="23.500" rx="4.200" ry="5.500" fill="{belly}"/>'
        f'<path fill="{fur}" d="M10.500 21h3.600v8h-3.600zM17.900 21h3.600v8h-3.600z"/>'
        f'<ellipse cx="12" cy="29" rx="2.700" ry="1.300" fill="{belly}"/>'
        f'<ellipse cx="20" cy="29" rx="2.700" ry="1.300" fill="{belly}"/>'
        f'<g transform="translate(5.200 -1.200) scale(.675)">{face}</g>'
    )


def with_legs(bust: str) -> str:
    """Somebody drawn to the waist, standing."""
    return (
        '<path fill="#4a5568" d="M10.800 18h4.600v10.500h-4.600zM16.600 18h4.600v10.500h-4.600z"/>'
        '<path fill="#2f3540" d="M10 28h5.500v2H10zM16.500 28H22v2h-5.500z"/>'
        f'<g transform="translate(5.600 .2) scale(.65)">{bust}</g>'
    )


def standing_robot(head: str) -> str:
    """A robot with this head."""
    return (
        '<path fill="#8d65c5" d="M11.500 25h3v4h-3zM17.500 25h3v4h-3z"/>'
        '<path fill="#cdc4d6" d="M10 28h5v2h-5zM17 28h5v2h-5z"/>'
        '<path fill="#998ea4" d="M6.500 16.500h3v8h-3zM22.500 16.500h3v8h-3z"/>'
        '<rect width="13.400" height="11" x="9.300" y="15" fill="#cdc4d6" rx="2"/>'
        '<rect width="7" height="4" x="12.500" y="18" fill="#00a6ed" rx="1"/>'
        f'<g transform="translate(6.600 -.8) scale(.59)">{head}</g>'
    )
