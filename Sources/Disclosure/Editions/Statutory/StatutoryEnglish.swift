/// The English names of the rows of the statutory tables.
enum StatutoryEnglish {
    static let rows: [String: String] = [
        "disclosure.rules": "Rules", "disclosure.normative_docs": "Normative documents", "disclosure.other_docs": "Other documents disclosed",
        "disclosure.licensing": "Licensing", "disclosure.other_services": "Other services and duties toward the public",
        "disclosure.punishment": "Administrative punishment", "disclosure.coercion": "Administrative coercion",
        "disclosure.fees": "Administrative fees", "disclosure.procurement": "Central procurement",
        "applications.received": "New applications of the year", "applications.carried_in": "Applications carried over from last year",
        "outcome.granted": "Granted", "outcome.partial": "Granted in part",
        "outcome.denied.state_secret": "Denied: state secret", "outcome.denied.law_forbidden": "Denied: disclosure forbidden by other law",
        "outcome.denied.security_stability": "Denied: danger to security or stability",
        "outcome.denied.third_party": "Denied: rights of third parties", "outcome.denied.internal_affairs": "Denied: internal affairs",
        "outcome.denied.process_info": "Denied: information in process", "outcome.denied.enforcement_file": "Denied: files of enforcement",
        "outcome.denied.admin_query": "Denied: matter of an administrative inquiry",
        "outcome.unable.not_held": "Unable to provide: not held by the body",
        "outcome.unable.needs_creation": "Unable to provide: would have to be made",
        "outcome.unable.still_unclear": "Unable to provide: still unclear after correction",
        "outcome.not_processed.complaint": "Not processed: petition or complaint",
        "outcome.not_processed.repeat": "Not processed: repeated application",
        "outcome.not_processed.publication": "Not processed: request for a publication",
        "outcome.not_processed.abusive_volume": "Not processed: many applications without reason",
        "outcome.not_processed.confirm_or_reissue": "Not processed: confirmation or reissue of what was received",
        "outcome.other_handling": "Other handling", "outcome.other_handling.overdue_correction": "Other handling: not corrected in time",
        "outcome.other_handling.overdue_fee": "Other handling: fee not paid in time", "outcome.other_handling.misc": "Other handling: miscellaneous",
        "outcome.total": "All outcomes", "applications.carried_out": "Carried over to next year",
        "review": "Reviews", "litigation.direct": "Lawsuits without review", "litigation.after_review": "Lawsuits after review",
    ]
}
