"""What a person meets who opens a page of `analyze report` in a browser."""

import pathlib
import re
import subprocess
import unittest

from hostile import MARKS, hostile_store
from support import Browser, Fixtures, analyze, tool

WIDTHS = (390, 1600)
LOCALES = ("zh", "en")


class PageTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pages = Fixtures.shared()

    def check(self, browser, where, rules=None):
        self.assertEqual(browser.overflow(), [], where)
        self.assertEqual(browser.violations(rules=rules), [], where)

    def test_every_part_reads_at_both_widths_in_both_languages(self):
        for locale in LOCALES:
            for width in WIDTHS:
                with Browser(width) as browser, self.subTest(locale=locale, width=width):
                    for name in ("reports", "many"):
                        # Whether anything stands beyond the edge is looked at everywhere; axe-core sees each language, width and page, not all three together.
                        rules = None if (name == "many") == ((locale == "zh") == (width == WIDTHS[0])) else ["color-contrast"]
                        browser.open(self.pages[f"{name}-{locale}.html"])
                        browser.shoot(f"{name}-{locale}")
                        self.check(browser, f"{name}-{locale} {width}", rules)
                        browser.driver.execute_script("document.querySelector('.matrix a').click()")
                        browser.settle()
                        self.assertTrue(browser.one("#one h2").text)
                        browser.shoot(f"{name}-{locale}-body")
                        self.check(browser, f"{name}-{locale} body {width}", rules)
                    self.assertEqual(browser.complaints(), [])
                    self.assertEqual(browser.requests(), [])

    def test_dark(self):
        with Browser(1600, dark=True) as browser:
            browser.open(self.pages["many-zh.html"])
            browser.shoot("many-zh")
            self.check(browser, "dark", ["color-contrast"])
            browser.driver.execute_script("document.querySelector('.matrix a').click()")
            browser.settle()
            browser.shoot("many-zh-body")
            self.check(browser, "dark body", ["color-contrast"])

    def test_findings_are_searched_filtered_sorted_grouped_and_linked(self):
        with Browser(1600) as browser:
            browser.open(self.pages["many-en.html"])
            browser.wait(lambda: browser.one("#finding-controls").is_displayed())
            rows = lambda: [r for r in browser.all("#finding-table tbody tr:not(.group)")]
            total = int(re.search(r"(\d+) in all", browser.one("#finding-count").text)[1])
            self.assertGreater(total, 20)
            while browser.one("#finding-more").is_displayed():
                browser.driver.execute_script("document.getElementById('finding-more').click()")
            self.assertEqual(len(rows()), total, "every finding can be reached")

            browser.driver.execute_script("const s = document.querySelector('[name=sev]'); s.value = 'error'; s.dispatchEvent(new Event('input', {bubbles: true}))")
            self.assertTrue(all("error" in r.get_attribute("class") for r in rows()))
            self.assertIn("sev=error", browser.driver.current_url)
            # The address is the state: opened again, it shows the same.
            shown, address = len(rows()), browser.driver.current_url
            browser.driver.get("about:blank")
            browser.driver.get(address)
            browser.settle()
            self.assertEqual(len(rows()), shown)
            self.assertLess(shown, total)

            browser.one("#finding-controls button[type=reset]").click()
            browser.settle()
            browser.one("th[data-key=year] button").click()
            years = [int(r.find_elements("css selector", "td")[3].text) for r in rows()]
            self.assertEqual(years, sorted(years))
            self.assertEqual(browser.one("th[data-key=year]").get_attribute("aria-sort"), "ascending")

            entity = rows()[0].find_elements("css selector", "td")[2].text
            search = browser.one("#finding-controls [name=q]")
            search.send_keys(entity)
            browser.wait(lambda: all(entity in r.text for r in rows()))
            search.clear()
            browser.driver.execute_script("const s = document.querySelector('[name=group]'); s.value = 'rule'; s.dispatchEvent(new Event('input', {bubbles: true}))")
            self.assertGreater(len(browser.all("#finding-table tr.group")), 1)

            fingerprint = rows()[-1].get_attribute("id")[2:]
            browser.go(f"finding={fingerprint}")
            browser.wait(lambda: browser.all(f"#f-{fingerprint} .card"))
            card = browser.one(f"#f-{fingerprint} .card")
            self.assertTrue(card.is_displayed() and fingerprint in card.text)
            self.assertEqual(browser.complaints(), [])

    def test_a_finding_leads_to_its_cell_in_the_table_as_published(self):
        with Browser(1600) as browser:
            browser.open(self.pages["many-zh.html"])
            browser.wait(lambda: browser.one("#finding-controls").is_displayed())
            links = []
            for row in browser.all("#finding-table tbody tr")[:12]:
                browser.driver.execute_script("arguments[0].querySelector('details').open = true", row)
                browser.settle()
                links += [a.get_attribute("href") for a in row.find_elements("css selector", ".card tbody th a")]
            self.assertGreater(len(links), 3)
            browser.driver.get(links[0])
            browser.settle()
            hit = browser.wait(lambda: browser.all("td.hit.here"))[0]
            self.assertIn("⚠", hit.text)
            self.assertTrue(hit.is_displayed())
            # And back: the mark leads to the finding.
            hit.find_element("css selector", "a").click()
            browser.settle()
            self.assertTrue(browser.all("#finding-table tr.here .card"))

    def test_bodies_and_series(self):
        with Browser(1600) as browser:
            browser.open(self.pages["many-en.html"])
            browser.wait(lambda: browser.one("#body-controls").is_displayed())
            rows = browser.all("#body-table tbody tr")
            self.assertEqual(len(rows), Fixtures.bodies)
            name = rows[7].find_element("css selector", "th").text
            browser.one("#body-controls [name=q]").send_keys(name)
            self.assertIn(name, [r.text.split(" ")[0] for r in rows if r.is_displayed()][0] or name)
            browser.one("#body-table thead button").click()
            self.assertTrue(browser.all("#body-table th[aria-sort]"))
            browser.wait(lambda: browser.one("#trend-controls").is_displayed())
            browser.driver.execute_script("const s = document.querySelector('[name=indicator]'); s.value = '0'; s.dispatchEvent(new Event('input', {bubbles: true}))")
            browser.wait(lambda: "match" in browser.one("#trend-count").text)
            self.assertGreater(len(browser.all("#multiples figure svg")), 10)
            self.assertEqual(len(browser.all("#multiples figure svg")), len(browser.all("#multiples figure table")), "each plot has its data table")

    def test_keys_alone(self):
        with Browser(1600) as browser:
            browser.open(self.pages["many-en.html"])
            send = lambda key: browser.driver.switch_to.active_element.send_keys(key)
            browser.one("body").send_keys("\ue004")
            self.assertEqual(browser.driver.switch_to.active_element.get_attribute("class"), "skip")
            send("\ue007")
            browser.driver.execute_script("document.querySelector('#finding-table summary').focus()")
            send("\ue007")
            browser.settle()
            self.assertTrue(browser.all("#finding-table details[open] .card"))

    def test_without_script(self):
        with Browser(390, script=False) as browser:
            browser.open(self.pages["many-zh.html"])
            browser.shoot("many-zh")
            text = browser.text()
            for part in ("概览", "异常", "主体", "趋势", "比较", "未启用脚本"):
                self.assertIn(part, text)
            self.assertGreater(len(browser.all("#finding-table tbody tr")), 20)
            self.assertEqual(len(browser.all("#body-table tbody tr")), Fixtures.bodies)
            self.assertEqual([f for f in browser.all("form.controls, button") if f.is_displayed()], [])

    def test_a_folder_needs_no_script(self):
        folder = self.pages["many-zh"]
        with Browser(1600, script=False) as browser:
            browser.open(folder / "index.html")
            browser.shoot("folder-index")
            links = [a.get_attribute("href") for a in browser.all("#body-table a")]
            self.assertEqual(len(links), Fixtures.bodies)
            self.assertTrue(all(pathlib.Path(link.replace("file://", "")).is_file() for link in links))
            browser.driver.get(links[3])
            browser.shoot("folder-body")
            self.assertGreater(len(browser.all("table.form td")), 500)
        for page in folder.glob("*.html"):
            text = page.read_text()
            self.assertNotIn("<script", text)
            for target in set(re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', text)):
                self.assertTrue((folder / target).exists() or target.startswith(".."), f"{page.name} leads to {target}")
            anchors = set(re.findall(r'id="([^"]+)"', text))
            for anchor in re.findall(r'href="#([^"]+)"', text):
                self.assertIn(anchor, anchors, page.name)

    def test_on_paper(self):
        with Browser(1600) as browser:
            browser.open(self.pages["many-zh.html"])
            path = browser.pdf(self.pages["many-zh.pdf"])
            text = subprocess.run([tool("pdftotext"), "-layout", path, "-"], capture_output=True, text=True).stdout
            self.assertIn("1 / ", text, "pages are numbered")
            self.assertIn("方法与来源", text)
            size = subprocess.run([tool("pdfinfo"), path], capture_output=True, text=True).stdout
            self.assertIn("A4", size)
        with Browser(1600, script=False) as browser:
            body = next(p for p in sorted(self.pages["many-zh"].glob("*.html")) if p.name not in ("index.html",) and not p.name.startswith("findings"))
            browser.open(body)
            path = browser.pdf(self.pages["body-zh.pdf"])
            pages = subprocess.run([tool("pdftotext"), "-layout", path, "-"], capture_output=True, text=True).stdout.split("\f")
            forms = next(i for i, page in enumerate(pages) if re.search(rf"{Fixtures.last} · ", page))
            self.assertLessEqual(forms, 3, "at most three pages before the forms as published")

    def test_hostile_names_and_cells_do_nothing(self):
        place = self.pages["hostile-page"]
        hostile_store(place, "s.sqlite")
        analyze("report", "--store", "s.sqlite", "-o", "page.html", "--title", MARKS[1], folder=place)
        analyze("report", "--store", "s.sqlite", "-o", "pages/", "--title", MARKS[0], folder=place)
        with Browser(1600) as browser:
            for path in [place / "page.html", *sorted((place / "pages").glob("*.html"))]:
                browser.open(path)
                links = [a.get_attribute("href") for a in browser.all("#body-table a")] if path.name == "page.html" else []
                for link in [None, *links]:
                    if link:
                        browser.driver.get(link)
                        browser.settle()
                    self.assertEqual(browser.all("img, svg[onload], [onerror]"), [])
                    self.assertNotIn("\u202e", browser.shown())
                    self.assertRaises(Exception, lambda: browser.driver.switch_to.alert.text)
            self.assertEqual(browser.complaints(), [])
