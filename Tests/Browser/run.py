"""Runs all tests in the browser, or those that are named: `run.py test_desk.DeskTests.test_read_only_shows_and_writes_nothing`."""

import sys
import unittest

import test_desk
import test_page
from support import runner

if __name__ == "__main__":
    loader = unittest.TestLoader()
    suite = loader.loadTestsFromNames(sys.argv[1:]) if sys.argv[1:] else unittest.TestSuite(map(loader.loadTestsFromModule, (test_page, test_desk)))
    sys.exit(not runner().run(suite).wasSuccessful())
