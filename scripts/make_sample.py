"""Draw the photos and speak the recordings of the sample life (`alongside.sample`).

Run it once with espeak-ng installed: `python scripts/make_sample.py`. What it makes is committed.
"""

from __future__ import annotations

import math
import random
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import soundfile
import soxr
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from alongside import sample

SIZE = (960, 640)
LARGEST = 60_000
"""Bytes of a photo at most."""
RATE = 24_000
Colour = tuple[int, int, int]
Scene = Callable[[Image.Image, random.Random], None]


def sky(image: Image.Image, top: Colour, bottom: Colour, until: float = 1.0) -> None:
    """A gradient from the upper edge down to a share of the height."""
    draw = ImageDraw.Draw(image)
    height = int(image.height * until)
    for y in range(height):
        share = y / height
        mixed = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        draw.line((0, y, image.width, y), fill=mixed)


def hills(image: Image.Image, chance: random.Random, base: int, rise: int, colour: Colour) -> None:
    phase, wave = chance.random() * 6, chance.uniform(0.004, 0.009)
    tops = [
        (x, base - rise * (0.6 + 0.4 * math.sin(x * wave + phase) + 0.15 * math.sin(x * 0.03)))
        for x in range(0, image.width + 8, 8)
    ]
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, image.height), *tops, (image.width, image.height)], fill=colour)


