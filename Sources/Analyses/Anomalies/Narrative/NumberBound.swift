/// What a number of the prose says of the true one: `5500余件` is a floor, `近300件` a ceiling, `约300件` an estimate.
enum NumberBound: Sendable, Hashable {
    case exact
    /// 余, 多, 超, 逾, 以上, 至少: the true number is not smaller.
    case atLeast
    /// 近, 不足, 不到: the true number is not larger.
    case atMost
    /// 约, 左右, 大约: either side.
    case about

    /// By the words before a number.
    init(before text: ArraySlice<Unicode.Scalar>) {
        if text.ends(with: "近") || text.ends(with: "不足") || text.ends(with: "不到") || text.ends(with: "少于") {
            self = .atMost
        } else if ["超", "超过", "逾", "至少", "不少于"].contains(where: { text.ends(with: Cue($0)) }) {
            self = .atLeast
        } else {
            self = text.ends(with: "约") ? .about : .exact
        }
    }

    /// By the words behind a number and its measure word.
    init(behind text: ArraySlice<Unicode.Scalar>) {
        if text.begins(with: "左右") || text.begins(with: "上下") {
            self = .about
        } else {
            self = text.begins(with: "以上") ? .atLeast : .exact
        }
    }

    /// How far from the stated number the true one may lie, as a share of it: nobody rounds a number off by more.
    private static let tolerance = 0.1

    /// Whether a true number fits what was stated.
    func admits(_ value: Int, stated: Int) -> Bool {
        let slack = Double(stated) * Self.tolerance
        let difference = Double(value - stated)
        return switch self {
        case .exact: value == stated
        case .atLeast: difference >= 0 && difference <= slack
        case .atMost: difference <= 0 && -difference <= slack
        case .about: difference.magnitude <= slack
        }
    }

    /// A stated number with its bound, as it is written.
    func text(_ stated: Int) -> (zh: String, en: String) {
        switch self {
        case .exact: ("\(stated)", "\(stated)")
        case .atLeast: ("\(stated)余", "more than \(stated)")
        case .atMost: ("近\(stated)", "nearly \(stated)")
        case .about: ("约\(stated)", "about \(stated)")
        }
    }
}
