
// ── The desk of `analyze serve`: everything that is decided goes to the server, and what others decide comes from it.
const D = JSON.parse(raw('desk')), w = D.words;
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/g;
const clean = text => String(text ?? '').replace(hidden, c => '\\u{' + c.charCodeAt(0).toString(16).toUpperCase() + '}');
const safe = text => esc(clean(text));
// Desks of several stores may stand at one address, one after the other: each store has its own.
const shelf = name => 'analyze-desk-' + D.store + '-' + name;
const stored = (name, otherwise) => { try { return JSON.parse(localStorage.getItem(shelf(name))) ?? otherwise; } catch { return otherwise; } };
const keep = (name, value) => { try { localStorage.setItem(shelf(name), JSON.stringify(value)); } catch { /* without storage the tab remembers */ } };
// The token has done its work: it need not stay in the address.
if (location.search) history.replaceState(null, '', location.pathname + location.hash);

const nothing = { verdict: 'open', note: '' };
const K = { state: new Map(), sending: stored('pending', []), drafts: new Map(stored('drafts', [])), clashes: new Map(), undo: [], revision: 0, page: 0, now: null, opened: null, rows: new Map(), busy: null };
const ask = (path, body, type = 'application/json') => fetch(path, Object.assign({ credentials: 'same-origin', cache: 'no-store' }, body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': type }, body }));
const complaint = async response => { try { return (await response.json()).message; } catch { return response.status + ' ' + response.statusText; } };
const wordOf = verdict => w[verdict];

function element(markup) {
  const hold = document.createElement('template');
  hold.innerHTML = markup.trim();
  return hold.content.firstElementChild;
}
const bar = element(`<section class="desk-bar" aria-label="${esc(w.bar)}"><b id="desk-counts"></b><span class="soft who">${D.readOnly ? esc(w.readOnly) : esc(D.author ? fill(w.as, { author: D.author }) : w.noAuthor)}</span><span id="desk-say" role="status"></span><span class="grow"></span>
<span class="group"><span class="soft">${esc(w.export)}</span>${['csv', 'json', 'xlsx'].map(f => `<button type="button" data-export="${f}" aria-label="${esc(w.export)} ${f.toUpperCase()}">${f.toUpperCase()}</button>`).join('')}</span>
${D.readOnly ? '' : `<button type="button" id="desk-undo" disabled>${esc(w.undo)}<kbd>u</kbd></button>`}<button type="button" id="desk-keys">${esc(w.help)}<kbd>?</kbd></button></section>`);
const banner = element('<div class="desk-banner" role="alert" hidden><span></span><button type="button" hidden></button></div>');
const drop = element(`<div class="desk-drop" hidden>${esc(w.dropHere)}</div>`);
const keyList = [['j', w.keyNext], ['k', w.keyPrevious], ['o', w.keyOpen]].concat(D.readOnly ? [] : [['c', w.keyConfirm], ['d', w.keyDismiss], ['r', w.keyTakeBack], ['n', w.keyNote], ['u', w.keyUndo]], [['/', w.keySearch], ['?', w.keyHelp]]);
const dialog = element(`<dialog aria-labelledby="desk-keys-title"><h2 id="desk-keys-title">${esc(w.keys)}</h2><table><tbody>${keyList.map(([key, what]) => `<tr><th scope="row"><kbd>${esc(key)}</kbd></th><td>${esc(what)}</td></tr>`).join('')}</tbody></table><form method="dialog"><button>${esc(w.close)}</button></form></dialog>`);
document.body.prepend(banner);
document.body.append(bar, drop, dialog);
const say = text => { byId('desk-say').textContent = text; };
function warn(text, label, action) {
  banner.firstElementChild.textContent = text;
  const b = banner.lastElementChild;
  b.hidden = !label;
  b.textContent = label ?? '';
  b.onclick = action ?? null;
  banner.hidden = !text;
}

// What the person sees: what the store has, and over it what is on its way there.
const stateOf = fp => K.sending.findLast(wish => wish.fingerprint === fp) ?? K.state.get(fp) ?? nothing;
const nameOf = fp => { const r = K.rows.get(fp); return { entity: r ? F.bodies.names[r[2]] : fp, year: r ? r[3] : '' }; };

// ── Deciding
function decide(fp, verdict, note, isUndo) {
  if (D.readOnly) return say(w.readOnly);
  const old = stateOf(fp), wish = { id: Date.now() + '-' + Math.random(), fingerprint: fp, verdict, note: verdict === 'open' ? '' : note ?? K.drafts.get(fp) ?? old.note, expected: { verdict: old.verdict, note: old.note } };
  if (wish.verdict === old.verdict && wish.note === old.note) return;
  K.drafts.delete(fp);
  K.clashes.delete(fp);
  if (isUndo) wish.undo = true;
  else K.undo.push({ fp, verdict: old.verdict, note: old.note });
  K.sending.push(wish);
  remembered();
  say(w.saving);
  refresh(fp);
  flush();
}
// Other windows keep theirs in the same place: nobody takes away what is not his own.
const ownDrafts = new Set(K.drafts.keys()), settled = new Set();
function remembered() {
  const isOthers = wish => !settled.has(wish.id) && !K.sending.some(own => own.id === wish.id);
  keep('pending', stored('pending', []).filter(isOthers).concat(K.sending));
  for (const fp of K.drafts.keys()) ownDrafts.add(fp);
  keep('drafts', stored('drafts', []).filter(([fp]) => !ownDrafts.has(fp)).concat(Array.from(K.drafts)));
  if (byId('desk-undo')) byId('desk-undo').disabled = !K.undo.length;
}
// One after the other, in the order of the decisions; what was not answered is sent again.
function flush() {
  // Without anything to send the loop would end before its promise is kept, and a promise that ended long ago would pass for one that is busy.
  if (!K.busy && K.sending.length) K.busy = (async () => { try { while (K.sending.length && await send(K.sending[0])); } finally { K.busy = null; } })();
  return K.busy;
}
async function send(wish) {
  const fp = wish.fingerprint;
  let response;
  try { response = await ask('/api/verdict', JSON.stringify({ fingerprint: fp, verdict: wish.verdict, note: wish.note, expected: wish.expected })); } catch { lost(w.gone); return false; }
  if (response.status === 401) { lost(w.anew); return false; }
  if (response.status >= 500) { say(fill(w.failed, { message: await complaint(response) })); return false; }
  const answer = response.ok || response.status === 409 ? await response.json() : null;
  K.sending.shift();
  settled.add(wish.id);
  if (response.ok) {
    K.state.set(fp, answer);
    say(fill(wish.undo ? w.undone : w.saved, Object.assign({ verdict: wordOf(wish.verdict) }, nameOf(fp))));
  } else {
    // What was decided on top of it stands on nothing.
    K.sending = K.sending.filter(later => later.fingerprint !== fp || !settled.add(later.id));
    K.undo = K.undo.filter(entry => entry.fp !== fp);
    if (answer) {
      K.state.set(fp, answer);
      K.clashes.set(fp, { mine: wish, theirs: answer });
      say(clashWords(fp));
    } else {
      if (wish.note) K.drafts.set(fp, wish.note);
      say(fill(w.failed, { message: await complaint(response) }));
    }
  }
  remembered();
  refresh(fp);
  return true;
}
function clashWords(fp) {
  const { mine, theirs } = K.clashes.get(fp);
  return fill(w.clash, { author: clean(theirs.author) || w.someone, verdict: wordOf(theirs.verdict), note: theirs.note ? (C.lang === 'zh' ? `（${clean(theirs.note)}）` : ` (${clean(theirs.note)})`) : '', mine: wordOf(mine.verdict) });
}
function undo() {
  const last = K.undo.pop();
  if (!last) return say(w.nothingToUndo);
  decide(last.fp, last.verdict, last.note, true);
  remembered();
  if (K.rows.has(last.fp) && items().includes(last.fp)) select(last.fp);
}

// ── What is shown of it
function refresh(fp) {
  const state = stateOf(fp), r = K.rows.get(fp), row = byId('f-' + fp);
  if (r) r[6] = Math.max(0, F.data.verdictCodes.indexOf(state.verdict));
  if (row) {
    row.dataset.verdict = state.verdict;
    row.cells[6].textContent = state.verdict === 'open' ? '' : wordOf(state.verdict);
  }
  all('.desk[data-fp="' + CSS.escape(fp) + '"]').forEach(fillPanel);
  count();
}
let counting = 0;
function count() { counting ||= setTimeout(() => { counting = 0; counts(); }, 20); }
function counts() {
  if (!F.data) return;
  let confirmed = 0, dismissed = 0;
  const codes = F.data.verdictCodes;
  for (const r of F.rows) { if (codes[r[6]] === 'confirmed') confirmed++; else if (codes[r[6]] === 'dismissed') dismissed++; }
  byId('desk-counts').textContent = fill(w.counts, { decided: grouped(confirmed + dismissed, 0), total: grouped(F.rows.length, 0), confirmed: grouped(confirmed, 0), dismissed: grouped(dismissed, 0) });
}
const moment = time => { const at = new Date(time); return isNaN(at) ? '' : at.toLocaleString(C.lang === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' }); };
const handOf = entry => [wordOf(entry.verdict), clean(entry.author), moment(entry.time)].filter(Boolean).join(' · ');
function panelOf(card) {
  if (!card || card.querySelector('.desk')) return;
  const fp = card.id.slice(2);
  const panel = element(`<div class="desk" data-fp="${esc(fp)}">${D.readOnly ? '' : `<div class="choices" role="group" aria-label="${esc(w.decide)}"><button type="button" data-verdict="confirmed">${esc(w.confirm)}<kbd>c</kbd></button><button type="button" data-verdict="dismissed">${esc(w.dismiss)}<kbd>d</kbd></button><button type="button" data-verdict="open">${esc(w.takeBack)}<kbd>r</kbd></button></div>`}
<label>${esc(w.note)}${D.readOnly ? '' : '<kbd>n</kbd>'}<textarea rows="2" maxlength="10000" placeholder="${esc(w.notePlaceholder)}"${D.readOnly ? ' readonly' : ''}></textarea></label><p class="clash" role="alert" hidden><span></span><button type="button" data-clash="mine">${esc(w.useMine)}</button><button type="button" data-clash="theirs">${esc(w.keepTheirs)}</button></p><p class="hand soft"></p><details><summary>${esc(w.history)}</summary><div></div></details></div>`);
  card.querySelector('.head').after(panel);
  const text = panel.querySelector('textarea');
  panel.addEventListener('click', e => {
    const verdict = e.target.closest('[data-verdict]')?.dataset.verdict, clash = e.target.closest('[data-clash]')?.dataset.clash;
    if (verdict) decide(fp, verdict, text.value);
    if (clash) {
      const mine = K.clashes.get(fp)?.mine;
      K.clashes.delete(fp);
      if (mine && clash === 'mine') decide(fp, mine.verdict, mine.note);
      refresh(fp);
    }
  });
  text.addEventListener('input', () => { K.drafts.set(fp, text.value); remembered(); });
  text.addEventListener('change', () => {
    const state = stateOf(fp);
    if (text.value === state.note) { K.drafts.delete(fp); remembered(); }
    else if (state.verdict !== 'open') decide(fp, state.verdict, text.value);
    else if (text.value) say(w.noteWaits);
  });
  text.addEventListener('keydown', e => {
    if (e.isComposing || (e.key !== 'Escape' && (e.key !== 'Enter' || e.shiftKey))) return;
    e.preventDefault();
    e.stopPropagation();
    text.blur();
    focusOn(fp);
  });
  const past = panel.querySelector('details');
  past.addEventListener('toggle', async () => { if (past.open) past.lastElementChild.innerHTML = await historyOf(fp); });
  fillPanel(panel);
}
async function historyOf(fp) {
  try {
    const response = await ask('/api/history?fingerprint=' + encodeURIComponent(fp));
    if (!response.ok) return `<p>${safe(fill(w.failed, { message: await complaint(response) }))}</p>`;
    const list = await response.json();
    return list.length ? `<ul>${list.map(entry => `<li>${esc(handOf(entry))}${entry.note ? t.colon + `<bdi>${safe(entry.note)}</bdi>` : ''}</li>`).join('')}</ul>` : `<p class="soft">${esc(w.noHistory)}</p>`;
  } catch { return `<p>${esc(fill(w.gone, { pending: K.sending.length }))}</p>`; }
}
function fillPanel(panel) {
  const fp = panel.dataset.fp, state = stateOf(fp), entry = K.state.get(fp), text = panel.querySelector('textarea');
  all('[data-verdict]', panel).forEach(b => {
    if (b.dataset.verdict !== 'open') b.setAttribute('aria-pressed', String(b.dataset.verdict === state.verdict));
    else b.disabled = state.verdict === 'open';
  });
  if (document.activeElement !== text) text.value = K.drafts.get(fp) ?? state.note;
  panel.querySelector('.hand').textContent = entry && entry.verdict !== 'open' && !K.sending.some(wish => wish.fingerprint === fp) ? handOf(entry) : '';
  const clash = panel.querySelector('.clash');
  clash.hidden = !K.clashes.has(fp);
  if (!clash.hidden) clash.firstElementChild.textContent = clashWords(fp);
}
hooks.card = card => panelOf(card);
hooks.body = one => { all('.card', one).forEach(panelOf); K.opened = null; mark(); };
hooks.shown = () => { for (const r of F.list.slice(0, F.shown)) { const row = byId('f-' + r[7]); if (row) row.dataset.verdict = F.data.verdictCodes[r[6]]; } mark(); };

// ── Moving about
const isBody = () => !byId('one').hidden;
const items = () => isBody() ? all('#one .card').map(card => card.id.slice(2)) : F.list.map(r => r[7]);
const placeOf = fp => isBody() ? byId('k-' + fp) : byId('f-' + fp);
function mark() {
  all('.now').forEach(e => { e.classList.remove('now'); e.removeAttribute('aria-current'); });
  const place = K.now && placeOf(K.now);
  if (place) { place.classList.add('now'); place.setAttribute('aria-current', 'true'); }
}
function focusOn(fp) {
  const place = placeOf(fp);
  if (!place) return;
  const target = isBody() ? place : place.querySelector('summary');
  if (isBody()) place.tabIndex = -1;
  target.focus({ preventScroll: true });
}
async function select(fp) {
  K.now = fp;
  if (!isBody()) {
    const index = F.list.findIndex(r => r[7] === fp);
    if (index < 0) return;
    if (index >= F.shown) showFindings(F.shown, Math.ceil((index + 1) / page) * page);
    const details = byId('f-' + fp).querySelector('details');
    if (K.opened && K.opened !== details && K.opened.isConnected) K.opened.open = false;
    K.opened = details;
    details.open = true;
    mark();
    focusOn(fp);
    await openCard(details);
    if (K.now !== fp) return;
  }
  mark();
  focusOn(fp);
  placeOf(fp)?.scrollIntoView({ block: 'start', behavior: 'instant' });
}
function move(by) {
  const list = items(), at = list.indexOf(K.now);
  if (list.length) return select(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))]);
}
function decideHere(verdict) {
  const fp = K.now;
  if (!fp || !items().includes(fp)) return move(1);
  decide(fp, verdict);
  if (verdict === 'open') return;
  const list = items(), next = list.slice(list.indexOf(fp) + 1).find(other => stateOf(other).verdict === 'open');
  if (next) select(next);
}
function toggle() {
  const details = K.now && !isBody() && placeOf(K.now)?.querySelector('details');
  if (details) details.open = !details.open; else move(1);
}
async function note() {
  if (!K.now || !items().includes(K.now)) return;
  await select(K.now);
  const text = placeOf(K.now)?.querySelector('.desk textarea');
  if (text) { text.focus(); text.scrollIntoView({ block: 'nearest', behavior: 'instant' }); }
}
const keys = {
  j: () => move(1), k: () => move(-1), o: toggle, '?': () => dialog.showModal(),
  '/': () => { const search = byId('finding-controls')?.elements.q; if (isBody()) location.hash = '#findings'; search?.scrollIntoView({ block: 'center', behavior: 'instant' }); search?.focus(); },
  c: () => decideHere('confirmed'), d: () => decideHere('dismissed'), r: () => decideHere('open'), n: note, u: undo,
};
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || dialog.open) return;
  if (e.target.closest('input, textarea, select')) { if (e.key === 'Escape') e.target.blur(); return; }
  const action = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (!action || (D.readOnly && 'cdrnu'.includes(e.key))) return;
  e.preventDefault();
  action();
});
document.addEventListener('click', e => {
  const row = e.target.closest('#finding-table tr[id], #one .card');
  if (!row || e.target.closest('a')) return;
  K.now = row.id.slice(2);
  mark();
});

