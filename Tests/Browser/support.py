"""Pages of `analyze report` and a browser to open them in."""

import base64
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ANALYZE", ROOT / ".build/debug/analyze"))
SHOTS = os.environ.get("BROWSER_SHOTS")


class Timed(unittest.TextTestResult):
    """Says how long each test took."""

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        unittest.TestResult.addSuccess(self, test)
        self.stream.writeln(f"ok ({time.monotonic() - self.began:.0f} s)")
        self.stream.flush()


def main():
    unittest.main(verbosity=2, testRunner=unittest.TextTestRunner(resultclass=Timed, verbosity=2))


def tool(*names):
    for name in names:
        path = shutil.which(name)
        if path:
            return path
    raise SystemExit(f"there is none of {', '.join(names)}: apt-get install chromium chromium-driver poppler-utils")


def analyze(*arguments, folder=ROOT, statuses=(0,)):
    run = subprocess.run([PROGRAM, *map(str, arguments), "--quiet"], cwd=folder, capture_output=True, text=True)
    if run.returncode not in statuses:
        raise AssertionError(f"analyze {' '.join(map(str, arguments))} ended with {run.returncode}: {run.stderr}")
    return run


class Pages:
    """The pages that the tests look at, made once."""

    bodies = 24

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pages-"))
        analyze("simulate", self.folder / "in", "--bodies", self.bodies, "--years", "2020..2024", "--errors", "0.5")
        shutil.copytree(ROOT / "datasets/reports", self.folder / "reports")
        for locale in ("zh", "en"):
            analyze("report", "reports", "-o", f"reports-{locale}.html", "--locale", locale, "--date", "2026-01-31", folder=self.folder)
            analyze("report", "in", "-o", f"many-{locale}.html", "--locale", locale, folder=self.folder)
            analyze("report", "in", "-o", f"many-{locale}/", "--locale", locale, folder=self.folder)

    def __getitem__(self, name):
        return self.folder / name

    def remove(self):
        shutil.rmtree(self.folder)


class Browser:
    """Chromium without a window, and without network."""

    def __init__(self, width=1600, height=1000, script=True, dark=False):
        options = webdriver.ChromeOptions()
        options.binary_location = tool("chromium", "chromium-browser")
        # The sandbox wants privileges that a container has not; the pages are this program's own.
        for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9", "--force-color-profile=srgb"):
            options.add_argument(switch)
        options.add_argument(f"--window-size={width},{height}")
        if dark:
            options.add_argument("--force-dark-mode")
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(tool("chromedriver")), options=options)
        # A machine that is busy takes its time; what hangs is stopped in any case.
        self.driver.set_page_load_timeout(300)
        self.driver.set_script_timeout(300)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            # What moves is elsewhere by the time that it is clicked.
            {"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.script = script
        self.name = f"{width}{'-dark' if dark else ''}{'' if script else '-plain'}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def open(self, path, address=""):
        self.driver.get("about:blank")
        self.driver.get(f"{pathlib.Path(path).as_uri()}{address}")
        if self.script and "data-plain" not in address:
            self.settle()
        return self

    def settle(self):
        """Waits until the page has nothing more to do."""
        WebDriverWait(self.driver, 60).until(lambda d: d.execute_script("return document.readyState") == "complete")
        self.driver.execute_async_script("const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => done()), 150);")

    def go(self, address):
        self.driver.execute_script("location.hash = arguments[0]", address)
        self.settle()

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def wait(self, condition):
        return WebDriverWait(self.driver, 60, poll_frequency=0.05).until(lambda _: condition())

    def text(self):
        return self.one("body").text

    def shown(self):
        """Everything that a person sees or is read aloud, but for what can be written in a field."""
        return self.driver.execute_script("""
            const texts = [document.title, document.body.innerText];
            for (const e of document.querySelectorAll('[title], [aria-label], [alt], [placeholder]')) for (const name of ['title', 'aria-label', 'alt', 'placeholder']) texts.push(e.getAttribute(name) ?? '');
            for (const e of document.querySelectorAll('svg title, svg desc, option')) texts.push(e.textContent);
            return texts.join('\\n');
            """)

    def overflow(self):
        """What stands beyond the right edge without being in a place that scrolls."""
        return self.driver.execute_script("""
            const edge = document.documentElement.clientWidth + 1, out = [];
            for (const e of document.querySelectorAll('body *')) {
              const r = e.getBoundingClientRect();
              if (!r.width || !r.height || r.right <= edge || e.closest('.hide, .skip, svg')) continue;
              let p = e.parentElement;
              while (p && !/auto|scroll/.test(getComputedStyle(p).overflowX)) p = p.parentElement;
              if (!p) out.push(e.tagName + '.' + e.className + ' ' + Math.round(r.right));
            }
            return out.slice(0, 5).concat(document.documentElement.scrollWidth > edge ? ['the page is ' + document.documentElement.scrollWidth] : []);
            """)

    def violations(self, within="document"):
        """What axe-core finds serious or critical. Of long tables and rows of pictures the first ones speak for the others."""
        axe = Axe(self.driver)
        axe.inject()
        context = {"include": [[within]], "exclude": [["tbody > tr:nth-child(n+9)"], [".multiples > figure:nth-child(n+4)"], ["details.report:nth-of-type(n+3)"]]}
        if within == "document":
            del context["include"]
        found = axe.run(context=context, options=json.dumps({"resultTypes": ["violations"]}))["violations"]
        return [
            f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:300]}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]

    def complaints(self):
        """Errors of the script and of the content policy."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def requests(self):
        """Addresses that were asked for, other than files and what stands in the page."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = message["params"]["request"]["url"]
                if not url.startswith(("file:", "about:", "data:", "blob:")):
                    found.append(url)
        return found

    def shoot(self, name, whole=True):
        if not SHOTS:
            return
        pathlib.Path(SHOTS).mkdir(parents=True, exist_ok=True)
        parameters = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            height = min(self.driver.execute_script("return document.documentElement.scrollHeight"), 5000)
            width = self.driver.execute_script("return document.documentElement.clientWidth")
            parameters["clip"] = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", parameters)["data"]
        (pathlib.Path(SHOTS) / f"{name}-{self.name}.png").write_bytes(base64.b64decode(picture))

    def pdf(self, path):
        data = self.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True, "generateTaggedPDF": True})["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))
        if SHOTS:
            shutil.copy(path, pathlib.Path(SHOTS) / pathlib.Path(path).name)
        return path
