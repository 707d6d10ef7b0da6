import Testing

@testable import Disclosure

@Suite struct BodyRegisterTests {
    private func body(_ name: String, _ code: String?, _ kind: Body.Kind = .government, _ level: Body.Level = .county) -> Body {
        Body(name: name, kind: kind, level: level, regionCode: code)
    }

    private func names(_ reports: [(body: Body, year: Int)]) -> [[String]] {
        let register = BodyRegister(reports)
        for report in reports {
            let position = register.position(of: report.body)
            #expect(([register.bodies[position]] + register.former[position].map(\.body)).contains(report.body))
        }
        return zip(register.bodies, register.former).map { newest, former in former.map(\.body.name) + [newest.name] }
    }

    @Test("A county that became a district is one body, and so are the offices named after it")
    func renamedRegions() {
        let (city, district) = (body("海门市", "320684"), body("海门区", "320614"))
        let register = BodyRegister([(district, 2021), (city, 2018), (city, 2019)])
        #expect(register.bodies == [district] && register.former == [[.init(body: city, lastYear: 2019)]])
        #expect(register.position(of: city) == 0 && register.position(of: district) == 0)
        #expect(
            names([(body("海门市教育局", "320684", .department), 2019), (body("海门区教育局", "320614", .department), 2022)])
                == [["海门市教育局", "海门区教育局"]])
        // A code that changed alone, with the prefecture above it.
        #expect(names([(body("公主岭市", "220381"), 2019), (body("公主岭市", "220184"), 2020)]) == [["公主岭市", "公主岭市"]])
    }

    @Test("Merged regions, other kinds, other offices and years side by side stay apart")
    func notJoined() {
        // 蓬莱市 and 长岛县 became 蓬莱区; 崇川区 took in 港闸区 and got another code.
        #expect(names([(body("蓬莱市", "370684"), 2019), (body("蓬莱区", "370614"), 2021)]).count == 2)
        #expect(names([(body("崇川区", "320602"), 2019), (body("崇川区", "320613"), 2021)]).count == 2)
        #expect(names([(body("海门市", "320684"), 2019), (body("海门区人民政府办公室", "320614", .office), 2021)]).count == 2)
        #expect(names([(body("海门市教育局", "320684", .department), 2019), (body("海门区财政局", "320614", .department), 2021)]).count == 2)
        #expect(names([(body("海门市", "320684"), 2021), (body("海门区", "320614"), 2021)]).count == 2)
        #expect(names([(body("某局", nil, .department), 2020), (body("某局", nil, .department), 2021)]) == [["某局"]])
    }

    @Test("Every region of today that came from one region alone is reached from it, and no two regions of one year meet")
    func wholeRegister() {
        let regions = Regions.standard
        for year in [2009, 2014, 2019] {
            var lineages: [String: Region] = [:]
            var count = 0
            for region in regions.all where region.years.contains(year) && region.level == .county {
                guard let lineage = regions.lineage(of: body(region.name, region.code)) else { continue }
                #expect(lineages[lineage] == nil, "\(region.code) \(region.name) and \(lineages[lineage]?.name ?? "")")
                lineages[lineage] = region
                if !region.isCurrent { count += 1 }
            }
            #expect(count > 20, "\(year): \(count)")
        }
    }
}
