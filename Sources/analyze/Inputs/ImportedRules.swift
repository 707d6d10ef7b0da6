import ColumnStore
import Disclosure
import Persistence
import Rules

/// The rules that came with an imported panel.
enum ImportedRules {
    /// Checks that the rules of a panel can be read and speak of its variables, before it is stored.
    ///
    /// - Throws: ``UsageError`` with line and column of the first mistake.
    static func check(_ panel: ImportedPanel) throws {
        do {
            _ = try RuleText.parse(panel.rules, variables: panel.panel.variables)
        } catch {
            throw UsageError(zh: "规则文件：\(error)", en: "rules: \(error)")
        }
    }
}
