@testable import Disclosure

/// What the form asks beside the rules of the statutory tables: algorithms are published or not.
enum Fmt2031Checks {
    static let text = """
        t2.algorithms: disclosure.algorithms.open + disclosure.algorithms.closed = disclosure.algorithms.all
            # Published and not published add up to those in use | 已公布与未公布之和等于在用算法总数
            # structural: 列标签“总数”
        """
}
