(() => {
'use strict';
// Everything that is shown stands in the file: as markup, or packed (JSON, deflate, base 91) and unpacked when it is asked for.
const byId = id => document.getElementById(id);
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const esc = text => String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
const raw = id => { const e = byId('d-' + id); return e ? e.textContent : ''; };
if (typeof DecompressionStream === 'undefined') return;
const C = JSON.parse(raw('words')), t = C.t;
const root = { t, isSingle: true };
// What the desk of `analyze serve` adds; a page that is handed over has none of it.
const hooks = {};
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

// ── Packed parts
const cache = new Map();
function load(name) {
  if (!cache.has(name)) {
    if (cache.size > 80) cache.delete(cache.keys().next().value);
    cache.set(name, unpack(raw(name)));
  }
  return cache.get(name);
}
// Base 91: two characters are 13 or 14 bits.
const digit = new Int16Array(128).fill(-1);
for (let code = 0x21, n = 0; code < 0x7F; code++) if (!"<&'".includes(String.fromCharCode(code))) digit[code] = n++;
function bytesOf(text) {
  const out = new Uint8Array(Math.ceil(text.length * 7 / 8) + 2);
  let length = 0, first = -1, bits = 0, count = 0;
  for (let i = 0; i < text.length; i++) {
    const d = digit[text.charCodeAt(i)];
    if (d < 0) continue;
    if (first < 0) { first = d; continue; }
    const value = first + d * 91;
    bits |= value << count;
    count += (value & 8191) > 88 ? 13 : 14;
    first = -1;
    for (; count > 7; count -= 8, bits >>>= 8) out[length++] = bits & 255;
  }
  if (first >= 0) out[length++] = (bits | first << count) & 255;
  return out.subarray(0, length);
}
async function unpack(text) {
  const bytes = bytesOf(text);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}
let bodiesReady;
const bodyList = () => bodiesReady ??= load('bodies');
const blocks = new Map();
async function bodyAt(index) {
  const number = Math.floor(index / C.block), part = load('b' + number);
  if (blocks.get(number)?.part !== part) {
    if (blocks.size > 80) blocks.clear();
    blocks.set(number, { part, bodies: Promise.all([part, formsReady()]).then(([block]) => bodiesOf(block)) });
  }
  return (await blocks.get(number).bodies)[index % C.block];
}
// A block has a table for each kind of thing; here the bodies are put together again.
function bodiesOf(block) {
  const reader = table => {
    const names = Object.keys(table);
    let next = 0;
    return () => { const o = {}; for (const name of names) o[name] = table[name][next]; next++; return o; };
  };
  const body = reader(block.bodies), report = reader(block.reports), evidence = reader(block.evidence), form = reader(block.forms), series = reader(block.series);
  const list = (n, make) => Array.from({ length: n }, make), lines = block.cells.split('\n');
  let line = 0;
  return list((block.bodies.key || []).length, () => {
    const b = body();
    b.home = '#bodies'; b.open = false; b.values = { $: 'values' };
    b.reports = list(b.nr, (_, i) => {
      const r = report();
      r.open = i === 0;
      r.link = '#body=' + encodeURIComponent(b.key) + '&year=' + r.year;
      r.evidence = list(r.ne, () => { const e = evidence(); if (e.words === 0) e.words = r.title; return e; });
      r.forms = list(r.nf, () => ({ sheet: form() }));
      r.hasEvidence = r.ne > 0; r.hasDoubts = r.doubts.length > 0;
      return r;
    });
    b.series = list(b.ns, () => {
      const s = series(), years = seriesPoints(s.chart), end = years[years.length - 1];
      s.years = end ? years[0][0] === end[0] ? String(end[0]) : years[0][0] + '–' + end[0] : '';
      s.last = end ? number(end[1], s.chart.u) : '–';
      s.chart.t = s.label + ' ' + s.years;
      return s;
    });
    b.hasReports = b.nr > 0; b.hasSeries = b.ns > 0; b.hasRanks = b.ranks.length > 0;
    const groups = new Map();
    for (const r of b.reports) for (const f of r.forms) groups.has(f.sheet.e) ? groups.get(f.sheet.e).push(f.sheet) : groups.set(f.sheet.e, [f.sheet]);
    for (const [edition, sheets] of groups) {
      for (const s of sheets) s.c = [];
      const size = forms[edition].reduce((n, table) => n + table.w * table.rows.length, 0);
      for (let k = 0; k < size; k++) {
        const values = lines[line++].split('\x7F');
        sheets.forEach((s, i) => s.c.push(values.length === 1 ? values[0] : values[i]));
      }
      for (const s of sheets) sums(s.c, forms[edition]);
    }
    return b;
  });
}
function sums(values, tables) {
  let offset = 0;
  for (const table of tables) {
    for (let row = 0; row < table.rows.length; row++, offset += table.w) {
      if (values[offset + table.w - 1] === '\f') values[offset + table.w - 1] = String(values.slice(offset, offset + table.w - 1).reduce((a, b) => a + Number(b), 0));
    }
  }
}
async function bodyOf(key) { const i = (await bodyList()).keys.indexOf(key); return i < 0 ? null : { index: i, body: await bodyAt(i) }; }

// ── Templates: the same text as that of the pages without script, in the part of Mustache that they use.
function parse(text) {
  const parts = text.split(/(\{\{\{\w+\}\}\}|\{\{[#^/]?[\w.]+\}\})/);
  const top = { kids: [] }, stack = [top];
  for (const part of parts) {
    const m = /^\{\{(\{?)([#^/]?)([\w.]+)\}/.exec(part);
    const here = stack[stack.length - 1];
    if (!m) { if (part) here.kids.push(part); continue; }
    if (m[2] === '/') { stack.pop(); continue; }
    const node = { name: m[3], kind: m[2] || (m[1] ? 'raw' : 'text'), kids: [] };
    here.kids.push(node);
    if (m[2]) stack.push(node);
  }
  return top;
}
function find(name, stack) {
  if (name === '.') return stack[stack.length - 1];
  const path = name.split('.');
  for (let i = stack.length - 1; i >= 0; i--) {
    const value = stack[i];
    if (value !== null && typeof value === 'object' && path[0] in value) return path.reduce((v, k) => v == null ? v : v[k], value);
  }
  return undefined;
}
function fillIn(node, stack) {
  let out = '';
  for (const kid of node.kids) {
    if (typeof kid === 'string') { out += kid; continue; }
    const value = find(kid.name, stack);
    if (kid.kind === 'text') out += value == null ? '' : esc(value);
    else if (kid.kind === 'raw') out += value == null ? '' : draw(value);
    else if (kid.kind === '^') { if (!value || (Array.isArray(value) && !value.length)) out += fillIn(kid, stack); }
    else if (Array.isArray(value)) for (const item of value) out += fillIn(kid, stack.concat([item]));
    else if (value) out += fillIn(kid, typeof value === 'object' ? stack.concat([value]) : stack);
  }
  return out;
}
const templates = {};
const render = (name, values) => fillIn(templates[name] ??= parse(C.templates[name]), [root, values]);

// ── Drawings: what is a drawing on the pages without script is numbers here.
let forms, shown;
const formsReady = async () => forms ??= await load('forms');
function draw(value) {
  if (typeof value === 'string') return '';
  switch (value.$) {
    case 'spark': return spark(value);
    case 'values': return valueTable({ s: shown.series.map(r => r.chart), n: shown.series.map(r => r.label) });
    case 'form': return sheet(value);
    default: return '';
  }
}
const at = v => Math.round(v * 100) / 100;
const seriesPoints = d => d.v.map((v, i) => [d.f + i, v]).filter(p => p[1] !== null);
function runs(points) {
  const list = [];
  for (const p of points) {
    const last = list[list.length - 1];
    if (last && p[0] - last[last.length - 1][0] <= 1) last.push(p); else list.push([p]);
  }
  return list;
}
function plot(points, x, y, radius) {
  let out = '';
  for (const run of runs(points)) {
    if (run.length === 1) out += `<circle class="point" fill="#1f5fa8" cx="${at(x(run[0][0]))}" cy="${at(y(run[0][1]))}" r="${radius}"/>`;
    else out += `<polyline class="line" fill="none" stroke="#1f5fa8" stroke-width="1.8" points="${run.map(p => at(x(p[0])) + ',' + at(y(p[1]))).join(' ')}"/>`;
  }
  return out;
}
const scale = (lo, hi, a, b) => lo === hi ? () => (a + b) / 2 : v => a + (v - lo) / (hi - lo) * (b - a);
const svg = (w, h, title, inside) => `<svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 ${w} ${h}" width="${w}" height="${h}" role="img"><title>${esc(title)}</title>${inside}</svg>`;
function spark(d) {
  const p = seriesPoints(d);
  if (!p.length) return '';
  const w = 150, h = 34, ys = p.map(q => q[1]);
  const x = scale(p[0][0], p[p.length - 1][0], 3.5, w - 3.5), y = scale(Math.min(...ys), Math.max(...ys), h - 3.5, 3.5);
  let out = d.b.filter(b => b > p[0][0] && b <= p[p.length - 1][0]).map(b => `<line class="break" stroke="#8a8a85" stroke-dasharray="2 3" x1="${at(x(b - .5))}" x2="${at(x(b - .5))}" y1="1" y2="${h - 1}"/>`).join('');
  out += plot(p, x, y, 1.4);
  const end = p[p.length - 1];
  return svg(w, h, d.t, out + `<circle class="point" fill="#1f5fa8" cx="${at(x(end[0]))}" cy="${at(y(end[1]))}" r="2.6"/>`);
}
function step(length, count) {
  const part = length / count, power = 10 ** Math.floor(Math.log10(part)), r = part / power;
  return (r < 1.5 ? 1 : r < 3.5 ? 2 : r < 7.5 ? 5 : 10) * power;
}
function chart(d) {
  const p = seriesPoints(d);
  if (!p.length) return '';
  const w = 300, h = 150, bottom = h - 22, ends = d.p.flatMap(q => [q[2], q[3]]), ys = p.map(q => q[1]).concat(ends);
  const pct = d.u === '1' ? 100 : 1;
  let lo = Math.min(...ys), hi = Math.max(...ys);
  if (lo >= 0) lo = 0;
  if (lo === hi) hi = lo + 1;
  const s = step((hi - lo) * pct, 4) / pct, ticks = [];
  hi = Math.ceil(hi / s - 1e-9) * s; lo = Math.floor(lo / s + 1e-9) * s;
  for (let i = Math.round(lo / s); i <= Math.round(hi / s); i++) ticks.push(i * s);
  const labels = ticks.map(v => number(v, d.u)), left = 10 + Math.max(...labels.map(l => l.length)) * 6;
  const xs = p.map(q => q[0]).concat(d.p.map(q => q[0])), first = Math.min(...xs), last = Math.max(...xs);
  const x = scale(first, last, left + 6, w - 17), y = scale(lo, hi, bottom, 8);
  let out = ticks.map((v, i) => `<line class="grid" stroke="#e4e4df" x1="${at(left)}" x2="${w - 4}" y1="${at(y(v))}" y2="${at(y(v))}"/><text class="label" fill="#55554f" font-size="11" text-anchor="end" x="${at(left - 4)}" y="${at(y(v) + 4)}">${esc(labels[i])}</text>`).join('');
  const every = Math.max(1, Math.ceil((last - first + 1) / ((w - left) / 38)));
  for (let v = last; v >= first; v -= every) out += `<text class="label" fill="#55554f" font-size="11" text-anchor="middle" x="${at(x(v))}" y="${h - 6}">${v}</text>`;
  out += d.b.filter(b => b > first && b <= last).map(b => `<line class="break" stroke="#8a8a85" stroke-dasharray="2 3" x1="${at(x(b - .5))}" x2="${at(x(b - .5))}" y1="8" y2="${bottom}"/>`).join('');
  if (d.p.length) {
    const upper = d.p.map(q => at(x(q[0])) + ',' + at(y(q[3]))), lower = d.p.map(q => at(x(q[0])) + ',' + at(y(q[2]))).reverse();
    out += `<polygon class="band" fill="#b3561e" fill-opacity="0.16" points="${upper.concat(lower).join(' ')}"/><polyline class="fit" fill="none" stroke="#b3561e" stroke-width="1.4" stroke-dasharray="5 3" points="${d.p.map(q => at(x(q[0])) + ',' + at(y(q[1]))).join(' ')}"/>`;
  }
  return svg(w, h, d.t, out + plot(p, x, y, 3) + p.map(q => `<circle class="point" fill="#1f5fa8" cx="${at(x(q[0]))}" cy="${at(y(q[1]))}" r="2.6"/>`).join(''));
}
function number(v, unit) {
  if (unit === '1') return trimmed(v * 100, 2) + ' %';
  const size = Math.abs(v);
  if (C.lang === 'zh' && size >= 1e8) return grouped(v / 1e8, 2) + ' 亿';
  return grouped(v, size >= 1000 ? 0 : 2);
}
const trimmed = (v, n) => String(Number(v.toFixed(n)));
function grouped(v, n) {
  const [whole, part] = trimmed(v, n).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (part ? '.' + part : '');
}
function valueTable(d) {
  let first = Infinity, last = -Infinity;
  for (const s of d.s) if (s.v.length) { first = Math.min(first, s.f); last = Math.max(last, s.f + s.v.length - 1); }
  const years = [];
  for (let y = first; y <= last; y++) years.push(y);
  const rows = d.s.map((s, i) => `<tr><th scope="row"><bdi>${esc(d.n[i])}</bdi></th>${years.map(y => { const v = s.v[y - s.f]; return `<td class="n">${v == null ? '–' : number(v, s.u)}</td>`; }).join('')}</tr>`);
  return `<div class="scroll" tabindex="0" role="region" aria-label="${esc(t.dataTable)}"><table><caption class="hide">${esc(t.dataTable)}</caption><thead><tr><th scope="col">${esc(t.seriesName)}</th>${years.map(y => `<th scope="col" class="n">${y}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
function sheet(d) {
  const values = d.c, marks = new Map(d.m.map(m => [m[0], m]));
  let out = '', offset = 0;
  for (const table of forms[d.e]) {
    const width = table.w, used = values.slice(offset, offset + width * table.rows.length);
    if (used.some(v => v !== '\b')) {
      out += `<div class="scroll" tabindex="0" role="region" aria-label="${esc(table.name)}"><table class="form"><caption>${esc(table.name)}</caption><thead>`;
      out += table.head.map(row => '<tr>' + row.map(c => !c[0] ? `<td colspan="${c[1]}" rowspan="${c[2]}"></td>` : `<th${c[3] ? ' scope="col"' : c[1] > 1 ? ' scope="colgroup"' : ''}${c[1] > 1 ? ` colspan="${c[1]}"` : ''}${c[2] > 1 ? ` rowspan="${c[2]}"` : ''}>${esc(c[0])}</th>`).join('') + '</tr>').join('') + '</thead><tbody>';
      table.rows.forEach((row, r) => {
        out += '<tr>' + row.map(c => `<th scope="${c[2] > 1 ? 'rowgroup' : 'row'}"${c[1] > 1 ? ` colspan="${c[1]}"` : ''}${c[2] > 1 ? ` rowspan="${c[2]}"` : ''}>${esc(c[0])}</th>`).join('');
        for (let k = 0; k < width; k++) out += cell(used[r * width + k] ?? '\b', marks.get(offset + r * width + k), d.y);
        out += '</tr>';
      });
      out += '</tbody></table></div>';
    }
    offset += width * table.rows.length;
  }
  if (d.x.length) out += `<table class="form"><caption>${esc(t.otherCells)}</caption><tbody>${d.x.map(x => `<tr><th scope="row">${esc(x[0])}</th>${cell(x[1], x[2] ? x.slice(1) : null, d.y)}</tr>`).join('')}</tbody></table>`;
  return out;
}
function cell(value, mark, year) {
  if (value === '\b') return '<td class="absent"></td>';
  const kind = value === '' ? 'n blank' : /^[-+−]?[\d.,，\s]+$/.test(value) ? 'n' : 'word';
  const id = mark ? ` id="c-${year}-${esc(mark[2])}"` : '';
  const links = mark ? mark[1].map(m => `<a href="#finding=${esc(m[1])}">⚠${m[0]}</a>`).join('') : '';
  return `<td class="${kind}${mark ? ' hit ' + esc(mark[3]) : ''}"${id}>${links}${value === '' ? '□' : esc(value)}</td>`;
}

// ── Sorting of the tables that stand in the page
function sortable(table) {
  all('thead th', table).forEach((th, column) => {
    if (!th.textContent.trim()) return;
    button(th, () => {
      const down = th.getAttribute('aria-sort') === 'ascending';
      all('thead th', table).forEach(other => other.removeAttribute('aria-sort'));
      th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const body = table.tBodies[0], key = row => row.cells[column].dataset.v ?? row.cells[column].textContent.trim();
      const rows = Array.from(body.rows).map(row => [key(row), row]);
      const numeric = rows.every(([k]) => k === '' || k === '–' || !isNaN(k));
      rows.sort(([a], [b]) => compare(numeric ? (a === '' || a === '–' ? NaN : +a) : a, numeric ? (b === '' || b === '–' ? NaN : +b) : b, down));
      body.append(...rows.map(r => r[1]));
    });
  });
}
function button(th, action) {
  const b = document.createElement('button');
  b.type = 'button';
  b.append(...th.childNodes);
  th.append(b);
  b.addEventListener('click', action);
}
const order = new Intl.Collator(C.lang === 'zh' ? 'zh-CN' : 'en', { numeric: true });
// What has no value stands last, whichever way.
function compare(a, b, down) {
  if (typeof a === 'number') {
    if (isNaN(a) || isNaN(b)) return isNaN(a) - isNaN(b);
    return down ? b - a : a - b;
  }
  return down ? order.compare(b, a) : order.compare(a, b);
}

// ── Address: #section, #findings&kind=…, #finding=…, #body=…&year=…&cell=…
const address = () => new URLSearchParams(location.hash.slice(1).replace(/^(findings|bodies|trends)(?=&|$)/, 'list=$1'));
function remember(list, form) {
  const values = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (value) values.set(key, value);
  const text = values.toString();
  history.replaceState(null, '', '#' + list + (text ? '&' + text : ''));
}
function restore(form, values) { for (const field of form.elements) if (field.name) field.value = values.get(field.name) ?? ''; }

// ── Findings
const F = { rows: [], shown: 0, list: [], key: '', down: false };
const page = 100;
async function startFindings() {
  const form = byId('finding-controls');
  if (!form) return;
  const data = await load('findings'), bodies = await bodyList();
  F.data = data; F.bodies = bodies;
  F.rows = data.rows;
  const options = (name, labels) => form.elements[name].innerHTML = `<option value="">${esc(t.any)}</option>` + labels.map(([v, l]) => `<option value="${esc(v)}">${esc(l)}</option>`).join('');
  options('sev', data.severities.map((s, i) => [data.severityCodes[i], s]));
  options('kind', data.kinds.map((k, i) => [data.kindCodes[i], k]));
  options('year', Array.from(new Set(F.rows.map(r => r[3]))).sort((a, b) => b - a).map(y => [y, y]));
  options('verdict', data.verdicts.map((v, i) => [data.verdictCodes[i], v]));
  form.hidden = false;
  form.addEventListener('submit', e => e.preventDefault());
  form.addEventListener('input', () => { remember('findings', form); filterFindings(); });
  form.addEventListener('reset', () => setTimeout(() => { remember('findings', form); filterFindings(); }));
  all('#finding-table th[data-key]').forEach(th => button(th, () => {
    const key = th.dataset.key;
    F.down = F.key === key && !F.down; F.key = key;
    all('#finding-table th').forEach(other => other.removeAttribute('aria-sort'));
    th.setAttribute('aria-sort', F.down ? 'descending' : 'ascending');
    filterFindings();
  }));
  byId('finding-more').addEventListener('click', () => showFindings(F.shown, F.shown + 5 * page));
  byId('finding-table').addEventListener('toggle', e => { if (e.target.open && e.target.dataset.fp) openCard(e.target); }, true);
  restore(form, address());
  filterFindings();
}
function filterFindings() {
  const form = byId('finding-controls'), d = F.data, value = name => form.elements[name].value;
  const sev = value('sev') && d.severityCodes.indexOf(value('sev')), kind = value('kind') && d.kindCodes.indexOf(value('kind'));
  const year = value('year') && +value('year'), verdict = value('verdict') && d.verdictCodes.indexOf(value('verdict'));
  const words = value('q').toLowerCase().split(/\s+/).filter(Boolean), group = value('group');
  let list = F.rows.filter(r =>
    (sev === '' || r[0] === sev) && (kind === '' || r[1] === kind) && (year === '' || r[3] === year) && (verdict === '' || r[6] === verdict) && (!hooks.keep || hooks.keep(r)) &&
    words.every(w => r[4].toLowerCase().includes(w) || F.bodies.names[r[2]].toLowerCase().includes(w) || (F.bodies.codes[r[2]] || '').startsWith(w) || r[7].startsWith(w) || d.rules[r[8]].includes(w)));
  const keys = { sev: r => r[0], kind: r => d.kinds[r[1]], body: r => F.bodies.names[r[2]], year: r => r[3], verdict: r => r[6] };
  if (F.key) list = list.slice().sort((a, b) => compare(keys[F.key](a), keys[F.key](b), F.down));
  F.group = group === 'rule' ? r => d.rules[r[8]] : group === 'body' ? r => F.bodies.names[r[2]] : null;
  if (F.group) {
    const groups = new Map();
    for (const r of list) { const g = F.group(r); groups.has(g) ? groups.get(g).push(r) : groups.set(g, [r]); }
    F.sizes = groups;
    list = Array.from(groups.values()).sort((a, b) => b.length - a.length).flat();
  }
  F.list = list;
  byId('finding-table').tBodies[0].innerHTML = '';
  F.shown = 0;
  showFindings(0, page);
}
function rowOf(r) {
  const d = F.data;
  return render('row', {
    fp: r[7], sev: d.severityCodes[r[0]], sevLabel: d.severities[r[0]], kind: d.kinds[r[1]], href: '#body=' + encodeURIComponent(F.bodies.keys[r[2]]) + '&year=' + r[3],
    entity: F.bodies.names[r[2]], year: r[3], message: r[4], change: r[5], verdict: d.verdictCodes[r[6]] === 'open' ? '' : d.verdicts[r[6]], card: null,
  });
}
function showFindings(from, to) {
  let out = '', last = from && F.group ? F.group(F.list[from - 1]) : null;
  for (const r of F.list.slice(from, to)) {
    if (F.group && F.group(r) !== last) {
      last = F.group(r);
      out += `<tr role="row" class="group"><th role="cell" colspan="7"><bdi>${esc(last)}</bdi> · ${F.sizes.get(last).length}</th></tr>`;
    }
    out += rowOf(r);
  }
  byId('finding-table').tBodies[0].insertAdjacentHTML('beforeend', out);
  F.shown = Math.min(to, F.list.length);
  byId('finding-count').textContent = fill(t.countFindings, { shown: grouped(F.shown, 0), found: grouped(F.list.length, 0), total: grouped(F.rows.length, 0) });
  more('finding-more', F.list.length - F.shown, 5 * page);
  hooks.shown?.();
}
function more(id, left, next) {
  const b = byId(id);
  b.hidden = left <= 0;
  b.textContent = fill(t.more, { next: Math.min(left, next), left: grouped(Math.max(left, 0), 0) });
}
async function openCard(details) {
  const hold = details.querySelector('.hold');
  if (hold.firstChild) return;
  const r = F.rows.find(row => row[7] === details.dataset.fp);
  const body = await bodyAt(r[2]), card = body.findings.find(f => f.fp === r[7]);
  if (!card || hold.firstChild) return;
  hold.innerHTML = render('card', Object.assign({}, card, { heading: [], number: [] }));
  hooks.card?.(hold.querySelector('.card'));
}
async function showFinding(fp) {
  await ready;
  let index = F.list.findIndex(r => r[7] === fp);
  if (index < 0) {
    byId('finding-controls').reset(); F.key = ''; filterFindings();
    index = F.list.findIndex(r => r[7] === fp);
    if (index < 0) return;
  }
  if (index >= F.shown) showFindings(F.shown, Math.ceil((index + 1) / page) * page);
  const row = byId('f-' + fp), details = row.querySelector('details');
  details.open = true;
  await openCard(details);
  all('.here').forEach(e => e.classList.remove('here'));
  row.classList.add('here');
  row.scrollIntoView({ block: 'start' });
  details.querySelector('summary').focus({ preventScroll: true });
}

// ── Bodies
function startBodies() {
  const form = byId('body-controls'), table = byId('body-table');
  if (!form || !table) return;
  form.hidden = false;
  form.addEventListener('submit', e => e.preventDefault());
  const rows = Array.from(table.tBodies[0].rows), texts = rows.map(r => r.textContent.toLowerCase());
  const filter = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    rows.forEach((row, i) => { row.hidden = !words.every(w => texts[i].includes(w)); if (!row.hidden) n++; });
    byId('body-count').textContent = fill(t.countBodies, { shown: grouped(n, 0), total: grouped(rows.length, 0) });
  };
  form.addEventListener('input', () => { remember('bodies', form); filter(); });
  filterBodies = values => { restore(form, values); filter(); };
  if (address().get('list') === 'bodies') filterBodies(address());
  else filter();
}
let filterBodies = () => {};
async function showBody(values) {
  const one = byId('one'), found = await bodyOf(values.get('body'));
  if (!found) return showAll();
  byId('all').hidden = true;
  one.hidden = false;
  if (one.dataset.key !== values.get('body')) {
    shown = found.body;
    one.innerHTML = render('body', shown);
    one.dataset.key = values.get('body');
    hooks.body?.(one);
    window.scrollTo(0, 0);
    document.title = found.body.name + ' · ' + C.title;
  }
  const year = values.get('year'), report = year && byId('r-' + year);
  if (report) { report.open = true; report.scrollIntoView(); }
  const hit = year && values.get('cell') && byId('c-' + year + '-' + values.get('cell'));
  all('.here').forEach(e => e.classList.remove('here'));
  if (hit) { hit.classList.add('here'); hit.scrollIntoView({ block: 'center', inline: 'center' }); }
  else if (!report) byId('body-title').focus({ preventScroll: true });
}
function showAll() { byId('one').hidden = true; byId('one').dataset.key = ''; byId('one').innerHTML = ''; byId('all').hidden = false; document.title = C.title; }

// ── Trends
const T = { list: [], shown: 0 };
async function startTrends() {
  const form = byId('trend-controls');
  if (!form) return;
  const data = await load('trends');
  T.data = data;
  form.elements.indicator.innerHTML = `<option value="">${esc(t.strongest)}</option>` + data.labels.map((l, i) => `<option value="${i}">${esc(l)}</option>`).join('');
  form.elements.direction.innerHTML = `<option value="">${esc(t.any)}</option>` + data.directions.map((l, i) => `<option value="${i}">${esc(l)}</option>`).join('');
  form.hidden = false;
  form.addEventListener('submit', e => e.preventDefault());
  let pending;
  form.addEventListener('input', () => { remember('trends', form); clearTimeout(pending); pending = setTimeout(filterTrends, 150); });
  byId('trend-more').addEventListener('click', () => showTrends(T.shown, T.shown + 24));
  if (address().get('list') === 'trends' && address().size > 1) { restore(form, address()); filterTrends(); }
}
async function filterTrends() {
  const form = byId('trend-controls'), { indicator, direction, q } = Object.fromEntries(new FormData(form)), bodies = await bodyList();
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  T.list = [];
  // The series stand in the order of strength, all indicators together.
  T.data.series.forEach(s => {
    if ((indicator === '' || s[0] === +indicator) && (direction === '' || s[1] === +direction) && words.every(w => bodies.names[s[2]].toLowerCase().includes(w))) T.list.push(s);
  });
  byId('multiples').innerHTML = '';
  await showTrends(0, 24);
}
async function showTrends(from, to) {
  const list = T.list, parts = await Promise.all(list.slice(from, to).map(async s => {
    const body = await bodyAt(s[2]), r = body.series[s[3]], d = r.chart;
    return `<figure><figcaption><a href="#body=${encodeURIComponent(body.key)}"><bdi>${esc(body.name)}</bdi></a> · ${esc(r.label)}<span class="soft">${esc([r.direction, r.percent, r.q && 'q ' + r.q].filter(Boolean).join(' · '))}</span></figcaption>${chart(d)}<details><summary>${esc(t.dataTable)}</summary>${valueTable({ s: [d], n: [r.label] })}</details></figure>`;
  }));
  if (list !== T.list) return;
  byId('multiples').insertAdjacentHTML('beforeend', parts.join(''));
  T.shown = Math.min(to, list.length);
  byId('trend-count').textContent = fill(t.countSeries, { shown: grouped(T.shown, 0), found: grouped(list.length, 0) });
  more('trend-more', list.length - T.shown, 24);
}

// ── Start
async function route() {
  const values = address();
  if (values.has('body')) return showBody(values);
  const wasBody = !byId('one').hidden;
  showAll();
  if (values.has('finding')) return showFinding(values.get('finding'));
  const list = values.get('list');
  if (list === 'findings' && byId('finding-controls')) { await ready; restore(byId('finding-controls'), values); filterFindings(); }
  if (list === 'bodies') filterBodies(values);
  if (list === 'trends' && values.size > 1 && T.data) { restore(byId('trend-controls'), values); filterTrends(); }
  const target = byId(list ?? location.hash.slice(1));
  if (target) target.scrollIntoView();
  else if (wasBody) window.scrollTo(0, 0);
}
all('table.sortable').forEach(sortable);
all('details[data-part]').forEach(d => d.addEventListener('toggle', async () => {
  const hold = d.querySelector('.hold');
  if (!d.open || hold.firstChild) return;
  const { html } = await load(d.dataset.part);
  if (hold.firstChild) return;
  hold.innerHTML = html;
  all('table.sortable', hold).forEach(sortable);
}));
startBodies();
const ready = startFindings();
ready.then(startTrends);
window.addEventListener('hashchange', route);
if (location.hash) route();
window.addEventListener('beforeprint', () => all('details').forEach(d => { if (!d.open) { d.open = true; d.dataset.closed = ''; } }));
window.addEventListener('afterprint', () => all('details[data-closed]').forEach(d => { d.open = false; delete d.dataset.closed; }));
document.documentElement.classList.add('alive');
})();