def glow(image: Image.Image, centre: tuple[int, int], radius: int, colour: Colour) -> None:
    x, y = centre
    halo = Image.new("L", image.size, 0)
    ImageDraw.Draw(halo).ellipse((x - radius, y - radius, x + radius, y + radius), fill=150)
    image.paste(colour, mask=halo.filter(ImageFilter.GaussianBlur(radius // 2)))
    small = radius // 3
    ImageDraw.Draw(image).ellipse((x - small, y - small, x + small, y + small), fill=colour)


def river_at_dawn(image: Image.Image, chance: random.Random) -> None:
    sky(image, (52, 70, 130), (255, 190, 140), 0.62)
    glow(image, (700, 360), 120, (255, 236, 190))
    hills(image, chance, 410, 60, (84, 78, 110))
    draw = ImageDraw.Draw(image)
    for y in range(400, 640):
        fade = (y - 400) / 240
        draw.line((0, y, 960, y), fill=(round(225 - 130 * fade), round(160 - 70 * fade), 150))
    for _ in range(160):
        left, level = chance.gauss(700, 130), chance.uniform(405, 640)
        draw.line((left, level, left + chance.uniform(8, 46), level), fill=(255, 225, 180), width=2)
    for tower in (230, 610):
        draw.rectangle((tower, 170, tower + 14, 430), fill=(150, 50, 46))
    draw.line((0, 362, 960, 362), fill=(150, 50, 46), width=9)
    for left, right in ((-150, 237), (237, 617), (617, 1000)):
        cable = [
            (x, 180 + 172 * (1 - ((2 * x - left - right) / (right - left)) ** 2))
            for x in range(left, right + 1, 10)
        ]
        draw.line(cable, fill=(150, 50, 46), width=4)


def tram(image: Image.Image, chance: random.Random) -> None:
    sky(image, (120, 180, 230), (215, 232, 240), 0.5)
    draw = ImageDraw.Draw(image)
    walls = ((236, 208, 160), (214, 128, 100), (240, 236, 224), (150, 186, 190), (232, 190, 120))
    for place, wall in enumerate(walls):
        left = place * 200 - 20
        top = 90 + chance.randint(0, 70)
        draw.rectangle((left, top, left + 196, 520), fill=wall)
        draw.polygon(
            [(left - 8, top), (left + 98, top - 46), (left + 204, top)], fill=(176, 84, 60)
        )
        for row in range(3):
            for column in range(3):
                x, y = left + 24 + column * 58, top + 26 + row * 92
                draw.rectangle(
                    (x, y, x + 34, y + 56), fill=(70, 96, 116), outline=(250, 250, 246), width=4
                )
    draw.polygon([(0, 520), (960, 500), (960, 640), (0, 640)], fill=(120, 116, 112))
    for rail in (560, 606):
        draw.line((0, rail, 960, rail - 18), fill=(70, 68, 66), width=5)
    draw.rounded_rectangle(
        (330, 300, 690, 560), 26, fill=(250, 200, 40), outline=(120, 90, 20), width=5
    )
    draw.rectangle((330, 440, 690, 462), fill=(250, 250, 240))
    for x in range(352, 660, 84):
        draw.rounded_rectangle((x, 330, x + 62, 424), 8, fill=(60, 84, 104))
    for x in (410, 610):
        draw.ellipse((x - 28, 534, x + 28, 590), fill=(44, 44, 48))
    draw.text((486, 468), "28", font=ImageFont.load_default(58), fill=(60, 40, 10))


def tiles(image: Image.Image, chance: random.Random) -> None:
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, *SIZE), fill=(240, 240, 232))
    blue, sea, gold = (34, 76, 150), (110, 160, 210), (222, 170, 60)
    for x in range(0, 960, 120):
        for y in range(0, 720, 120):
            middle = (x + 60, y + 60)
            for turn in range(4):
                angle = turn * math.pi / 2 + math.pi / 4
                petal = (middle[0] + 40 * math.cos(angle), middle[1] + 40 * math.sin(angle))
                draw.ellipse((petal[0] - 24, petal[1] - 24, petal[0] + 24, petal[1] + 24), fill=sea)
                draw.line((*middle, *petal), fill=blue, width=6)
            draw.ellipse((x + 42, y + 42, x + 78, y + 78), fill=gold, outline=blue, width=5)
            draw.rectangle((x, y, x + 120, y + 120), outline=blue, width=3)
            if chance.random() < 0.08:
                draw.polygon([(x, y), (x + 34, y), (x, y + 40)], fill=(196, 186, 170))


def palace(image: Image.Image, chance: random.Random) -> None:
    sky(image, (96, 150, 214), (230, 238, 240), 0.8)
    hills(image, chance, 420, 120, (88, 130, 96))
    draw = ImageDraw.Draw(image)
    for left, top, width, wall in (
        (330, 210, 130, (246, 196, 60)),
        (460, 170, 110, (206, 70, 56)),
        (570, 240, 150, (246, 196, 60)),
    ):
        draw.rectangle((left, top, left + width, 430), fill=wall)
        for x in range(left, left + width, 26):
            draw.rectangle((x, top - 14, x + 14, top), fill=wall)
        for x in range(left + 20, left + width - 24, 40):
            draw.rounded_rectangle((x, top + 40, x + 20, top + 84), 10, fill=(70, 60, 70))
    draw.pieslice((480, 96, 552, 230), 180, 360, fill=(240, 214, 120))
    hills(image, chance, 520, 80, (52, 96, 66))
    for _ in range(260):
        across, down = chance.uniform(0, 960), chance.uniform(450, 640)
        size = chance.uniform(8, 26)
        shade = chance.randint(50, 100)
        draw.ellipse(
            (across - size, down - size, across + size, down + size), fill=(24, shade + 16, 44)
        )
    fog = Image.new("L", image.size, 0)
    for _ in range(14):
        across, down = chance.uniform(-100, 900), chance.uniform(360, 560)
        ImageDraw.Draw(fog).ellipse((across, down, across + 360, down + 70), fill=120)
    image.paste((244, 246, 246), mask=fog.filter(ImageFilter.GaussianBlur(34)))


def lighthouse(image: Image.Image, chance: random.Random) -> None:
    sky(image, (70, 140, 210), (214, 234, 244), 0.6)
    draw = ImageDraw.Draw(image)
    for y in range(360, 640):
        fade = (y - 360) / 280
        draw.line(
            (0, y, 960, y),
            fill=(round(40 + 20 * fade), round(110 + 60 * fade), round(170 + 20 * fade)),
        )
    for _ in range(120):
        across, down = chance.uniform(0, 960), chance.uniform(370, 640)
        draw.arc((across, down, across + 46, down + 14), 180, 360, fill=(220, 236, 240), width=2)
    draw.polygon(
        [(0, 640), (0, 330), (160, 306), (330, 350), (420, 470), (520, 640)], fill=(150, 118, 84)
    )
    draw.polygon(
        [(0, 334), (160, 306), (330, 350), (300, 372), (120, 340), (0, 362)], fill=(110, 150, 80)
    )
    draw.polygon([(150, 316), (162, 110), (212, 110), (226, 330)], fill=(250, 250, 248))
    for top in (150, 220, 290):
        draw.rectangle((152, top, 222, top + 26), fill=(206, 56, 50))
    draw.rectangle((160, 82, 214, 110), fill=(250, 224, 130), outline=(60, 60, 60), width=3)
    draw.polygon([(152, 84), (187, 50), (222, 84)], fill=(150, 40, 40))
    for bird in ((600, 140), (660, 180), (540, 200)):
        draw.arc(
            (bird[0], bird[1], bird[0] + 30, bird[1] + 18), 190, 350, fill=(60, 70, 80), width=3
        )
        draw.arc(
            (bird[0] + 28, bird[1], bird[0] + 58, bird[1] + 18),
            190,
            350,
            fill=(60, 70, 80),
            width=3,
        )


def cake(image: Image.Image, chance: random.Random) -> None:
    sky(image, (70, 46, 60), (140, 92, 80))
    draw = ImageDraw.Draw(image)
    draw.polygon([(0, 470), (960, 450), (960, 640), (0, 640)], fill=(120, 72, 46))
    draw.ellipse((230, 470, 730, 580), fill=(236, 232, 226))
    draw.rectangle((280, 330, 680, 510), fill=(122, 74, 48))
    draw.ellipse((280, 470, 680, 550), fill=(122, 74, 48))
    draw.rectangle((280, 400, 680, 424), fill=(238, 214, 180))
    draw.ellipse((280, 286, 680, 374), fill=(238, 214, 180))
    for _ in range(26):
        angle, far = chance.random() * 6.3, chance.uniform(0.6, 0.9)
        x, y = 480 + 190 * far * math.cos(angle), 330 + 38 * far * math.sin(angle)
        draw.ellipse((x - 10, y - 7, x + 10, y + 7), fill=(150, 96, 60))
    for x in range(360, 620, 60):
        draw.rectangle((x, 232, x + 10, 322), fill=(120, 180, 210))
        glow(image, (x + 5, 216), 34, (255, 214, 110))


def bridge_at_night(image: Image.Image, chance: random.Random) -> None:
    sky(image, (12, 16, 44), (86, 60, 110), 0.66)
    draw = ImageDraw.Draw(image)
    for _ in range(120):
        x, y = chance.uniform(0, 960), chance.uniform(0, 260)
        draw.point((x, y), fill=(230, 230, 255))
    glow(image, (180, 110), 60, (246, 240, 216))
    for left in range(0, 960, 46):
        top = 330 - abs(left - 480) // 6 + chance.randint(0, 40)
        draw.rectangle((left, top, left + 44, 450), fill=(40, 34, 62))
        for _ in range(5):
            x, y = left + chance.randint(6, 34), chance.randint(top + 8, 436)
            draw.rectangle((x, y, x + 6, y + 9), fill=(255, 206, 110))
    draw.rectangle((0, 440, 960, 640), fill=(22, 24, 56))
    draw.arc((130, 230, 830, 690), 180, 360, fill=(150, 150, 170), width=14)
    draw.line((0, 238, 960, 238), fill=(150, 150, 170), width=12)
    for x in range(170, 830, 40):
        drop = 460 - math.sqrt(max(0.0, 1 - ((x - 480) / 350) ** 2)) * 230
        draw.line((x, 238, x, drop), fill=(130, 130, 152), width=4)
    for _ in range(140):
        x, y = chance.uniform(0, 960), chance.uniform(450, 640)
        draw.line((x, y, x + chance.uniform(4, 22), y), fill=(200, 160, 110), width=2)


def menu(image: Image.Image, _: random.Random) -> None:
    sky(image, (150, 110, 80), (110, 76, 54))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle(
        (150, 40, 810, 600), 18, fill=(38, 44, 46), outline=(190, 150, 100), width=14
    )
    lines = (
        "CAFE TEJO",
        "Pastel de nata   1.40",
        "Galao   1.90",
        "Caldo verde   3.50",
        "WIFI: tejo-guest",
    )
    for place, line in enumerate(lines):
        size = 62 if place == 0 else 44
        draw.text(
            (205, 80 + place * 98), line, font=ImageFont.load_default(size), fill=(244, 240, 226)
        )


SCENES: tuple[tuple[str, str, tuple[float, float] | None, Scene], ...] = (
    ("IMG_20261013_074512", "2026:10:13 07:45:12", (38.6916, -9.1770), river_at_dawn),
    ("IMG_20261016_131005", "2026:10:16 13:10:05", (38.7120, -9.1310), tram),
    ("IMG_20261016_132240", "2026:10:16 13:22:40", (38.7119, -9.1303), tiles),
    ("IMG_20261018_120833", "2026:10:18 12:08:33", (38.7876, -9.3906), palace),
    ("IMG_20261021_164150", "2026:10:21 16:41:50", (38.6905, -9.4211), lighthouse),
    ("IMG_20261022_105501", "2026:10:22 10:55:01", (38.7107, -9.1366), menu),
    ("IMG_20261025_161520", "2026:10:25 16:15:20", (40.2056, -8.4196), cake),
    ("IMG_20261031_192744", "2026:10:31 19:27:44", (41.1404, -8.6130), bridge_at_night),
)
"""Name, local time, coordinates and drawing of each photo."""

RECORDINGS = {
    "2026-10-19 17.30 idea for walk one.opus": """
        Idea for walk one. Start at the cathedral, when the bells ring at noon. Let people hear the
        tram before they see it. Then the story of the baker who hid the letters under the floor.
        And ask Beatriz whether the roof terrace is open on Sundays.
    """,
    "2026-11-01 11.05 voice memo Porto.opus": """
        Note to myself. The landlord in Porto is called Senhor Almeida. Mateo needs a new bulb for
        the kitchen, and the piano tuner comes on Wednesday at three o'clock. The train home leaves
        at four fifty two, platform six.
    """,
}


def exif_of(image: Image.Image, taken: str, where: tuple[float, float] | None) -> Image.Exif:
    """EXIF as a phone writes it; Lisbon's clocks go back on 25 October 2026."""
    exif = image.getexif()
    exif[271], exif[272], exif[274], exif[306] = "Lumo", "Lumo P2", 1, taken
    details = exif.get_ifd(0x8769)
    offset = "+01:00" if taken < "2026:10:25 02" else "+00:00"
    details[36867] = details[36868] = taken
    details[36880] = details[36881] = offset
    if where:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[3] = "N" if where[0] >= 0 else "S", "E" if where[1] >= 0 else "W"
        gps[2], gps[4] = degrees(where[0]), degrees(where[1])
    return exif


def degrees(value: float) -> tuple[float, float, float]:
    whole, rest = divmod(abs(value), 1)
    minutes, rest = divmod(rest * 60, 1)
    return whole, minutes, round(rest * 60, 3)


def draw_photos(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, taken, where, scene in SCENES:
        image = Image.new("RGB", SIZE)
        scene(image, random.Random(name))
        image = image.filter(ImageFilter.GaussianBlur(0.7))
        path, exif = folder / f"{name}.jpg", exif_of(image, taken, where)
        for quality in range(76, 20, -6):
            image.save(path, quality=quality, optimize=True, exif=exif)
            if path.stat().st_size < LARGEST:
                break


def speak(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, words in RECORDINGS.items():
        with tempfile.TemporaryDirectory() as scratch:
            wave = Path(scratch, "spoken.wav")
            command = [
                "espeak-ng",
                "-v",
                "en-gb",
                "-s",
                "150",
                "-w",
                str(wave),
                " ".join(words.split()),
            ]
            subprocess.run(command, check=True)
            samples, rate = soundfile.read(wave, dtype="float32")
        resampled = soxr.resample(samples, rate, RATE)
        soundfile.write(folder / name, resampled, RATE, format="OGG", subtype="OPUS")


if __name__ == "__main__":
    draw_photos(sample.path() / "photos")
    speak(sample.path() / "voice")
