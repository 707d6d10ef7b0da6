"""measure.py [ANALYZE] [REPORT.pdf]: the cells of a scan against those of the same report with its text.

Prints for each resolution how many cells are right, how many of the wrong ones a finding names, and how many are wrong without one.
"""
import json
import subprocess
import sys
import tempfile

analyze = sys.argv[1] if len(sys.argv) > 1 else ".build/debug/analyze"
report = sys.argv[2] if len(sys.argv) > 2 else "datasets/reports/huaian_2024.pdf"


def rows(command, path):
    run = subprocess.run([analyze, command, path, "--format", "json", "--quiet"], capture_output=True, text=True)
    return json.loads(run.stdout)["rows"]


def cells(path):
    return {row["indicator"]: (row["state"], row["value"]) for row in rows("cells", path)}


truth = cells(report)
folder = tempfile.mkdtemp()
print("dpi  cells  right  wrong_named  wrong_silent  missing  right_doubted")
for dpi, quality in [(300, 75), (200, 75), (150, 60)]:
    scan = f"{folder}/scan-{dpi}.pdf"
    subprocess.run([sys.executable, __file__.replace("measure.py", "scan.py"), report, scan, str(dpi), str(quality)], check=True)
    read = cells(scan)
    named, doubted = set(), set()
    for finding in rows("anomalies", scan):
        ids = {cell["indicator"] for cell in finding["cells"]} | {change["indicator"] for change in finding["suggestions"]}
        named |= ids
        if finding["rule"] == "format.recognition":
            doubted |= ids
    right = {cell for cell in truth if read.get(cell) == truth[cell]}
    wrong = {cell for cell in truth if cell in read} - right
    print(f"{dpi:3}  {len(truth):5}  {len(right):5}  {len(wrong & named):11}  {len(wrong - named):12}  {len(truth.keys() - read.keys()):7}  {len(right & doubted):13}")
