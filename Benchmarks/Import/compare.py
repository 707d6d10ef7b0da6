#!/usr/bin/env python3
"""What analyze, DuckDB, polars, pandas and R's fread make of the ways in which published tables are odd.

Usage: compare.py ANALYZE [PAGE], which writes the table behind the mark `<!-- table -->` of the page instead of printing it.

Every tool reads every table with its defaults, as somebody does who has just downloaded it. A table is a few lines with known figures; what a tool
read is compared with them: its numeric columns, the years left out. Needs duckdb, polars, pandas from PyPI and data.table in R.
"""

import csv
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TIDY = "entity,year,indicator,value\n"

# Name, bytes of the file, ending, figures.
CASES = [
    ("A quoted decimal comma that may be a mark of thousands: `\"1,125\"`", 'entity,year,rate\nA,2019,"1,125"\nA,2020,"1,250"\nB,2019,"2,375"\nB,2020,"2,500"\n', "csv", [1125, 1250, 2375, 2500], [1.125, 1.25, 2.375, 2.5]),
    ("Decimal commas between semicolons", "entity;year;rate\nA;2019;1,5\nA;2020;0,25\nB;2019;3\n", "csv", [1.5, 0.25, 3]),
    ("Commas of thousands in quotes", 'entity,year,cost\nA,2019,"1,234,567"\nA,2020,"12,000.5"\nB,2019,7\n', "csv", [1234567, 12000.5, 7]),
    ("Points of thousands: `1.234,56`", "entity;year;cost\nA;2019;1.234,56\nA;2020;2.500\nB;2019;7\n", "csv", [1234.56, 2500, 7]),
    ("Blanks of thousands (U+202F, U+00A0)", "entity;year;cost\nA;2019;1\u202f234\nA;2020;12\u00a0500\nB;2019;7\n", "csv", [1234, 12500, 7]),
    ("Percent signs", "entity,year,share\nA,2019,4.5%\nA,2020,12 %\nB,2019,0%\n", "csv", [4.5, 12, 0]),
    ("Money with its sign", 'entity,year,cost\nA,2019,"$1,234.50"\nA,2020,$7\nB,2019,$0.25\n', "csv", [1234.5, 7, 0.25]),
    ("Negatives in parentheses", "entity,year,change\nA,2019,(14)\nA,2020,3\nB,2019,(7)\n", "csv", [-14, 3, -7]),
    ("A minus sign (U+2212), or one behind", "entity,year,change\nA,2019,−14\nA,2020,3\nB,2019,7-\n", "csv", [-14, 3, -7]),
    ("Digits of full width", "地区,年度,件数\n甲县,2019,１２０\n甲县,2020,95\n乙县,2019,8\n", "csv", [120, 95, 8]),
    ("`万` and `亿`", "地区,年度,金额\n甲县,2019,3.2万\n甲县,2020,95\n乙县,2019,1.5亿\n", "csv", [32000, 95, 150000000]),
    ("Suppressed cells: `*`, `<5`, `(D)`", "entity,year,cases\nA,2019,12\nA,2020,<5\nB,2019,*\nB,2020,(D)\nC,2019,31\n", "csv", [12, 31]),
    ("Flags beside numbers: `1055 b`, `: c`", "geo\t2019\t2020\nAT\t995 \t1055 b\nBE\t: c\t1213 p\n", "tsv", [995, 1055, 1213]),
    ("Marks of missing values: `..`, `…`, `暂无`, `n.a.`", "entity,year,cases\nA,2019,12\nA,2020,..\nB,2019,…\nB,2020,暂无\nC,2019,n.a.\n", "csv", [12]),
    ("Errors of a spreadsheet: `#N/A`, `#DIV/0!`", "entity,year,cases\nA,2019,12\nA,2020,#N/A\nB,2019,#DIV/0!\nB,2020,5\n", "csv", [12, 5]),
    ("Footnote marks: `93¹`, `34*`", "entity,year,cases\nA,2019,93¹\nA,2020,34*\nB,2019,5\n", "csv", [93, 34, 5]),
    ("Whole numbers beyond 2⁵³", "entity,year,n\nA,2019,9007199254740993\nA,2020,12\n", "csv", [9007199254740993, 12]),
    ("Numbers beyond the range: `1e400`, `1e-400`", "entity,year,x\nA,2019,1e400\nA,2020,1e-400\nB,2019,2.5\n", "csv", [2.5]),
    ("Fiscal years: `2019/20`", "entity,year,n\nA,2019/20,12\nA,2020/21,15\n", "csv", [12, 15]),
    ("Years in words: `2019年度`, `二〇二〇年`, `FY2021`", "entity,year,n\nA,2019年度,12\nA,二〇二〇年,15\nA,FY2021,18\n", "csv", [12, 15, 18]),
    ("Years as columns: `2019 [YR2019]`", "Country Name,Series Name,2019 [YR2019],2020 [YR2020]\nChad,a,12,..\nMali,a,15,18\n", "csv", [12, 15, 18]),
    ("Quarters in the column of years", "entity,time,n\nA,2019Q1,12\nA,2019Q2,15\nA,2020Q1,18\n", "csv", [15, 18], [12, 15, 18]),
    ("Lines before the header", "Table 3: cases by plant\nExtracted on 2025-01-06\n\nentity,year,n\nA,2019,12\nA,2020,15\n", "csv", [12, 15]),
    ("A source line behind", 'entity,year,n\nA,2019,12\nA,2020,15\n\n"Source: register; rounded."\n', "csv", [12, 15]),
    ("Delimiters at the ends of lines", "entity,year,n,\nA,2019,12,\nA,2020,15,\n", "csv", [12, 15]),
    ("A header over two rows with merged cells", "entity,year,cases,\n,,opened,closed\nA,2019,12,11\nA,2020,15,14\n", "csv", [12, 11, 15, 14]),
    ("A line end within a name", 'entity,year,"cases\n(opened)"\nA,2019,12\nA,2020,15\n', "csv", [12, 15]),
    ("Two columns of one name", "entity,year,n,n\nA,2019,12,11\nA,2020,15,14\n", "csv", [12, 11, 15, 14]),
    ("A short row", "entity,year,a,b\nA,2019,12,11\nA,2020,15\nB,2019,7,8\n", "csv", [12, 11, 15, 7, 8]),
    ("A long row: a decimal comma without quotes", "entity,year,n\nA,2019,12\nA,2020,1,5\nB,2019,7\n", "csv", [12, 7]),
    ("The header again in the middle", "entity,year,n\nA,2019,12\nentity,year,n\nA,2020,15\n", "csv", [12, 15]),
    ("A first line `sep=;`", "sep=;\nentity;year;n\nA;2019;12\nA;2020;15\n", "csv", [12, 15]),
    ("Numbers of the rows as a column without a name", ",entity,year,n\n0,A,2019,12\n1,A,2020,15\n2,B,2019,7\n", "csv", [12, 15, 7]),
    ("Codes with zeros before them", "entity,code,year,n\nA,01001,2019,12\nA,01001,2020,15\nB,01003,2019,7\nB,01003,2020,9\n", "csv", [12, 15, 7, 9]),
    ("UTF-16 with tabs, as spreadsheets save “Unicode text”", "entity\tyear\tn\nA\t2019\t12\nA\t2020\t15\n".encode("utf-16"), "txt", [12, 15]),
    ("GBK", "地区,年度,件数\n甲县,2019,12\n甲县,2020,15\n".encode("gbk"), "csv", [12, 15]),
    ("Windows-1252", "entity,year,n\nZürich,2019,12\nGenève,2020,15\n".encode("cp1252"), "csv", [12, 15]),
    ("A `.xls` that is a page", "<html><table><tr><th>entity</th><th>year</th><th>n</th></tr><tr><td>A</td><td>2019</td><td>12</td></tr><tr><td>A</td><td>2020</td><td>15</td></tr></table></html>", "xls", [12, 15]),
    ("A byte order mark", "\ufeffentity,year,n\nA,2019,12\nA,2020,15\n", "csv", [12, 15]),
    ("Lines that end with CR alone", "entity,year,n\rA,2019,12\rA,2020,15\r", "csv", [12, 15]),
    ("A line end within a cell", 'entity,year,n,note\nA,2019,12,"one\ntwo"\nA,2020,15,\n', "csv", [12, 15]),
    ("A second table below the first", "entity,year,n\nA,2019,12\nA,2020,15\n\nentity,year,m\nA,2019,3\nA,2020,4\n", "csv", [12, 15]),
    ("Codes of regions that change", "entity,region_code,year,n\nA,350128,2019,12\nA,350182,2020,13\nB,220104,2019,15\n", "csv", [12, 13, 15]),
    ('Texts of a spreadsheet: `="00123"`', 'entity,code,year,n\nA,="00123",2019,12\nB,="00124",2020,15\n', "csv", [12, 15]),
    ("A letter for a digit: `1O`", "entity,year,n\nA,2019,1O\nA,2020,15\nA,2021,7\n", "csv", [15, 7]),
    ("A day in place of a number: `5-Jan`", "entity,year,n\nA,2019,12\nA,2020,5-Jan\nA,2021,7\n", "csv", [12, 7]),
    ("A year twice in the header", "entity,2019,2019,2020\nA,1,2,3\nB,4,5,6\n", "csv", [2, 3, 5, 6], [1, 2, 3, 4, 5, 6]),
    ("The total as a row", "entity,year,n\nA,2019,12\nB,2019,15\nTotal,2019,27\n", "csv", [12, 15, 27]),
    ("Three digits behind every point: `1.234`", "entity,year,n\nA,2019,1.234\nA,2020,12.500\nB,2019,3\n", "csv", [1.234, 12.5, 3], [1234, 12500, 3]),
    ("A byte 0 within a number", b"entity,year,n\nA,2019,1\x002\nA,2020,15\n", "csv", [12, 15]),
]


