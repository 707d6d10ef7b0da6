/// The Mustache template of the report page. Double braces escape, triple ones carry drawings made by this program.
enum ReportPageTemplate {
    static let source = """
        <!DOCTYPE html>
        <html lang="{{lang}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <title>{{title}}</title>
        <style>
        {{{style}}}
        </style>
        </head>
        <body>
        <header>
        <h1>{{title}}</h1>
        <p class="lead">{{lead}}</p>
        <nav><a href="#reports">{{t.reports}}</a><a href="#anomalies">{{t.anomalies}}</a><a href="#trends">{{t.trends}}</a><a href="#rankings">{{t.rankings}}</a><a href="#methods">{{t.methods}}</a></nav>
        <div class="figures">
        {{#figures}}
        <div class="figure {{class}}"><b>{{value}}</b><span>{{label}}</span></div>
        {{/figures}}
        </div>
        </header>
        <main>
        <section id="reports">
        <h2>{{t.reports}}</h2>
        <p class="soft">{{t.reportsIntro}}</p>
        <div class="scroll"><table>
        <thead><tr><th>{{t.entity}}</th><th class="n">{{t.year}}</th><th>{{t.edition}}</th><th class="n">{{t.cells}}</th><th class="n">{{t.blank}}</th><th class="n">{{t.rules}}</th><th class="n">{{t.violated}}</th><th>{{t.source}}</th></tr></thead>
        <tbody>
        {{#reports}}
        <tr><td class="w">{{entity}}</td><td class="n">{{year}}</td><td class="w">{{edition}}</td><td class="n">{{cells}}</td><td class="n">{{blank}}</td><td class="n">{{rules}}</td><td class="n">{{violated}}</td><td><code>{{source}}</code></td></tr>
        {{/reports}}
        </tbody></table></div>
        {{#reportsMore}}<p class="soft">{{.}}</p>{{/reportsMore}}
        </section>
        <section id="anomalies">
        <h2>{{t.anomalies}}</h2>
        <p class="soft">{{t.anomaliesIntro}}</p>
        {{^findings}}<p>{{t.noAnomalies}}</p>{{/findings}}
        {{#findings}}
        <article class="{{severity}}" id="{{fingerprint}}">
        <div class="head"><span class="tag severity">{{severityLabel}}</span><span class="tag">{{kind}}</span><span class="soft">{{entity}} · {{year}}</span>{{#certainty}}<span class="soft">{{.}}</span>{{/certainty}}{{#verdict}}<span class="tag">{{.}}</span>{{/verdict}}</div>
        <h4>{{message}}</h4>
        {{#hasCells}}
        <div class="scroll"><table>
        <thead><tr><th>{{t.cell}}</th><th class="n">{{t.printed}}</th><th>{{t.place}}</th></tr></thead>
        <tbody>
        {{#cells}}<tr><td>{{label}}</td><td class="n">{{raw}}</td><td class="soft">{{place}} <code>{{source}}</code></td></tr>
        {{/cells}}
        </tbody></table></div>
        {{#cellsMore}}<p class="soft">{{.}}</p>{{/cellsMore}}
        {{/hasCells}}
        {{#hasSuggestions}}<div class="suggestion">{{t.suggestion}}{{#mechanism}} <span class="tag">{{.}}</span>{{/mechanism}}
        <ul class="plain">{{#suggestions}}<li>{{label}}{{t.colon}}{{from}} → <b>{{to}}</b></li>{{/suggestions}}</ul></div>{{/hasSuggestions}}
        {{#hasReadings}}<details><summary>{{t.readings}}</summary><ul class="plain">{{#readings}}<li>{{.}}</li>{{/readings}}</ul></details>{{/hasReadings}}
        <code>{{rule}} · {{fingerprint}}</code>
        </article>
        {{/findings}}
        {{#findingsMore}}<p class="soft">{{.}}</p>{{/findingsMore}}
        </section>
        <section id="trends">
        <h2>{{t.trends}}</h2>
        <p class="soft">{{trendsIntro}}</p>
        {{#trendGroups}}
        <h3>{{entity}}</h3>
        {{#hasRows}}<div class="scroll"><table>
        <thead><tr><th>{{t.series}}</th><th></th><th class="n">{{t.last}}</th><th class="n">{{t.years}}</th><th class="n">{{t.percent}}</th><th class="n">{{t.slope}}</th><th class="n">p</th><th class="n">q</th><th>{{t.direction}}</th></tr></thead>
        <tbody>
        {{#rows}}
        <tr{{#note}} class="with-sub"{{/note}}><td>{{label}}<br><span class="soft">{{unit}}</span></td><td class="spark">{{{spark}}}</td><td class="n">{{last}}</td><td class="n">{{years}}<br><span class="interval">n = {{n}}</span></td><td class="n">{{percent}}<br><span class="interval">{{percentInterval}}</span></td><td class="n">{{slope}}<br><span class="interval">{{slopeInterval}}</span></td><td class="n">{{p}}</td><td class="n">{{q}}</td><td class="{{directionClass}}">{{direction}}<br><span class="interval">{{model}}</span></td></tr>
        {{#note}}<tr class="sub"><td colspan="9">{{.}}</td></tr>{{/note}}
        {{/rows}}
        </tbody></table></div>{{/hasRows}}
        {{#hasShort}}<details><summary>{{shortSummary}}</summary><ul class="plain">{{#short}}<li>{{.}}</li>{{/short}}</ul></details>{{/hasShort}}
        {{/trendGroups}}
        {{#trendsMore}}<p class="soft">{{.}}</p>{{/trendsMore}}
        </section>
        <section id="rankings">
        <h2>{{t.rankings}}</h2>
        {{^rankings}}<p>{{t.noRankings}}</p>{{/rankings}}
        {{#hasRankings}}<p class="soft">{{t.rankingsIntro}}</p>{{/hasRankings}}
        {{#rankings}}
        <h3>{{title}}</h3>
        <p class="soft">{{remark}}</p>
        {{#groups}}
        <p class="soft">{{name}}</p>
        {{#funnel}}{{{.}}}{{/funnel}}
        {{{chart}}}
        {{/groups}}
        {{#hasUnranked}}<details><summary>{{unrankedSummary}}</summary><ul class="plain">{{#unranked}}<li>{{.}}</li>{{/unranked}}</ul></details>{{/hasUnranked}}
        {{/rankings}}
        </section>
        <section id="methods">
        <h2>{{t.methods}}</h2>
        {{#methods}}<p>{{.}}</p>{{/methods}}
        </section>
        </main>
        <footer>analyze {{version}} · {{t.footer}}</footer>
        </body>
        </html>

        """
}
