"""The desk of `analyze serve` in a browser: findings are decided by keys, and nothing of it is lost."""

import csv
import http.server
import json
import shutil
import subprocess
import threading
import unittest

from hostile import MARKS, hostile_store
from support import PROGRAM, Browser, Fixtures, analyze, tool

PORT = 8461
ENTER, ESCAPE = "\ue007", "\ue00c"


class Desk:
    """A desk that runs, and the address that it printed."""

    def __init__(self, folder, *more, locale="en", store="s.sqlite"):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--store", store, "--port", str(PORT), "--author", "审核组", "--locale", locale, "--quiet", *more],
            cwd=folder, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()

    def kill(self):
        """As `kill -9`: it is told nothing, and writes nothing any more."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


class DeskTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Fixtures.shared().folder

    def setUp(self):
        for path in self.folder.glob("s.sqlite*"):
            path.unlink()
        for path in self.folder.glob("base.sqlite*"):
            shutil.copy(path, self.folder / path.name.replace("base", "s"))
        self.desks = []

    def tearDown(self):
        for desk in self.desks:
            desk.kill()

    def desk(self, *more, **named):
        self.desks.append(Desk(self.folder, *more, **named))
        return self.desks[-1]

    def kill(self, desk):
        desk.kill()
        self.desks.remove(desk)

    def verdicts(self, store="s.sqlite"):
        """What the store has: verdict and note by fingerprint."""
        rows = json.loads(analyze("verdict", "list", "--store", store, "--format", "json", folder=self.folder).stdout)["rows"]
        return {row["fingerprint"]: (row["verdict"], row["note"]) for row in rows}

    def set(self, fingerprint, verdict, *more):
        analyze("verdict", "set", fingerprint, verdict, "--store", "s.sqlite", *more, folder=self.folder)

    def open(self, browser, desk, address=""):
        browser.driver.get("about:blank")
        browser.driver.get(desk.address + address)
        browser.settle()
        browser.wait(lambda: browser.one("#desk-counts").text)

    def keys(self, browser, text):
        browser.driver.switch_to.active_element.send_keys(text)

    def now(self, browser):
        """The finding that the keys are about, once its card is there."""
        return browser.wait(lambda: browser.all("tr.now .desk"))[0].get_attribute("data-fp")

    def first(self, browser):
        browser.one("body").send_keys("j")
        return self.now(browser)

    def decided(self, browser, count):
        browser.wait(lambda: browser.one("#desk-counts").text.startswith(f"{count} "))

    def fingerprints(self, browser):
        return [row.get_attribute("id")[2:] for row in browser.all("#finding-table tr[id]")]

    def assert_quiet(self, browser):
        """No error of a script, nothing refused by the content policy. A desk that was ended does not answer, one that was started anew wants its new address, and a conflict is told."""
        self.assertEqual([text for text in browser.complaints() if not any(word in text for word in ("ERR_CONNECTION", "(Conflict)", "(Unauthorized)"))], [])

    # ── Deciding

    def test_fifty_findings_are_triaged_by_keys_and_nothing_is_lost(self):
        desk = self.desk()
        with Browser(1600) as browser:
            self.open(browser, desk)
            self.assertNotIn("token", browser.driver.current_url)
            now, noted = self.first(browser), {}
            for number in range(50):
                self.assertNotIn(now, noted, "the next one is another one")
                noted[now] = ("confirmed" if number % 2 else "dismissed", f"note {number} “x” <b>")
                self.keys(browser, "n")
                self.keys(browser, noted[now][1] + ENTER)
                self.keys(browser, "c" if number % 2 else "d")
                browser.wait(lambda: browser.one("tr.now").get_attribute("id") != f"f-{now}")
                now = self.now(browser)
            browser.shoot("desk-triaged", whole=False)
            self.decided(browser, 50)
            self.keys(browser, "u")
            noted.pop(list(noted)[-1])
            self.decided(browser, 49)
            browser.wait(lambda: "Undone" in browser.one("#desk-say").text)
            self.assertEqual(self.verdicts(), noted)
            self.open(browser, desk)
            self.decided(browser, 49)
            self.assertEqual(self.verdicts(), noted)
            self.assert_quiet(browser)

    def test_nothing_is_lost_when_the_desk_is_killed_while_it_is_decided(self):
        desk = self.desk()
        with Browser(1600) as browser:
            self.open(browser, desk)
            wanted = {}
            self.first(browser)
            for number in range(30):
                now = browser.one("tr.now").get_attribute("id")[2:]
                wanted[now] = ("confirmed", "")
                self.keys(browser, "c")
                browser.wait(lambda: browser.one("tr.now").get_attribute("id") != f"f-{now}")
                # In the middle of it; those that follow are decided at a desk that is not there.
                if number == 14:
                    self.kill(desk)
            self.decided(browser, 30)
            browser.wait(lambda: "does not answer" in browser.one(".desk-banner").text)
            browser.shoot("desk-gone", whole=False)
            before = self.verdicts()
            self.assertLess(len(before), 30)
            self.assertEqual({fp: wanted.get(fp) for fp in before}, before, "what is stored was decided")
            # The window is closed, too: the browser keeps what was not acknowledged.
            desk = self.desk()
            self.open(browser, desk)
            self.decided(browser, 30)
            browser.wait(lambda: browser.driver.execute_script(
                "return Object.keys(localStorage).filter(k => k.endsWith('-pending')).every(k => localStorage[k] === '[]')"))
            self.assertEqual(self.verdicts(), wanted)
            self.assert_quiet(browser)

    def test_what_waits_for_one_store_is_not_given_to_another(self):
        desk = self.desk()
        with Browser(1600) as browser:
            self.open(browser, desk)
            self.first(browser)
            self.kill(desk)
            self.keys(browser, "c")
            self.decided(browser, 1)
            shutil.copy(self.folder / "base.sqlite", self.folder / "s.sqlite-other")
            desk = self.desk(store="s.sqlite-other")
            self.open(browser, desk)
            self.decided(browser, 0)
            browser.settle()
            self.kill(desk)
            self.assertEqual(self.verdicts("s.sqlite-other"), {})
            self.open(browser, self.desk())
            self.decided(browser, 1)
            browser.wait(lambda: len(self.verdicts()) == 1)

    def test_a_second_window_sees_the_same_and_a_conflict_is_told(self):
        desk = self.desk()
        with Browser(1600) as one, Browser(390) as two:
            self.open(one, desk)
            self.open(two, desk)
            finding = self.first(one)
            self.keys(one, "n")
            self.keys(one, "two people" + ENTER)
            self.keys(one, "c")
            self.decided(two, 1)
            two.go(f"finding={finding}")
            card = two.wait(lambda: two.all(f"#f-{finding} .desk"))[0]
            self.assertEqual(card.find_element("css selector", "textarea").get_attribute("value"), "two people")
            two.wait(lambda: "审核组" in card.find_element("css selector", ".hand").text)

            # What the second window does not hear of: the store as it was is what it decides about.
            two.driver.execute_script("const f = window.fetch; window.fetch = (path, more) => path.startsWith('/api/state') ? new Promise(() => {}) : f(path, more)")
            two.settle()
            self.set(finding, "confirmed", "--note", "by the command", "--author", "王")
            two.driver.execute_script("arguments[0].querySelector('[data-verdict=dismissed]').click()", card)
            clash = card.find_element("css selector", ".clash")
            two.wait(lambda: clash.is_displayed())
            for word in ("王", "confirmed", "by the command", "dismissed", "not saved"):
                self.assertIn(word, clash.text)
            two.driver.execute_script("arguments[0].scrollIntoView()", card)
            two.shoot("desk-conflict", whole=False)
            self.assertEqual(two.overflow(), [])
            self.assertEqual(two.violations(), [])
            self.assertEqual(self.verdicts()[finding], ("confirmed", "by the command"), "nothing is overwritten unseen")
            two.driver.execute_script("arguments[0].querySelector('[data-clash=mine]').click()", card)
            two.wait(lambda: "Saved" in two.one("#desk-say").text)
            self.assertEqual(self.verdicts()[finding][0], "dismissed")
            one.wait(lambda: one.one(f"#f-{finding}").get_attribute("data-verdict") == "dismissed")
            # Every hand is in the history.
            one.go(f"finding={finding}")
            past = one.one(f"#f-{finding} .desk details")
            one.driver.execute_script("arguments[0].open = true", past)
            one.wait(lambda: len(past.find_elements("css selector", "li")) == 3)
            self.assert_quiet(one)
            self.assert_quiet(two)

    def test_two_tabs_of_one_browser_keep_what_is_not_saved_yet(self):
        desk = self.desk()
        with Browser(1600) as browser:
            self.open(browser, desk)
            tabs = [browser.driver.current_window_handle]
            browser.driver.switch_to.new_window("tab")
            tabs.append(browser.driver.current_window_handle)
            self.open(browser, desk)
            self.kill(desk)
            findings = self.fingerprints(browser)
            for tab, finding in zip(tabs, findings):
                browser.driver.switch_to.window(tab)
                browser.go(f"finding={finding}")
                browser.wait(lambda: browser.all(f"#f-{finding} .desk"))
                browser.driver.execute_script("document.querySelector(arguments[0]).click()", f"#f-{finding} [data-verdict=confirmed]")
                self.decided(browser, 1)
            browser.driver.close()
            browser.driver.switch_to.window(tabs[0])
            self.open(browser, self.desk())
            self.decided(browser, 2)
            browser.wait(lambda: len(self.verdicts()) == 2)
            self.assertEqual(set(self.verdicts()), set(findings[:2]))

    def test_reports_come_in_while_it_is_decided(self):
        desk = self.desk()
        with Browser(1600) as browser:
            self.open(browser, desk)
            before = self.fingerprints(browser)
            total = browser.one("#desk-counts").text
            ingest = subprocess.Popen(
                [PROGRAM, "ingest", "later", "--store", "s.sqlite", "--quiet"], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            wanted = {}
            self.first(browser)
            # While it runs, and a few more at a page that does not show yet what came in.
            while (ingest.poll() is None or len(wanted) < 5) and len(wanted) < len(before) - 5:
                now = browser.one("tr.now").get_attribute("id")[2:]
                wanted[now] = ("dismissed", "")
                self.keys(browser, "d")
                browser.wait(lambda: browser.one("tr.now").get_attribute("id") != f"f-{now}")
            self.assertEqual(ingest.wait(), 0)
            show = browser.wait(lambda: [b for b in browser.all(".desk-banner button") if b.is_displayed()])[0]
            browser.wait(lambda: browser.one("#desk-say").text.startswith("Saved"))
            browser.shoot("desk-newer", whole=False)
            show.click()
            browser.wait(lambda: browser.all("#desk-counts") and browser.one("#desk-counts").text not in ("", total))
            self.decided(browser, len(wanted))
            self.assertEqual(self.verdicts(), wanted)
            self.assertIn("2024", [o.get_attribute("value") for o in browser.all("[name=year] option")])
            # What came in is what is new; what was there is not.
            new = "const s = document.querySelector('#finding-controls [name=new]'); s.value = '0'; s.dispatchEvent(new Event('input', {bubbles: true}))"
            browser.driver.execute_script(new)
            browser.settle()
            self.assertTrue(self.fingerprints(browser))
            self.assert_quiet(browser)

    # ── Reading

    def test_it_reads_at_both_widths_in_both_languages(self):
        for locale, word in (("zh", "裁定"), ("en", "decided")):
            desk = self.desk(locale=locale)
            for width in (390, 1600):
                with Browser(width) as browser, self.subTest(locale=locale, width=width):
                    self.open(browser, desk)
                    self.assertIn(word, browser.one("#desk-counts").text)
                    browser.shoot(f"desk-{locale}")
                    self.first(browser)
                    browser.settle()
                    browser.shoot(f"desk-{locale}-card", whole=False)
                    self.assertEqual(browser.overflow(), [])
                    self.assertEqual(browser.violations(), [])
                    self.keys(browser, "?")
                    self.assertTrue(browser.one("dialog").is_displayed())
                    if (width == 390) == (locale == "zh"):
                        self.assertEqual(browser.violations("dialog"), [])
                    browser.shoot(f"desk-{locale}-keys", whole=False)
                    self.keys(browser, ESCAPE)
                    if width == 1600:
                        self.keys(browser, "c")
                        path = browser.pdf(self.folder / f"desk-{locale}.pdf")
                        text = subprocess.run([tool("pdftotext"), "-layout", path, "-"], capture_output=True, text=True).stdout
                        self.assertIn("方法与来源" if locale == "zh" else "Methods and sources", text)
                        # What is worked with is not on paper.
                        self.assertNotIn("导出所示" if locale == "zh" else "Export what is shown", text)
                    self.assert_quiet(browser)
                    self.assertEqual([a for a in browser.requests() if not a.startswith(f"http://127.0.0.1:{PORT}/")], [])
            self.kill(desk)

    def test_without_script_it_says_what_can_be_done(self):
        desk = self.desk(locale="zh")
        with Browser(390, script=False) as browser:
            browser.driver.get(desk.address)
            browser.shoot("desk-zh", whole=False)
            text = browser.text()
            self.assertIn("未启用脚本", text)
            self.assertIn("analyze verdict set", text)
            self.assertGreater(len(browser.all("#finding-table tbody tr")), 20)
            self.assertEqual([e for e in browser.all("form.controls, button") if e.is_displayed()], [])

    def test_read_only_shows_and_writes_nothing(self):
        desk = self.desk("--read-only")
        with Browser(1600) as browser:
            self.open(browser, desk)
            finding = self.first(browser)
            self.assertIn("read-only", browser.one(".desk-bar").text)
            self.keys(browser, "c")
            self.keys(browser, "d")
            self.assertEqual(browser.all("[data-verdict=confirmed]"), [])
            status = browser.driver.execute_async_script(
                """const [fp, done] = arguments;
                fetch('/api/verdict', {method: 'POST', headers: {'Content-Type': 'application/json'},
                  body: JSON.stringify({fingerprint: fp, verdict: 'confirmed', expected: {verdict: 'open', note: ''}})}).then(r => done(r.status))""", finding)
            self.assertEqual(status, 403)
            browser.shoot("desk-read-only", whole=False)
            # What somebody else decides is seen.
            self.set(finding, "confirmed", "--note", "elsewhere")
            self.decided(browser, 1)
            self.assertEqual(browser.one(f"#f-{finding} textarea").get_attribute("value"), "elsewhere")
            self.assertEqual(self.verdicts(), {finding: ("confirmed", "elsewhere")})

    def test_what_is_shown_is_exported_a_draft_is_checked_and_rules_are_tried(self):
        desk = self.desk()
        with Browser(1600) as browser:
            saved = self.folder / "saved"
            saved.mkdir(exist_ok=True)
            browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(saved)})
            self.open(browser, desk, "#findings&sev=error")
            shown = self.fingerprints(browser)
            browser.one("[data-export=csv]").click()
            browser.wait(lambda: (saved / "findings.csv").exists())
            with open(saved / "findings.csv", encoding="utf-8-sig", newline="") as file:
                self.assertEqual([row["fingerprint"] for row in csv.DictReader(file)], shown)

            draft = next(p for p in sorted((self.folder / "in").iterdir()) if p.suffix == ".html")
            broken = self.folder / f"{draft.stem}<img src=x onerror=alert(5)>.html"
            shutil.copy(draft, broken)
            # Dropped anywhere on the page, as from a folder's window.
            browser.driver.execute_script(
                """const data = new DataTransfer(); data.items.add(new File([arguments[0]], arguments[1]));
                for (const type of ['dragenter', 'dragover', 'drop']) window.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}))""",
                broken.read_text(), broken.name)
            browser.wait(lambda: browser.one("#draft-result").text and "Checking" not in browser.one("#draft-result").text)
            self.assertIn(broken.name, browser.one("#draft-result").text)
            self.assertFalse(browser.one(".desk-drop").is_displayed())

            area = browser.one("#rules-text")
            area.send_keys("outcome.grated.total <= 3")
            browser.one("#rules-try").click()
            browser.wait(lambda: browser.all("#rules-result .problem"))
            self.assertIn("outcome.granted.total", browser.one("#rules-result").text, "the nearest name is said")
            area.clear()
            area.send_keys("outcome.granted.total <= 3")
            browser.one("#rules-try").click()
            browser.wait(lambda: len(browser.all("#rules-result table")) == 2)
            browser.driver.execute_script("document.getElementById('draft').scrollIntoView()")
            browser.shoot("desk-tools", whole=False)
            self.assertEqual(browser.overflow(), [])
            self.assertEqual(browser.violations(), [])
            self.assertEqual(browser.all("img, [onerror]"), [])
            self.assert_quiet(browser)

    # ── Strangers

    def test_hostile_names_cells_and_notes_do_nothing(self):
        hostile_store(self.folder / "hostile-desk", "../s.sqlite-hostile")
        desk = self.desk("--title", MARKS[1], "--author", MARKS[0], store="s.sqlite-hostile")
        with Browser(1600) as browser:
            self.open(browser, desk)
            self.first(browser)
            noted = {}
            for mark in MARKS:
                noted[self.now(browser)] = mark
                self.keys(browser, "n")
                browser.driver.switch_to.active_element.clear()
                self.keys(browser, mark + ENTER)
                self.keys(browser, "c")
                browser.settle()
            browser.wait(lambda: {fp: note for fp, (_, note) in self.verdicts("s.sqlite-hostile").items()} == noted)
            self.open(browser, desk)
            for finding in noted:
                browser.go(f"finding={finding}")
                browser.wait(lambda: browser.all(f"#f-{finding} .desk"))
                browser.driver.execute_script("document.querySelector(arguments[0]).open = true", f"#f-{finding} .desk details")
                browser.wait(lambda: browser.all(f"#f-{finding} .desk li"))
            browser.shoot("desk-hostile")
            for link in [a.get_attribute("href") for a in browser.all("#body-table a")][:6]:
                browser.driver.get(link)
                browser.settle()
                self.assertEqual(browser.all("img, svg[onload], [onerror]"), [])
            self.assertNotIn("\u202e", browser.shown())
            self.assertRaises(Exception, lambda: browser.driver.switch_to.alert.text)
            self.assert_quiet(browser)

    def test_a_page_of_another_origin_neither_reads_nor_writes(self):
        desk = self.desk()

        class Foreign(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(b"<!DOCTYPE html><title>elsewhere</title>")

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Foreign)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with Browser(1600) as browser:
                self.open(browser, desk)
                finding = self.fingerprints(browser)[0]
                # Another port of the same machine is the same site: the browser sends the desk's cookie there and back.
                browser.driver.get(f"http://127.0.0.1:{server.server_port}/")
                tried = browser.driver.execute_async_script(
                    """const [to, fp, done] = arguments, wish = JSON.stringify({fingerprint: fp, verdict: 'confirmed', expected: {verdict: 'open', note: ''}});
                    const one = more => fetch(to + '/api/verdict', Object.assign({method: 'POST', credentials: 'include', body: wish}, more)).then(r => r.type + ' ' + r.status, () => 'refused');
                    const form = document.createElement('form'), field = document.createElement('input'), frame = document.createElement('iframe');
                    form.method = 'post'; form.enctype = 'text/plain'; form.action = to + '/api/verdict'; form.target = frame.name = 'f'; field.name = wish; form.append(field);
                    document.body.append(frame, form); form.submit();
                    (async () => done([await one({}), await one({headers: {'Content-Type': 'application/json'}}), await one({mode: 'no-cors'}),
                      await fetch(to + '/api/state', {credentials: 'include'}).then(r => r.text(), () => 'refused'), await fetch(to + '/', {credentials: 'include'}).then(r => r.text(), () => 'refused')]))()""",
                    f"http://127.0.0.1:{PORT}", finding)
                self.assertEqual(tried, ["refused"] * 5)
                browser.settle()
            self.assertEqual(self.verdicts(), {})
        finally:
            server.shutdown()
            server.server_close()