def plain(value):
    return float(value) if not isinstance(value, bool) else None


def numbers_of_pandas(frame):
    import pandas

    found = []
    for _, column in frame.items():
        if pandas.api.types.is_numeric_dtype(column) and not pandas.api.types.is_bool_dtype(column):
            found += [plain(value) for value in column.tolist() if value == value and value is not None]
    return found


def read_pandas(path):
    import pandas

    return numbers_of_pandas(pandas.read_csv(path))


def read_polars(path):
    import polars

    frame = polars.read_csv(path)
    found = []
    for column in frame.columns:
        if frame[column].dtype.is_numeric():
            found += [plain(value) for value in frame[column].to_list() if value is not None and value == value]
    return found


def read_duckdb(path):
    import duckdb

    relation = duckdb.connect().read_csv(str(path))
    found = []
    for row in relation.fetchall():
        found += [plain(value) for value in row if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value]
    return found


def read_fread(path):
    script = Path(__file__).with_name("fread.R")
    run = subprocess.run(["Rscript", "--vanilla", str(script), str(path)], capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "failed")
    numbers = [float(line) for line in run.stdout.split() if line not in ("NA", "NaN")]
    return numbers, [line for line in run.stderr.splitlines() if line]


def read_analyze(program, path, folder):
    store = folder / "store.sqlite"
    store.unlink(missing_ok=True)
    run = subprocess.run([program, "import", str(path), "--store", str(store), "--format", "json", "--locale", "en"], capture_output=True, text=True)
    if run.returncode not in (0, 3) or not run.stdout:
        raise RuntimeError((run.stderr or "failed").strip().split(": ", 1)[-1])
    notes = json.loads(run.stdout)["notes"]
    table = folder / "panel.csv"
    subprocess.run([program, "export", "--store", str(store), "-o", str(table)], check=True)
    with table.open(newline="") as file:
        return [float(row["value"]) for row in csv.DictReader(file) if row["value"]], notes


