import Testing

/// Pages print what they show.
@Suite struct NotebookTests {
    @Test(arguments: ReplayedPage.all(below: "notebooks-md"))
    func pagePrintsWhatItShows(page: ReplayedPage) throws { try page.replay() }

    @Test func thePagesAreFound() {
        #expect(ReplayedPage.all(below: "notebooks-md").count >= 3)
    }
}
