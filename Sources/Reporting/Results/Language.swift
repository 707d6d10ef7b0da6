public import Disclosure

/// The language of labels, messages and reports.
public enum Language: String, Sendable, Hashable, CaseIterable {
    /// Chinese.
    case zh
    /// English.
    case en

    /// The language of an explicit choice, else of a POSIX locale such as `zh_CN.UTF-8`; English for anything else.
    ///
    /// - Parameters:
    ///   - choice: what the user asked for, `zh` or `en`; `nil` when nothing was said.
    ///   - posixLocale: the value of `LC_ALL`, `LC_MESSAGES` or `LANG`.
    public init(choice: String?, posixLocale: String?) {
        if let choice, let language = Language(rawValue: choice) {
            self = language
        } else {
            self = posixLocale?.hasPrefix("zh") == true ? .zh : .en
        }
    }
}

extension LocalizedText {
    /// The sentence in a language.
    public subscript(language: Language) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }
}