def is_year(number):
    return 1900 <= number <= 2100 and number == int(number)


def verdict(found, figures, others):
    """What was read against what the file says."""
    found = Counter(number for number in found if not is_year(number))
    for expected in (figures, others):
        if expected is None:
            continue
        if found == Counter(float(figure) for figure in expected):
            return "right"
    wanted = Counter(float(figure) for figure in figures)
    wrong = found - wanted
    if wrong:
        return "**wrong**: " + ", ".join(f"{number:.17g}" for number in list(wrong)[:2])
    return "text" if not found else f"{sum(found.values())} of {sum(wanted.values())} numbers"


def shown(text, length=90):
    text = " ".join(str(text).split()).replace("|", "\\|").replace("\x00", "␀")
    return text if len(text) <= length else text[: length - 1] + "…"


def main():
    program = sys.argv[1]
    lines = []
    tools = [("DuckDB", read_duckdb), ("polars", read_polars), ("pandas", read_pandas), ("fread", read_fread)]
    lines.append("| the file | `analyze import` | DuckDB | polars | pandas | fread |")
    lines.append("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for index, (title, content, ending, figures, *others) in enumerate(CASES, 1):
            path = folder / f"case{index}.{ending}"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            others = others[0] if others else None
            cells = []
            try:
                found, notes = read_analyze(program, path, folder)
                said = f"; says: {shown(notes[0], 160)}" if notes else ""
                cells.append(verdict(found, figures, others) + said)
            except RuntimeError as error:
                cells.append(f"refused: {shown(error, 160)}")
            for _, read in tools:
                try:
                    found = read(path)
                    found, warnings = found if isinstance(found, tuple) else (found, [])
                    cells.append(verdict(found, figures, others) + (f"; warns: {shown(warnings[0], 60)}" if warnings else ""))
                except Exception as error:
                    cells.append(f"error: {shown(error, 60)}")
            lines.append(f"| {index}. {title} | " + " | ".join(cells) + " |")
    lines += ["", versions()]
    if len(sys.argv) < 3:
        print("\n".join(lines))
        return
    page = Path(sys.argv[2])
    mark = "<!-- table -->\n"
    head, _, _ = page.read_text().partition(mark)
    page.write_text(head + mark + "\n".join(lines) + "\n")


def versions():
    import duckdb
    import pandas
    import polars

    run = subprocess.run(["Rscript", "--vanilla", "-e", "cat(as.character(packageVersion('data.table')))"], capture_output=True, text=True)
    return f"DuckDB {duckdb.__version__}, polars {polars.__version__}, pandas {pandas.__version__}, data.table {run.stdout}."


main()
