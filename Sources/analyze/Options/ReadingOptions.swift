import ArgumentParser

/// Whose reports files are, where they do not say it themselves.
struct EntityMapOption: ParsableArguments {
    @Option(
        name: [.customLong("entity-map"), .customLong("entities")],
        help: ArgumentHelp("CSV (path,entity,region_code,year) that says whose reports certain files are.", valueName: "file"))
    var path: String?

    /// A map that was named otherwise. No initializer: there the parser's wrappers would take a value for a default.
    static func named(_ path: String?) -> EntityMapOption {
        var option = EntityMapOption()
        option.path = path
        return option
    }
}

/// How files are read.
struct ReadingOptions: ParsableArguments {
    @OptionGroup var entityMap: EntityMapOption

    @Flag(name: .customLong("whole-only"), help: "Refuse files that hold less than half of a form, instead of taking the part.")
    var wholeOnly = false

    /// Options of a command that has only a map. No initializer: there the parser's wrappers would take a value for a default.
    static func mapped(by map: EntityMapOption) -> ReadingOptions {
        var options = ReadingOptions()
        options.entityMap = map
        options.wholeOnly = false
        return options
    }
}
