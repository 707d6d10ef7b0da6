/// The style sheet of the report page: light and dark, screen and paper, no font or file from elsewhere.
enum ReportPageStyle {
    static let sheet = """
        :root {
          color-scheme: light dark;
          --paper: #fbfbf8; --card: #ffffff; --ink: #21211e; --soft: #66665f; --line: #e2e2da; --grid: #ecece6;
          --blue: #1f5fa8; --pale: #9dbbdf; --warm: #b3561e; --red: #b3261e; --amber: #8a6100; --green: #1e7145;
          --red-wash: #fcefed; --amber-wash: #fbf4e2; --blue-wash: #eef4fb;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #1a1a18; --card: #232320; --ink: #ecece6; --soft: #a5a59c; --line: #3a3a35; --grid: #31312d;
            --blue: #86b6ee; --pale: #4c6f99; --warm: #e39a68; --red: #ff8f85; --amber: #e6bb55; --green: #7fd0a0;
            --red-wash: #3a2522; --amber-wash: #372e1b; --blue-wash: #202b38;
          }
        }
        * { box-sizing: border-box; }
        html { scroll-behavior: smooth; }
        body {
          margin: 0; background: var(--paper); color: var(--ink);
          font: 15px/1.65 system-ui, -apple-system, "Segoe UI", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
        }
        main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem; }
        header { padding-top: 3rem; }
        h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 .3rem; letter-spacing: .01em; }
        h2 { font-size: 1.3rem; margin: 3rem 0 .4rem; padding-top: .6rem; border-top: 2px solid var(--ink); }
        h3 { font-size: 1.02rem; margin: 1.8rem 0 .4rem; }
        p { margin: .3rem 0 .8rem; max-width: 48rem; }
        a { color: var(--blue); }
        .lead, .soft, footer { color: var(--soft); }
        nav { display: flex; flex-wrap: wrap; gap: 0 1.4rem; margin-top: 1rem; font-size: .93rem; }
        nav a { text-decoration: none; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .8rem; margin: 1.6rem 0 0; }
        .figure { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem .6rem; }
        .figure b { display: block; font-size: 1.55rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
        .figure span { color: var(--soft); font-size: .86rem; }
        .figure.red b { color: var(--red); } .figure.amber b { color: var(--amber); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .38rem .7rem .38rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { font-weight: 600; color: var(--soft); font-size: .84rem; white-space: nowrap; border-bottom-color: var(--soft); }
        .n { text-align: right; white-space: nowrap; } td.spark { padding-top: .15rem; padding-bottom: .15rem; }
        tr.sub td { color: var(--soft); font-size: .85rem; border-bottom: 1px solid var(--line); padding-top: 0; }
        tr.with-sub td { border-bottom: 0; }
        .interval { color: var(--soft); font-size: .86em; white-space: nowrap; }
        .tag {
          display: inline-block; border-radius: 3px; padding: 0 .5em; font-size: .82rem; line-height: 1.6; white-space: nowrap;
          background: var(--blue-wash); color: var(--blue);
        }
        .error .tag.severity { background: var(--red); color: var(--card); } .warning .tag.severity { background: var(--amber); color: var(--card); }
        .rising { color: var(--ink); font-weight: 600; } .falling { color: var(--ink); font-weight: 600; }
        .stable, .uncertain { color: var(--soft); }
        article { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--blue); border-radius: 4px; padding: .8rem 1.1rem .7rem; margin: .9rem 0; }
        article.error { border-left-color: var(--red); } article.warning { border-left-color: var(--amber); }
        article h4 { margin: 0 0 .2rem; font-size: 1rem; font-weight: 600; }
        article .head { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: baseline; margin-bottom: .25rem; }
        article table { margin: .4rem 0 .2rem; } article td, article th { font-size: .87rem; }
        .suggestion { background: var(--blue-wash); border-radius: 4px; padding: .35rem .7rem; margin: .5rem 0 .3rem; font-size: .92rem; }
        code, .mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .84em; color: var(--soft); overflow-wrap: anywhere; }
        details { margin: .5rem 0; } summary { cursor: pointer; color: var(--soft); font-size: .9rem; }
        ul.plain { margin: .3rem 0; padding-left: 1.2rem; font-size: .9rem; }
        svg.plot { max-width: 100%; height: auto; vertical-align: middle; }
        svg .axis { stroke: var(--soft); } svg .grid { stroke: var(--grid); } svg .label { fill: var(--soft); } svg .strong { fill: var(--ink); }
        svg .line { stroke: var(--blue); } svg .point { fill: var(--blue); } svg .hollow { fill: var(--card); stroke: var(--blue); }
        svg .fit { stroke: var(--warm); } svg .band { fill: var(--warm); } svg .interval { stroke: var(--pale); } svg .break { stroke: var(--soft); }
        svg .alert { fill: var(--red); } svg .limit { stroke: var(--soft); }
        td.error, td.warning, td.info { font-weight: 600; } td.error { background: var(--red-wash); } td.warning { background: var(--amber-wash); }
        td.info { background: var(--blue-wash); } sup.mark { color: var(--red); font-weight: 600; } td.dim { color: var(--soft); }
        .form td, .form th { border: 1px solid var(--line); padding: .25rem .5rem; }
        footer { margin-top: 4rem; padding-top: 1rem; padding-bottom: 3rem; font-size: .86rem; border-top: 1px solid var(--line); }
        @media print {
          :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --grid: #ddd; --blue: #1f5fa8; --red: #b3261e; --amber: #8a6100; }
          body { font-size: 10.5pt; } nav { display: none; } main, header, footer { max-width: none; padding: 0; }
          article, tr, figure { break-inside: avoid; } h2, h3 { break-after: avoid; } details > :not(summary) { display: block; }
        }
        .w { white-space: nowrap; }
        @media (max-width: 40rem) {
          body { font-size: 14px; } main, header, footer { padding: 0 .9rem; } header { padding-top: 1.2rem; } h1 { font-size: 1.5rem; }
          /* A wide table keeps its width and is moved sideways: squeezed, a name would stand one character a line. */
          .scroll > table { width: max-content; min-width: 100%; } .scroll td { max-width: 15rem; } .scroll td code { display: inline-block; max-width: 15rem; }
          article { padding: .7rem .8rem .6rem; } article thead { display: none; } article .scroll > table { width: 100%; }
          /* A cell of a finding: label and number on one line, the place below. */
          article tr { display: flex; flex-wrap: wrap; justify-content: space-between; border-bottom: 1px solid var(--line); }
          article td, article .scroll td { border: 0; max-width: none; padding-bottom: 0; } article td:last-child { flex-basis: 100%; padding: 0 0 .38rem; }
        }
        """
}
