/// The rules that the statistics of 2014 and the Guizhou annex share: they print the same rows of staff and responses.
enum ListChecks {
    /// Staff, press conferences and interviews, under the name of a family of rules.
    static func staffAndResponses(_ family: String) -> String {
        """
        \(family).staff: stats.org.staff_full_time + stats.org.staff_part_time = stats.org.staff
            # Full time and part time add up to the staff | 专职与兼职之和等于工作人员数
            # structural: 编号的下级指标
        \(family).led_press: stats.response.press_conferences_led <= stats.response.press_conferences
            # Press conferences led are part of all | 主要负责同志参加的新闻发布会不多于总次数
            # subset: 其中
        \(family).led_interview: stats.response.interviews_led <= stats.response.interviews
            # Interviews led are part of all | 主要负责同志参加的在线访谈不多于总次数
            # subset: 其中

        """
    }
}
