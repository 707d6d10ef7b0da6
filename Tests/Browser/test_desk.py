"""The desk of `analyze serve` in a browser: findings are decided by keys, and nothing of it is lost."""

import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

from support import PROGRAM, ROOT, Browser, analyze

PORT = 8461


class Desk:
    """A desk that runs, and the address that it printed."""

    def __init__(self, folder, *more, locale="en", port=PORT):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--store", "s.sqlite", "--port", str(port), "--author", "审核组", "--locale", locale, "--quiet", *more],
            cwd=folder, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def kill(self):
        self.process.kill()
        self.process.wait()


class DeskTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="desk-"))
        analyze("simulate", cls.folder / "in", "--bodies", 40, "--years", "2019..2024", "--errors", "0.25")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def setUp(self):
        for path in self.folder.glob("s.sqlite*"):
            path.unlink()
        analyze("ingest", "in", "--store", "s.sqlite", folder=self.folder)
        self.desks = []

    def tearDown(self):
        for desk in self.desks:
            desk.kill()

    def desk(self, *more, **named):
        self.desks.append(Desk(self.folder, *more, **named))
        return self.desks[-1]

    def verdicts(self):
        return json.loads(analyze("verdict", "list", "--store", "s.sqlite", "--format", "json", folder=self.folder).stdout)["rows"]

    def open(self, browser, desk, address=""):
        browser.driver.get("about:blank")
        browser.driver.get(desk.address + address)
        browser.settle()
        browser.wait(lambda: "decided" in browser.one("#desk-counts").text or "已裁定" in browser.one("#desk-counts").text)

    def keys(self, browser, text):
        browser.driver.switch_to.active_element.send_keys(text)

    def test_fifty_findings_are_triaged_by_keys_and_nothing_is_lost(self):
        desk = self.desk()
        with Browser(1600) as browser:
            self.open(browser, desk)
            self.assertNotIn("token", browser.driver.current_url)
            browser.one("body").send_keys("j")
            noted = {}
            for number in range(50):
                now = browser.wait(lambda: browser.all("tr.now .desk"))[0].get_attribute("data-fp")
                self.assertNotIn(now, noted, "the next one is another one")
                noted[now] = ("confirmed" if number % 2 else "dismissed", f"note {number} “x” <b>")
                self.keys(browser, "n")
                self.keys(browser, noted[now][1] + "\ue007")
                self.keys(browser, "c" if number % 2 else "d")
                browser.wait(lambda: browser.one("tr.now").get_attribute("id") != f"f-{now}")
            browser.shoot("desk-triaged", whole=False)
            browser.wait(lambda: browser.one("#desk-counts").text.startswith("50 "))
            self.keys(browser, "u")
            undone = list(noted)[-1]
            noted.pop(undone)
            browser.wait(lambda: browser.one("#desk-counts").text.startswith("49 "))
            browser.wait(lambda: len(self.verdicts()) == 49)
            stored = {row["fingerprint"]: (row["verdict"], row["note"]) for row in self.verdicts()}
            self.assertEqual(stored, noted)
            desk.kill()
            self.desks.remove(desk)
            browser.wait(lambda: "does not answer" in browser.one(".desk-banner").text)
            desk = self.desk()
            self.open(browser, desk)
            browser.wait(lambda: browser.one("#desk-counts").text.startswith("49 "))
            self.assertEqual({row["fingerprint"]: (row["verdict"], row["note"]) for row in self.verdicts()}, noted)
            self.assertEqual([c for c in browser.complaints() if "ERR_" not in c], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