// ── What others do: the state of the store, every two seconds while somebody looks
function lost(text) { K.isLost = true; warn(fill(text, { pending: K.sending.length })); }
function take(verdicts) {
  const changed = new Set(K.state.keys());
  for (const [fp, entry] of Object.entries(verdicts)) { if (JSON.stringify(K.state.get(fp)) === JSON.stringify(entry)) changed.delete(fp); else changed.add(fp); }
  K.state = new Map(Object.entries(verdicts));
  changed.forEach(refresh);
  count();
}
async function sync() {
  try {
    const response = await ask('/api/state?revision=' + K.revision);
    if (response.status === 401) return lost(w.anew);
    if (!response.ok) return warn(await complaint(response));
    const answer = await response.json();
    if (K.isLost) { K.isLost = false; warn(''); }
    if (answer.verdicts && !K.busy) { take(answer.verdicts); K.revision = answer.revision; }
    K.page ||= answer.page;
    if (answer.page !== K.page) warn(w.newer, w.show, () => location.reload());
    else if (answer.stale) warn(w.stale);
    else if (K.wasStale) warn('');
    K.wasStale = answer.stale;
    visit();
    await flush();
  } catch { lost(w.gone); }
}
function visit() { keep('visit', Object.assign(stored('visit', {}), { at: Date.now() })); }
async function watch() {
  for (;;) {
    if (!document.hidden) await sync();
    await new Promise(done => { const timer = setTimeout(done, 2000); document.addEventListener('visibilitychange', () => { clearTimeout(timer); done(); }, { once: true }); });
  }
}

