"""Stores, pages of `analyze report` and a browser to open them in: each is made once and shared by all tests."""

import atexit
import base64
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

import axe_selenium_python.axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ANALYZE", ROOT / ".build/debug/analyze"))
SHOTS = os.environ.get("BROWSER_SHOTS")
AXE = pathlib.Path(axe_selenium_python.axe._DEFAULT_SCRIPT)


class Timed(unittest.TextTestResult):
    """Says how long each test took."""

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        unittest.TestResult.addSuccess(self, test)
        self.stream.writeln(f"ok ({time.monotonic() - self.began:.0f} s)")
        self.stream.flush()


def runner():
    return unittest.TextTestRunner(resultclass=Timed, verbosity=2)


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


class Fixtures:
    """What the tests look at: a store of four years with what was found in it, reports of the year after, and the pages of both."""

    bodies = 16
    years = "2020..2024"
    last = 2023
    made = None

    @classmethod
    def shared(cls):
        """The one of this run."""
        if cls.made is None:
            cls.made = cls()
            atexit.register(cls.made.remove)
        return cls.made

    def __init__(self):
        began = time.monotonic()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="desk-"))
        analyze("simulate", self.folder / "all", "--bodies", self.bodies, "--years", self.years, "--errors", "0.9")
        for name in ("in", "later"):
            (self.folder / name).mkdir()
        for path in sorted((self.folder / "all").iterdir()):
            path.rename(self.folder / ("in" if int(path.stem[-4:]) <= self.last else "later") / path.name)
        analyze("ingest", "in", "--store", "base.sqlite", folder=self.folder)
        # The findings, and with them the cache, are worked out once.
        analyze("anomalies", "--store", "base.sqlite", folder=self.folder)
        shutil.copytree(ROOT / "datasets/reports", self.folder / "reports")
        many = ["--store", "base.sqlite"]
        pages = [(many, f"many-{locale}.html", locale) for locale in ("zh", "en")] + [(many, "many-zh/", "zh")]
        pages += [(["reports", "--date", "2026-01-31"], f"reports-{locale}.html", locale) for locale in ("zh", "en")]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda page: analyze("report", *page[0], "-o", page[1], "--locale", page[2], folder=self.folder), pages))
        print(f"stores and pages: {time.monotonic() - began:.0f} s", flush=True)

    def __getitem__(self, name):
        return self.folder / name

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Browser:
    """Chromium without a window, and without network: a fresh tab of one that is kept for the whole run, its memory empty."""

    idle = {True: [], False: []}

    def __init__(self, width=1600, height=1000, script=True, dark=False):
        self.script = script
        self.driver = self.idle[script].pop() if self.idle[script] else self.start(script)
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            # What moves is elsewhere by the time that it is clicked.
            {"name": "prefers-reduced-motion", "value": "reduce"}]})
        self.name = f"{width}{'-dark' if dark else ''}{'' if script else '-plain'}"

    @classmethod
    def start(cls, script):
        options = webdriver.ChromeOptions()
        options.binary_location = tool("chromium", "chromium-browser")
        # The sandbox wants privileges that a container has not; the pages are this program's own.
        for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--proxy-server=127.0.0.1:9", "--force-color-profile=srgb", "--window-size=1600,1000"):
            options.add_argument(switch)
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        driver = webdriver.Chrome(service=Service(tool("chromedriver")), options=options)
        # A machine that is busy takes its time; what hangs is stopped in any case.
        driver.set_page_load_timeout(300)
        driver.set_script_timeout(300)
        atexit.register(driver.quit)
        return driver

    def __enter__(self):
        return self

    def __exit__(self, problem, *_):
        if problem:
            # Whatever state it is in, nobody else meets it.
            self.driver.quit()
            return
        old = self.driver.window_handles
        self.driver.switch_to.new_window("tab")
        new = self.driver.current_window_handle
        for handle in old:
            self.driver.switch_to.window(handle)
            self.driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": self.driver.execute_script("return location.origin") if self.script else "*", "storageTypes": "all"})
            self.driver.close()
        self.driver.switch_to.window(new)
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.complaints()
        self.requests()
        self.idle[self.script].append(self.driver)

    def open(self, path, address=""):
        self.driver.get("about:blank")
        self.driver.get(f"{pathlib.Path(path).as_uri()}{address}")
        if self.script and "data-plain" not in address:
            self.settle()
        return self

    def settle(self):
        """Waits until the page is there and has stood still for a moment."""
        WebDriverWait(self.driver, 60, poll_frequency=0.05).until(lambda d: d.execute_script("return document.readyState") == "complete")
        self.driver.execute_async_script("""
            const done = arguments[0], still = 60, most = 5000, began = performance.now();
            let last = began;
            const watch = new MutationObserver(() => { last = performance.now(); });
            watch.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
            const look = () => {
              const now = performance.now();
              if (now - last < still && now - began < most) return setTimeout(look, 20);
              watch.disconnect();
              requestAnimationFrame(() => done());
            };
            setTimeout(look, 20);
            """)

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

    def violations(self, within="document", rules=None):
        """What axe-core finds serious or critical. Of long tables and rows of pictures the first ones speak for the others, which are taken out for that long:
        axe reads everything that is there, whatever it is told to leave out."""
        if not self.driver.execute_script("return 'axe' in window"):
            self.driver.execute_script(AXE.read_text(encoding="utf8"))
        found = self.driver.execute_async_script("""
            const [within, rules, done] = arguments, taken = [];
            for (const e of document.querySelectorAll('tbody > tr:nth-child(n+9), .multiples > figure:nth-child(n+4), details.report:nth-of-type(n+3)')) {
              if (!e.isConnected || e.contains(document.activeElement) || e.matches('.now, .here')) continue;
              const place = document.createComment('');
              e.replaceWith(place);
              taken.push([place, e]);
            }
            const options = {resultTypes: ['violations'], preload: false};
            if (rules) options.runOnly = {type: 'rule', values: rules};
            axe.run(within === 'document' ? document : within, options).then(r => r.violations, e => [{id: String(e), impact: 'critical', nodes: [{html: ''}]}]).then(found => {
              for (const [place, e] of taken.reverse()) place.replaceWith(e);
              done(found.map(v => ({id: v.id, impact: v.impact, html: v.nodes[0].html, failureSummary: v.nodes[0].failureSummary})));
            });
            """, within, rules)
        return [
            f"{v['id']} ({v['impact']}): {v['html'][:160]} {(v['failureSummary'] or '')[:300]}"
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
