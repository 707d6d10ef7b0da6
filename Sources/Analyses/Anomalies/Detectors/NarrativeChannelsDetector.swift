import Disclosure

/// The channels through which applications came, which no form asks for since 2019: they must add up to the applications of the same paragraph.
struct NarrativeChannelsDetector: AnomalyDetector {
    private static let channels: [(name: String, cues: [Cue])] = [
        ("网络", ["网络", "网上", "网站", "在线", "互联网", "平台"]), ("信函", ["信函", "邮寄", "快递", "来信", "寄送"]), ("当面", ["当面", "现场", "窗口"]),
        ("传真", ["传真"]), ("电子邮件", ["邮件", "邮箱"]), ("其他", ["其他方式", "其他渠道", "其它方式", "其它渠道", "其他形式"]),
    ]

    func findings(in history: BodyHistory) throws -> [Finding] {
        var findings: [Finding] = []
        for year in history.years {
            guard let prose = try history.prose(year) else { continue }
            for (index, mentions) in Dictionary(grouping: prose.mentions, by: \.passage).sorted(by: { $0.key < $1.key }) {
                if let finding = check(prose.passages[index], prose.texts[index], mentions, history, year) { findings.append(finding) }
            }
        }
        return findings
    }

    private func check(
        _ passage: Passage, _ scalars: [Unicode.Scalar], _ mentions: [NarrativeMention], _ history: BodyHistory, _ year: Int
    ) -> Finding? {
        guard let received = mentions.first(where: { [.received, .handled].contains($0.quantity) && $0.bound == .exact && !$0.isOfOtherYears }) else {
            return nil
        }
        var parts: [(name: String, value: Int)] = []
        for token in StatedNumber.scan(scalars) where !token.isPercent {
            guard token.measure != nil, let value = token.integer else { continue }
            // The words between the number before and this one name the channel; 申请 makes it one of applications.
            let start = scalars[..<token.start].lastIndex { "。;；,，、:：(".unicodeScalars.contains($0) }.map { $0 + 1 } ?? 0
            let lead = scalars[start..<token.start]
            guard lead.count <= 20, let channel = Self.channels.first(where: { lead.holds(anyOf: $0.cues) }), !lead.holds(anyOf: Self.foreign) else {
                continue
            }
            if token.isApproximate || parts.contains(where: { $0.name == channel.name }) { return nil }
            parts.append((channel.name, value))
        }
        let sum = parts.map(\.value).reduce(0, +)
        // Three channels and more are all there are, unless the text says 等.
        let isClosed = parts.count >= 3 && !scalars[...].holds("等")
        guard parts.count >= 2, sum > received.value || isClosed && sum != received.value else { return nil }
        var finding = history.finding(
            .narrative, rule: "text.channels", definition: "channels add up to the applications received", severity: .warning, year: year,
            subject: [],
            message: LocalizedText(
                zh: "正文称申请\(received.value)件，所列\(parts.count)种渠道相加为\(sum)件，相差\((sum - received.value).magnitude)件。",
                en:
                    "The prose says \(received.value) applications; the \(parts.count) channels it lists add up to \(sum), a difference of \((sum - received.value).magnitude)."
            ))
        finding.observed = Double(received.value)
        finding.expected = Double(sum)
        finding.certainty = .detected
        finding.readings = [
            LocalizedText(
                zh: "正文第\(passage.paragraph)段：" + parts.map { "\($0.name)\($0.value)" }.joined(separator: "＋") + "＝\(sum)",
                en: "Prose, paragraph \(passage.paragraph): " + parts.map { String($0.value) }.joined(separator: " + ") + " = \(sum)")
        ]
        return finding
    }

    /// What else goes through channels.
    private static let foreign: [Cue] = ["公开", "发布", "信息", "咨询", "访问", "投诉", "留言", "解读", "办件"]
}
