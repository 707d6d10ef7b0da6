"""scan.py REPORT.pdf OUT.pdf DPI QUALITY: the pages as JPEG pictures in a PDF without text, as a scanner writes it."""
import glob
import re
import subprocess
import sys
import tempfile

source, target, dpi, quality = sys.argv[1:5]
folder = tempfile.mkdtemp()
subprocess.run(["pdftoppm", "-r", dpi, "-gray", "-jpeg", "-jpegopt", f"quality={quality}", source, folder + "/p"], check=True)
objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
kids = []
for name in sorted(glob.glob(folder + "/p*.jpg")):
    data = open(name, "rb").read()
    at = re.search(rb"\xff[\xc0-\xc2]..\x08(..)(..)(.)", data, re.S)
    space = "DeviceGray" if at[3] == b"\x01" else "DeviceRGB"
    height, width = (int.from_bytes(at[i], "big") for i in (1, 2))
    scale = 72 / float(dpi)
    n = len(objects) + 1
    kids.append(f"{n} 0 R")
    content = f"q {width*scale:.2f} 0 0 {height*scale:.2f} 0 0 cm /I Do Q".encode()
    objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width*scale:.2f} {height*scale:.2f}] /Resources << /XObject << /I {n+1} 0 R >> >> /Contents {n+2} 0 R >>".encode())
    objects.append(f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{space} /BitsPerComponent 8 /Filter /DCTDecode /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream")
    objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
out, offsets = b"%PDF-1.4\n", []
for i, o in enumerate(objects):
    offsets.append(len(out))
    out += f"{i+1} 0 obj\n".encode() + o + b"\nendobj\n"
start = len(out)
out += f"xref\n0 {len(objects)+1}\n0000000000 65535 f \n".encode() + b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
out += f"trailer\n<< /Size {len(objects)+1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
open(target, "wb").write(out)
