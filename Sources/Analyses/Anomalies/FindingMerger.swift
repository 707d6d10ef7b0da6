/// Makes one finding of several that one mistake explains: an outlier in a cell that the arithmetic already speaks of is evidence for that
/// finding, not another one.
enum FindingMerger {
    private struct Cell: Hashable {
        let entity: String
        let regionCode: String?
        let year: Int
        let indicator: String
    }

    static func merged(_ findings: [Finding]) -> [Finding] {
        var owner: [Cell: Int] = [:]
        for (index, finding) in findings.enumerated() where [.identity, .unit, .implausible].contains(finding.kind) {
            for cell in finding.cells {
                let key = Cell(entity: finding.entity, regionCode: finding.regionCode, year: cell.year, indicator: cell.indicator)
                if owner[key] == nil { owner[key] = index }
            }
        }
        var result = findings
        var isAbsorbed = [Bool](repeating: false, count: findings.count)
        for (index, finding) in findings.enumerated() where finding.kind == .outlier && finding.cells.count == 1 {
            let cell = finding.cells[0]
            let key = Cell(entity: finding.entity, regionCode: finding.regionCode, year: cell.year, indicator: cell.indicator)
            guard let target = owner[key] else { continue }
            isAbsorbed[index] = true
            if result[target].pValue ?? 2 > finding.pValue ?? 1 {
                result[target].pValue = finding.pValue
                result[target].qValue = finding.qValue
            }
            if result[target].mechanism == .none { result[target].mechanism = finding.mechanism }
            result[target].readings.append(finding.message)
        }
        return result.indices.filter { !isAbsorbed[$0] }.map { result[$0] }
    }
}