// ── What is new
const form = byId('finding-controls');
const before = stored('visit', {});
// A visit ends when nobody looked for half an hour.
if (before.at && Date.now() - before.at > 18e5) keep('visit', { last: before.at, at: Date.now() });
const lastVisit = stored('visit', {}).last;
if (form) {
  const reset = form.querySelector('[type=reset]');
  reset.before(
    element(`<label>${esc(w.newSince)} <select name="new"><option value="">${esc(t.any)}</option><option value="visit"${lastVisit ? '' : ' disabled'}>${esc(w.lastVisit)}${lastVisit ? ' · ' + esc(moment(lastVisit)) : ''}</option><option value="0">${esc(w.today)}</option><option value="7">${esc(w.days7)}</option><option value="30">${esc(w.days30)}</option></select></label>`),
    element(`<label>${esc(w.sinceDate)} <input type="date" name="since"></label>`));
}
function newSince() {
  const { new: choice, since } = form.elements;
  const day = new Date();
  day.setHours(0, 0, 0, 0);
  if (since.value) return new Date(since.value + 'T00:00:00');
  if (choice.value === 'visit') return lastVisit ? new Date(lastVisit) : null;
  if (choice.value === '') return null;
  day.setDate(day.getDate() - Number(choice.value));
  return day;
}
hooks.keep = r => {
  const from = newSince();
  if (!from || isNaN(from)) return true;
  if (!K.seen) { loadSeen(); return true; }
  const time = K.seen.times[K.seen.at[r[7]]];
  return !!time && time >= from.toISOString().slice(0, 19) + 'Z';
};
async function loadSeen() {
  if (K.seenAsked) return;
  K.seenAsked = true;
  try {
    const response = await ask('/api/seen');
    if (response.ok) { K.seen = await response.json(); filterFindings(); }
  } catch { lost(w.gone); }
  K.seenAsked = false;
}

