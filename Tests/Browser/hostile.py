"""A panel whose names are what somebody would write who wants a page to do something."""

from support import analyze

MARKS = ["<img src=x onerror=alert(1)>", "</script><script>alert(2)</script>", "\"><svg onload=alert(3)>", "{{t.title}}", "\u202egnp.exe", "javascript:alert(4)"]


def hostile_store(place, store):
    """A store of ten years of each name; the year 2020 of each is far from the others."""
    place.mkdir()
    lines = ["entity,region_code,year,indicator,value"]
    for index, mark in enumerate(MARKS):
        quoted = mark.replace('"', '""')
        for year in range(2015, 2025):
            lines.append(f'"{quoted}",,{year},"cases {quoted}",{(10000 if year == 2020 else 100) + 7 * index + year % 5}')
    (place / "panel.csv").write_text("\n".join(lines) + "\n")
    # 3: a name is doubtful, which is said and is no reason to leave it out.
    analyze("import", "panel.csv", "--store", store, folder=place, statuses=(0, 3))
