"""What befalls a page on its way through years, copiers and scanners, drawn at random: blur, noise, skew, curl,
bleed-through, uneven light, dropouts, fax and JPEG. One random.Random decides it all, so a seed number gives the same
again. Needs ImageMagick (convert-im6.q16) and pdftoppm.
"""
import os
import subprocess
import tempfile

CONVERT = "convert-im6.q16"


def maybe(rng, chance, make):
    return make() if rng.random() < chance else []


def bleed_through(rng):
    """The other side of the leaf: this one mirrored, soft and pale."""
    pale = rng.randint(78, 90)
    return ["(", "+clone", "-flop", "-blur", "0x2", "+level", "%d%%,100%%" % pale, ")", "-compose", "Multiply", "-composite"]


def uneven_light(rng):
    dark = rng.randint(55, 80)
    corner = rng.choice(["0,0", "%[fx:w-1],0", "0,%[fx:h-1]", "%[fx:w-1],%[fx:h-1]"])
    middle = "%[fx:w/2],%[fx:h/2]"
    shade = ["(", "+clone", "-sparse-color", "Shepards", "%s gray(%d%%) %s white" % (corner, dark, middle), ")"]
    return [*shade, "-compose", "Multiply", "-composite"]


def curl(rng):
    """Lines bend as they do near the spine of a book."""
    bend = rng.uniform(0.002, 0.006)
    return ["-background", "white", "-virtual-pixel", "white", "-distort", "Barrel", "0.0 0.0 %.4f" % rng.choice([bend, -bend])]


def dropouts(rng):
    """Streaks where the copier's drum was dirty."""
    streaks = []
    for _ in range(rng.randint(1, 3)):
        x = rng.uniform(0.05, 0.95)
        streaks += ["-fill", "white", "-stroke", "none", "-draw", "rectangle %d,0 %d,9999" % (x * 1200, x * 1200 + rng.randint(0, 1))]
    return streaks


def draw_degradation(rng):
    """(dots per inch, what is done to each page, how the pages are packed)"""
    fax = rng.random() < 0.25
    dpi = rng.choice([150, 200, 200, 300]) if not fax else 200
    soft = 0.35 * dpi / 150
    operations = ["-virtual-pixel", "white", "-background", "white"]
    operations += maybe(rng, 0.35, lambda: bleed_through(rng))
    operations += maybe(rng, 0.3, lambda: curl(rng))
    operations += maybe(rng, 0.9, lambda: ["-distort", "SRT", "%.2f" % rng.uniform(-2.5, 2.5), "+repage"])
    operations += maybe(rng, 0.6, lambda: ["-blur", "0x%.2f" % (soft * rng.uniform(0.5, 2))])
    operations += maybe(rng, 0.35, lambda: uneven_light(rng))
    operations += maybe(rng, 0.3, lambda: ["+level", "%d%%,%d%%" % (rng.randint(5, 25), rng.randint(80, 95))])
    operations += maybe(rng, 0.7, lambda: ["-seed", str(rng.randint(1, 9999)), "-attenuate", "%.2f" % rng.uniform(0.05, 0.4), "+noise", "Gaussian"])
    operations += maybe(rng, 0.3, lambda: ["-seed", str(rng.randint(1, 9999)), "-attenuate", "%.3f" % rng.uniform(0.01, 0.04), "+noise", "Impulse"])
    operations += maybe(rng, 0.2, lambda: dropouts(rng))
    if fax:
        return dpi, [*operations, "-threshold", "%d%%" % rng.randint(42, 58)], ["-compress", "Group4"]
    return dpi, operations, ["-compress", "JPEG", "-quality", str(rng.randint(35, 85))]


def degrade(rng, pdf, path):
    """Writes the pages of `pdf` as a TIFF that has suffered what `rng` says."""
    dpi, operations, packing = draw_degradation(rng)
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-png", pdf, os.path.join(scratch, "page")], check=True)
        spoilt = []
        for name in sorted(os.listdir(scratch)):
            spoilt.append(os.path.join(scratch, "spoilt-" + name))
            subprocess.run([CONVERT, os.path.join(scratch, name), *operations, "-colorspace", "Gray", spoilt[-1]], check=True)
        subprocess.run([CONVERT, *spoilt, "-units", "PixelsPerInch", "-density", str(dpi), *packing, path], check=True)