// ── Export of what is shown
bar.addEventListener('click', async e => {
  const format = e.target.closest('[data-export]')?.dataset.export;
  if (!format) return;
  try {
    const response = await ask('/api/export', JSON.stringify({ format, fingerprints: F.list.map(r => r[7]) }));
    if (!response.ok) return say(fill(w.failed, { message: await complaint(response) }));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'findings.' + format;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say(fill(w.exported, { count: grouped(F.list.length, 0) }));
  } catch { lost(w.gone); }
});
byId('desk-undo')?.addEventListener('click', undo);
byId('desk-keys').addEventListener('click', () => dialog.showModal());

// ── A draft
const tools = element(`<div id="desk-tools"><section id="draft" aria-labelledby="h-draft"><h2 id="h-draft">${esc(w.draft)}</h2><p class="soft">${esc(w.draftIntro)}</p><div class="tool"><label>${esc(w.chooseFile)} <input type="file"></label><div id="draft-result" role="status"></div></div></section>
<section id="try-rules" aria-labelledby="h-rules"><h2 id="h-rules">${esc(w.rules)}</h2><p class="soft">${esc(w.rulesIntro)}</p><div class="tool"><label>${esc(w.rulesLabel)}<textarea id="rules-text" spellcheck="false" placeholder="outcome.granted.total &lt;= applications.received.total   soft"></textarea></label><button type="button" id="rules-try">${esc(w.tryRules)}</button><div id="rules-result" role="status"></div></div></section></div>`);
byId('methods').before(tools);
const nav = document.querySelector('header nav');
nav?.append(element(`<a href="#draft">${esc(w.draft)}</a>`), element(`<a href="#try-rules">${esc(w.rules)}</a>`));
const severityTag = code => `<span class="tag sev">${esc(F.data?.severities[F.data.severityCodes.indexOf(code)] ?? code)}</span>`;
function resultTable(caption, heads, rows) {
  return `<div class="scroll" tabindex="0" role="region" aria-label="${safe(caption)}"><table><caption>${safe(caption)}</caption><thead><tr>${heads.map(h => `<th scope="col">${esc(h)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
const cellsOf = cells => (cells ?? []).slice(0, 6).map(cell => `<bdi>${safe(C.lang === 'zh' ? cell.label : cell.label_en || cell.label)}</bdi>${t.colon}${cell.raw.trim() ? safe(cell.raw) : '□'}`).join('<br>');
async function checkDraft(file) {
  const place = byId('draft-result'), message = text => { place.innerHTML = `<p class="problem">${safe(text)}</p>`; };
  showAll();
  byId('draft').scrollIntoView({ behavior: 'instant' });
  if (file.size > D.draftBytes) return message(fill(w.tooLarge, { limit: Math.floor(D.draftBytes / 1048576) }));
  place.innerHTML = `<p>${safe(fill(w.checking, { name: file.name }))}</p>`;
  try {
    const response = await ask('/api/check?name=' + encodeURIComponent(file.name), file, 'application/octet-stream');
    if (!response.ok) return message(fill(w.failed, { message: await complaint(response) }));
    const { rows, notes } = await response.json();
    const said = notes.map(text => `<p class="soft">${safe(text)}</p>`).join('');
    if (!rows.length) { place.innerHTML = `<p><b>${safe(file.name)}</b>${t.colon}${esc(w.checkedNothing)}</p>${said}`; return; }
    place.innerHTML = resultTable(fill(w.checkedCaption, { name: file.name }), [t.severity, t.year, t.message, w.suggestion, t.cell], rows.map(r =>
      `<tr class="${safe(r.severity)}"><td>${severityTag(r.severity)}</td><td class="n">${safe(r.year)}</td><td>${safe(r.message)}</td><td>${safe(r.suggestion)}</td><td>${cellsOf(r.cells)}</td></tr>`)) + said;
  } catch { lost(w.gone); message(fill(w.gone, { pending: K.sending.length })); }
}
tools.querySelector('[type=file]').addEventListener('change', e => { if (e.target.files[0]) checkDraft(e.target.files[0]); e.target.value = ''; });
let dragging = 0;
const hasFiles = e => Array.from(e.dataTransfer?.types ?? []).includes('Files');
window.addEventListener('dragenter', e => { if (hasFiles(e)) { e.preventDefault(); dragging++; drop.hidden = false; } });
window.addEventListener('dragleave', e => { if (hasFiles(e) && --dragging <= 0) { dragging = 0; drop.hidden = true; } });
window.addEventListener('dragover', e => { if (hasFiles(e)) e.preventDefault(); });
window.addEventListener('drop', e => {
  if (!hasFiles(e)) return;
  e.preventDefault();
  dragging = 0;
  drop.hidden = true;
  if (e.dataTransfer.files.length === 1) checkDraft(e.dataTransfer.files[0]); else say(w.oneFile);
});

// ── Rules
byId('rules-text').value = stored('rules', '');
byId('rules-text').addEventListener('input', e => keep('rules', e.target.value));
byId('rules-try').addEventListener('click', async () => {
  const place = byId('rules-result'), b = byId('rules-try');
  place.innerHTML = `<p>${esc(w.trying)}</p>`;
  b.disabled = true;
  try {
    const response = await ask('/api/rules', JSON.stringify({ rules: byId('rules-text').value }));
    if (!response.ok) place.innerHTML = `<p class="problem">${safe(fill(w.failed, { message: await complaint(response) }))}</p>`;
    else place.innerHTML = rulesResult(await response.json());
  } catch { lost(w.gone); place.innerHTML = ''; }
  b.disabled = false;
});
function rulesResult(answer) {
  if (answer.errors.length) return `<ul class="problem">${answer.errors.map(text => `<li>${safe(text)}</li>`).join('')}</ul>`;
  const remarks = answer.check.rows.filter(r => r.kind !== 'rule'), rules = answer.check.rows.filter(r => r.kind === 'rule');
  let out = remarks.map(r => `<p>${safe(r.message)}</p>`).join('') + answer.check.notes.map(text => `<p class="soft">${safe(text)}</p>`).join('');
  if (rules.length) out += resultTable(w.rulesCaption, [w.line, w.rulesLabel, w.pass, w.fail, w.vacuous, w.unknown], rules.map(r => `<tr><td class="n">${safe(r.lines)}</td><td><code>${safe(r.message)}</code></td>${[r.pass, r.fail, r.vacuous, r.unknown].map(n => `<td class="n">${grouped(n, 0)}</td>`).join('')}</tr>`));
  const found = answer.anomalies.rows;
  if (!found.length) return out + `<p>${esc(w.rulesNothing)}</p>`;
  return out + resultTable(fill(w.rulesFound, { shown: grouped(found.length, 0), total: grouped(answer.total, 0) }), [t.severity, t.entity, t.year, t.message], found.map(r => `<tr class="${safe(r.severity)}"><td>${severityTag(r.severity)}</td><td><bdi>${safe(r.entity)}</bdi></td><td class="n">${safe(r.year)}</td><td>${safe(r.message)}</td></tr>`));
}
ready.then(() => {
  for (const r of F.rows) K.rows.set(r[7], r);
  remembered();
  for (const wish of K.sending) refresh(wish.fingerprint);
  counts();
  if (!form) bar.querySelector('.group').hidden = true;
  watch();
});
