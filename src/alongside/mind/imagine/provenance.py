"""Where a picture comes from, written into its file.

PNG text chunks hold the words, seed and model; an XMP packet says that it was made by a machine, in
the terms of IPTC's digital source types.
"""

from __future__ import annotations

import json
from io import BytesIO
from xml.sax.saxutils import escape

from alongside.log.kinds import Imagined

SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 Iptc4xmpExt:DigitalSourceType="{source}" xmp:CreatorTool="Alongside">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def marked(picture: bytes, made: Imagined) -> bytes:
    """The picture as a PNG that says how it was made. Blocks: for use in a thread."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    kind = "trainedAlgorithmicMedia" if made.model else "algorithmicMedia"
    info = PngInfo()
    info.add_text("Software", "Alongside")
    info.add_itxt("Description", made.text)
    told = {"words": made.text, "avoid": made.avoid, "seed": made.seed, "model": made.model}
    info.add_itxt("parameters", json.dumps(told, ensure_ascii=False))
    info.add_itxt("XML:com.adobe.xmp", _XMP.format(source=SOURCES + kind, words=escape(made.text)))
    kept = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.convert("RGB").save(kept, "PNG", pnginfo=info)
    return kept.getvalue()
