import Analyses
import Disclosure
import Persistence
import Reporting

extension JudgedFindings {
    /// Keeps the findings of the run, unfiltered, as a table of the store, for verdicts and for people with SQL.
    ///
    /// The answer does not depend on it: where the store cannot be written, or is damaged, or there are several, nothing is remembered, and `verdict` takes whole fingerprints.
    func remember(in store: Store, _ output: OutputOptions) {
        guard store.damage == nil, store.sources.count == 1 else { return }
        let remembered = key.map { RememberedFindings(besideStore: store.path, $0) }
        if movedVerdicts.isEmpty, let remembered, remembered.areIn(store) { return }
        do throws(StoreError) {
            let target = try Store(creatingAt: store.path)
            try target.setVerdicts(movedVerdicts.map { ($0.fingerprint, $0.verdict) })
            try target.replaceFindings(findings.map(StoredFinding.init), at: VerdictHand.currentTime)
            try target.close()
            remembered?.note(store)
        } catch {
            output.remark(
                LocalizedText(
                    zh: "本次发现的异常未能记入库中（\(error.chinese)），裁定时请给出完整指纹。",
                    en: "The findings could not be remembered in the store (\(error.description)); verdicts take whole fingerprints."))
        }
    }
}
