// The review page. The server has the documents; here is only what one sees: the queue, one cell, its table, its page.
const say = {
  en: {
    title: 'Review', auditTitle: 'Audit', auditValue: 'Value', queue: 'To look at', value: 'Printed there', printedSo: 'Printed so',
    mergeRight: 'Merge with the right one', mergeBelow: 'Merge with the one below', split: 'Split', role: 'Role', undo: 'Undo',
    edge: 'Right edge of the column', divide: 'A table begins here', join: 'Join with the table before', grids: 'Read as', trees: 'Headers read as', document: 'Document', tableOf: 'Table', other: '(another)', grid: 'The table',
    right: 'Right (y)', wrong: 'Wrong (n)', rates: 'Wrong cells', verdict: 'Verdict', wrongOf: 'Wrong / looked at', share: 'Share', interval: '95 % interval', left: 'left', corrections: 'corrections',
    done: 'Nothing is left to look at.', held: 'Only to look at:', cell: 'The cell on its page', pageOf: 'Page',
    verified: 'verified', contradicted: 'contradicted', unverified: 'unverified', proposal: 'proposal', saved: 'kept', undone: 'taken back',
    keys: 'Type what is printed and press Enter. Enter alone: printed so. ↓ ↑ next and previous, Alt+1…9 takes a reading, Ctrl+Z undoes.',
    roles: {data: 'data', row_header: 'row header', column_header: 'column header', section_header: 'section header', stub_head: 'stub head', note: 'note'},
    auditKeys: 'y: the value is what is printed. n: it is not. ↓ ↑ next and previous.',
  },
  zh: {
    title: '校对', auditTitle: '抽查', auditValue: '识别值', queue: '待核对', value: '原文', printedSo: '原文如此', mergeRight: '与右侧合并', mergeBelow: '与下方合并',
    split: '拆分', edge: '本列右边界', divide: '此行起为新表', join: '与上一表合并', grids: '表格解读', trees: '表头解读', document: '文档', tableOf: '表', other: '(其他)', grid: '表格', role: '角色', undo: '撤销', right: '正确 (y)', wrong: '错误 (n)', rates: '错误率', verdict: '验证状态', wrongOf: '错误 / 已查', share: '比例', interval: '95% 置信区间', left: '项待核对',
    corrections: '项更正', done: '没有待核对的单元格。', held: '只读:', cell: '页面上的单元格', pageOf: '第', verified: '已验证',
    contradicted: '矛盾', unverified: '未验证', proposal: '建议', saved: '已保存', undone: '已撤销',
    keys: '输入原文后按 Enter;直接按 Enter 表示原文如此。↓ ↑ 下一个/上一个,Alt+1…9 选用读法,Ctrl+Z 撤销。',
    roles: {data: '数据', row_header: '行标题', column_header: '列标题', section_header: '分节标题', stub_head: '左上表头', note: '注释'},
    auditKeys: 'y:与原文一致;n:不一致。↓ ↑ 下一个/上一个。',
  },
}[navigator.language.startsWith('zh') ? 'zh' : 'en'];

const $ = (id) => document.getElementById(id);
let entries = [];      // {document, table, row, col, text, verdict, confidence, rank} or of the sample {…, number, right}
let at = 0;
let documents = [];    // {name, input, pages, tables, contradicted}
let table = null;      // as the server gave it last
let cell = null;
let audit = false;
let mayWrite = true;
const corrections = new Map();
let lastDocument = null;
let typed = false;     // something that was not said yet
let asked = 0;         // of the live verdicts: only the newest answer counts

async function ask(path, body) {
  const options = body ? {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)} : {};
  const response = await fetch('api/' + path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}
const query = (fields) => '?' + new URLSearchParams(fields);
const name = (e) => ({document: e.document, table: e.table, row: String(e.row), col: String(e.col)});
const same = (a, b) => a && b && a.document === b.document && a.table === b.table && a.row === b.row && a.col === b.col;

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function choice(value, text, selected) {
  const option = element('option', text);
  option.value = value;
  option.selected = selected;
  return option;
}

function tell(text) {
  const sum = [...corrections.values()].reduce((a, b) => a + b, 0);
  const left = audit ? entries.filter((e) => e.right === null).length : entries.length;
  $('progress').textContent = (text ? text + ' · ' : '') + left + ' ' + say.left + (audit ? '' : ' · ' + sum + ' ' + say.corrections);
}

// What has to know where things stand waits till all is drawn: each question in between lays the whole page out once more.
const toMeasure = new Map();
function measure() {
  for (const work of toMeasure.values()) work();
  toMeasure.clear();
}

// Only the neighbourhood is drawn, as a queue may have many thousand entries, and only when one comes near its end: what is drawn anew
// is styled and laid out anew, which is most of what a step to the next cell costs.
let drawnOf = null, drawnFrom = 0;
function queueIsDrawn() {
  const margin = 10, drawnTo = drawnFrom + $('cells').children.length;
  return !audit && drawnOf === entries && (drawnFrom === 0 || at >= drawnFrom + margin) && (drawnTo === entries.length || at < drawnTo - margin);
}

function queueItem(entry, index) {
  const item = element('li'), button = element('button');
  button.type = 'button';
  button.append(element('span', audit ? {true: '✓', false: '✗'}[entry.right] || '·' : entry.text || '·', entry.verdict === 'contradicted' ? 'contradicted' : entry.confidence < 0.7 ? 'doubtful' : ''),
    element('span', entry.document + ' ' + entry.table, 'name'));
  button.addEventListener('click', () => then(() => go(index)));
  item.append(button);
  return item;
}

function drawQueue() {
  if (!queueIsDrawn()) {
    drawnOf = entries;
    drawnFrom = Math.max(0, at - 40);
    $('cells').replaceChildren(...entries.slice(drawnFrom, at + 80).map((entry, i) => queueItem(entry, drawnFrom + i)));
  }
  $('cells').querySelector('[aria-current]')?.removeAttribute('aria-current');
  const here = $('cells').children[at - drawnFrom]?.firstChild;
  here?.setAttribute('aria-current', 'true');
  toMeasure.set('queue', () => here?.scrollIntoView({block: 'nearest'}));
}

function drawGrid() {
  const made = element('table'), rows = new Map();
  for (const c of table.cells) {
    if (!rows.has(c.row)) rows.set(c.row, made.insertRow());
    const header = c.role !== 'data' && c.role !== 'note' && c.text;
    const told = audit || c.verdict === 'unverified' ? '' : c.verdict;  // who audits must not know
    const td = element(header ? 'th' : 'td', c.text, told + (c.role === 'data' ? ' number' : ''));
    if (header) td.scope = c.role === 'row_header' ? 'row' : 'col';
    if (c.rowSpan > 1) td.rowSpan = c.rowSpan;
    if (c.colSpan > 1) td.colSpan = c.colSpan;
    td.dataset.at = c.row + ',' + c.col;
    if (c === cell) td.classList.add('here');
    if (!audit) td.addEventListener('click', () => then(() => visit({...entries[at], document: currentDocument, table: table.id, row: c.row, col: c.col})));
    rows.get(c.row).append(td);
  }
  $('grid').replaceChildren(made);
  toMeasure.set('grid', () => made.querySelector('.here')?.scrollIntoView({block: 'nearest', inline: 'nearest'}));
}

// One picture at a time is asked for, and always the newest that is wanted: who leafs through a long document would else wait for every
// page between. What is shown of another page meanwhile is pale.
let drawn = null;
function want(picture, address) {
  if (picture.dataset.address === address) return;
  picture.dataset.address = address;
  picture.classList.toggle('stale', drawn === picture || picture.getAttribute('src') !== address);  // one leafs back to what is still there
  drawNext();
}
function drawNext() {
  if (drawn) return;
  drawn = [$('page-picture'), $('cut-picture')].find((p) => p.dataset.address && p.getAttribute('src') !== p.dataset.address) || null;
  if (drawn) drawn.src = drawn.dataset.address;
}
for (const id of ['page-picture', 'cut-picture'])
  for (const event of ['load', 'error'])
    $(id).addEventListener(event, () => {
      $(id).classList.toggle('stale', $(id).getAttribute('src') !== $(id).dataset.address);
      drawn = null;
      drawNext();
    });

function drawPage() {
  const page = table.pages.find((p) => p.number === cell.page), box = cell.box;
  const pictured = page && box, lined = !pictured && table.lines.length > 0;
  $('page').hidden = !pictured && !lined;
  $('sheet').hidden = $('cut').hidden = !pictured;
  $('lines').hidden = !lined;
  if (lined) drawLines();
  if (!pictured) return;
  const address = (dpi) => 'api/picture' + query({document: currentDocument, page: cell.page, dpi});
  const picture = $('page-picture');
  want(picture, address(90));
  picture.alt = say.pageOf + ' ' + cell.page;
  const mark = $('mark').style;
  mark.left = 100 * box[0] / page.width + '%';
  mark.top = 100 * box[1] / page.height + '%';
  mark.width = 100 * (box[2] - box[0]) / page.width + '%';
  mark.height = 100 * (box[3] - box[1]) / page.height + '%';
  want($('cut-picture'), address(200));
  toMeasure.set('cut', () => placeCut(page, box));
}

// The cell fills about half of the window, with its neighbours around it.
function placeCut(page, box) {
  const cut = $('cut-picture').style, window = $('cut').getBoundingClientRect(), wide = box[2] - box[0], high = box[3] - box[1];
  const scale = Math.min(window.width / (wide * 2.2), window.height / (high * 2.2), 8);
  cut.width = page.width * scale + 'px';
  cut.left = window.width / 2 - (box[0] + wide / 2) * scale + 'px';
  cut.top = window.height / 2 - (box[1] + high / 2) * scale + 'px';
  $('mark').scrollIntoView({block: 'nearest'});
}

// A text file has lines in place of a picture; the cell's is marked, and in it what the cell reads, where it stands so.
function drawLines() {
  $('lines').start = table.lines[0].number;
  $('lines').replaceChildren(...table.lines.map(({number, text}) => {
    const item = element('li', undefined, number === cell.line ? 'here' : '');
    item.value = number;
    const from = number === cell.line && cell.text ? text.indexOf(cell.text, Math.max(0, cell.column - 1)) : -1;
    if (from < 0) item.textContent = text || ' ';
    else item.append(text.slice(0, from), element('mark', cell.text), text.slice(from + cell.text.length));
    return item;
  }));
  toMeasure.set('cut', () => $('lines').querySelector('.here')?.scrollIntoView({block: 'nearest'}));
}

// Where the cell's column ends on its page: between the boxes on both sides. Null at the table's own edge.
function drawEdge() {
  const ends = cell.col + cell.colSpan, here = table.cells.filter((c) => c.box && c.page === cell.page && c.colSpan === 1);
  const left = here.filter((c) => c.col === ends - 1).map((c) => c.box), right = here.filter((c) => c.col === ends).map((c) => c.box);
  const known = left.length > 0 && right.length > 0;
  $('edge').disabled = !known;
  $('edge-line').hidden = true;
  if (!known) return;
  $('edge').min = Math.min(...left.map((b) => b[0]));
  $('edge').max = Math.max(...right.map((b) => b[2]));
  $('edge').value = (Math.max(...left.map((b) => b[2])) + Math.min(...right.map((b) => b[0]))) / 2;
}

function showEdge() {
  const page = table.pages.find((p) => p.number === cell.page), boxes = table.cells.filter((c) => c.box && c.page === cell.page).map((c) => c.box);
  const line = $('edge-line').style, top = Math.min(...boxes.map((b) => b[1])), bottom = Math.max(...boxes.map((b) => b[3]));
  $('edge-line').hidden = false;
  line.left = 100 * $('edge').value / page.width + '%';
  line.top = 100 * top / page.height + '%';
  line.height = 100 * (bottom - top) / page.height + '%';
}

function drawTools() {
  drawEdge();
  $('divide').disabled = cell.row === 0;
  $('join').disabled = table.first;
  $('grids-label').hidden = table.grids.length < 2;
  $('grids').replaceChildren(...table.grids.map((grid) => choice(grid.name, grid.name, grid.chosen)));
  drawTrees();
  drawPlaces();
}

// The boxhead over the cell, where its labels make more than one tree.
const boxheadOver = () => table.boxheads.findLast((boxhead) => boxhead.row <= cell.row) || table.boxheads[0];

function drawTrees() {
  const boxhead = boxheadOver();
  $('trees-label').hidden = !boxhead;
  if (!boxhead) return;
  const known = boxhead.readings.some((reading) => reading.chosen);
  const shown = known ? boxhead.readings : [{text: say.other, children: '', chosen: true}, ...boxhead.readings];
  $('trees').replaceChildren(...shown.map((reading) => choice(reading.children, reading.text, reading.chosen)));
}

// A long document has hundreds of tables: the list of them is made when somebody turns to it.
function drawPlaces() {
  $('documents').value = currentDocument;
  $('tables').replaceChildren(choice(table.id, table.id, true));
  if (document.activeElement === $('tables')) listTables();
}

function listTables() {
  const known = documents.find((d) => d.name === currentDocument).tables, count = Math.max(known, Number(table.id.slice(1)));
  if ($('tables').length === count) return;
  const names = Array.from({length: count}, (_, i) => 't' + (i + 1));
  $('tables').replaceChildren(...names.map((id) => choice(id, id, id === table.id)));
}

function showVerdict(verdict) {
  $('verdict').textContent = verdict ? say[verdict] : '';
  $('verdict').className = verdict || '';
}

// A proposal is a bare number; on the page it would stand as its neighbours do.
function printedLike(text, proposal) {
  const mark = text.match(/\d([,. '])\d{3}(?!\d)/);
  if (!mark || !/^-?\d+(\.\d+)?$/.test(proposal)) return proposal;
  const [whole, fraction] = proposal.split('.');
  const decimal = mark[1] === '.' ? ',' : '.';
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, mark[1]) + (fraction ? decimal + fraction : '');
}

function drawReadings() {
  if (audit) return;  // who audits sees what is printed and what was read, not what speaks against it
  const texts = [];
  for (const doubt of cell.doubts) if (doubt.proposal) texts.push([printedLike(cell.text, doubt.proposal), say.proposal]);
  for (const reading of cell.readings) texts.push([reading.text, reading.reader]);
  const kept = texts.filter(([text], i) => texts.findIndex(([t]) => t === text) === i).slice(0, 9);
  $('readings').replaceChildren(...kept.map(([text, who], i) => {
    const item = element('li'), button = element('button', text);
    button.type = 'button';
    button.dataset.reading = text;
    button.addEventListener('click', () => take(text));
    item.append(element('kbd', 'Alt+' + (i + 1)), ' ', button, ' ' + who);
    return item;
  }));
  $('doubts').replaceChildren(...cell.doubts.map((d) => element('li', d.message + (d.evidence ? ' — ' + d.evidence : ''))));
}

function take(text) {
  $('value').value = text;
  $('value').focus();
  tryValue();
}

let currentDocument = null;
let ahead = null;      // {entry, table}: came with the first answer

async function visit(entry) {
  table = same(ahead?.entry, entry) ? ahead.table : await ask('table' + query(name(entry)));
  ahead = null;
  currentDocument = entry.document;
  cell = table.cells.find((c) => entry.row >= c.row && entry.row < c.row + c.rowSpan && entry.col >= c.col && entry.col < c.col + c.colSpan);
  $('where').textContent = entry.document + ' · ' + (table.caption || table.id) + ' · ' + [...cell.rowPath, ...cell.colPath].join(' / ');
  $('value').value = cell.text;
  typed = false;
  $('role').value = cell.role;
  $('work').dataset.cell = [entry.document, table.id, cell.row, cell.col].join(' ');
  drawTools();
  showVerdict(audit ? '' : cell.verdict);
  drawGrid();
  drawReadings();
  drawPage();
  if (!audit) {
    $('value').focus();
    $('value').select();
  }
  measure();
}

const startOf = (document, id) => ({document, table: id, row: 0, col: 0});

async function go(index) {
  if (!entries.length) {
    tell(say.done);
    $('where').textContent = say.done;
    $('cells').replaceChildren();
    drawnOf = null;
    const first = documents.find((d) => d.tables > 0);
    if (!cell && first) await visit(startOf(first.name, 't1'));  // without a doubt, too, a table may be looked at
    return;
  }
  at = (index + entries.length) % entries.length;  // after the last the first: what was passed over comes again
  drawQueue();
  tell();
  await visit(entries[at]);
}

async function show(place) {
  drawQueue();
  await visit(place);
}

// The answer to a correction is the queue of that document as it is now; the others stay as they are.
function renew(queue) {
  corrections.set(queue.document, queue.corrections);
  entries = entries.filter((e) => e.document !== queue.document).concat(queue.cells.map((c) => ({document: queue.document, ...c})));
  entries.sort((a, b) => a.rank - b.rank);
}

async function correct(kind, is, place = cell) {
  if (!mayWrite) return tell($('holder').textContent);
  const here = {document: currentDocument, table: table.id, row: place.row, col: place.col};
  const before = entries.findIndex((e) => same(e, here));
  lastDocument = currentDocument;
  const answer = await ask('correct', {...name(here), kind, is});
  renew(answer);
  tell(say.saved);
  if (kind === 'text' || kind === 'printed_so') await go(before < 0 ? at : before);
  else await show(answer.here || here);  // tables may have other names now
}

async function tryValue() {
  const turn = ++asked, text = $('value').value;
  if (audit) return;
  const verdicts = await ask('try', {document: currentDocument, table: table.id, row: String(cell.row), col: String(cell.col), text});
  if (turn !== asked) return;
  for (const [row, col, verdict] of verdicts) {
    const td = $('grid').querySelector('[data-at="' + row + ',' + col + '"]');
    if (td) {
      td.classList.toggle('verified', verdict === 'verified');
      td.classList.toggle('contradicted', verdict === 'contradicted');
    }
    if (row === cell.row && col === cell.col) showVerdict(verdict);
  }
}

function drawRates(rates) {
  const percent = (x) => (100 * x).toFixed(1) + ' %';
  $('rates').tBodies[0].replaceChildren(...rates.map((r) => {
    const row = element('tr'), head = element('th', say[r.verdict]);
    head.scope = 'row';
    const known = r.looked_at > 0;
    row.append(head, element('td', r.wrong + ' / ' + r.looked_at), element('td', known ? percent(r.rate) : '–'), element('td', known ? percent(r.low) + ' – ' + percent(r.high) : '–'));
    return row;
  }));
}

async function answer(right) {
  const entry = entries[at];
  drawRates(await ask('answer', {number: String(at), right: String(right)}));
  entry.right = right;
  const next = entries.findIndex((e) => e.right === null);
  if (next < 0) drawQueue(), measure(), tell(say.done);
  else await go(next);
}

async function undo() {
  const from = lastDocument || currentDocument;
  if (!mayWrite || !from || !corrections.get(from)) return;
  const answer = await ask('undo', {document: from});
  renew(answer);
  tell(say.undone);
  const back = entries.findIndex((e) => same(e, answer.here));
  if (back >= 0 || !answer.here) await go(back >= 0 ? back : at);
  else await show(answer.here);  // its table is shown as it is again
}

// One action after another: a second key may come before the first has its answer.
// Till the last is done nothing can be typed, so that no key lands in the cell before or after the one that was meant.
let busy = Promise.resolve(), waitingFor = 0;
const then = (work) => {
  ++waitingFor;
  $('value').readOnly = true;
  busy = busy.then(work).catch((error) => tell(error.message)).finally(() => { $('value').readOnly = --waitingFor > 0 || audit; });
};

addEventListener('keydown', (event) => {
  const inField = event.target.matches('select, button, [type=range]');
  if (event.altKey && /^[1-9]$/.test(event.key)) {
    if (waitingFor) return event.preventDefault();
    const reading = $('readings').children[Number(event.key) - 1]?.querySelector('button');
    if (reading) { event.preventDefault(); take(reading.dataset.reading); }
  } else if ((event.ctrlKey || event.metaKey) && event.key === 'z' && cell && !typed) {
    event.preventDefault();
    then(undo);
  } else if (event.ctrlKey || event.altKey || event.metaKey || inField) {
    return;
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    then(() => go(at + (event.key === 'ArrowDown' ? 1 : -1)));
  } else if (audit && (event.key === 'y' || event.key === 'n')) {
    event.preventDefault();
    then(() => answer(event.key === 'y'));
  }
});
$('editor').addEventListener('submit', (event) => {
  event.preventDefault();
  if (waitingFor) return;
  const text = $('value').value;
  typed = false;
  then(() => (text === cell.text ? correct('printed_so', '') : correct('text', text)));
});
let waiting = 0;
$('value').addEventListener('input', () => { typed = true; clearTimeout(waiting); waiting = setTimeout(() => tryValue().catch(() => {}), 80); });
$('printed-so').addEventListener('click', () => then(() => correct('printed_so', '')));
$('merge-right').addEventListener('click', () => then(() => correct('merge', 'right')));
$('merge-below').addEventListener('click', () => then(() => correct('merge', 'below')));
$('split').addEventListener('click', () => then(() => correct('split', '')));
$('role').addEventListener('change', () => then(() => correct('role', $('role').value)));
$('edge').addEventListener('input', showEdge);
$('edge').addEventListener('change', () => then(() => correct('edge', $('edge').value)));
$('divide').addEventListener('click', () => then(() => correct('divide', '')));
$('join').addEventListener('click', () => then(() => correct('join', '')));
$('grids').addEventListener('change', () => then(() => correct('grid', $('grids').value)));
$('trees').addEventListener('change', () => then(() => correct('header_tree', $('trees').value, boxheadOver())));
$('documents').addEventListener('change', () => then(() => visit(startOf($('documents').value, 't1'))));
for (const event of ['focus', 'pointerdown']) $('tables').addEventListener(event, listTables);
$('tables').addEventListener('change', () => then(() => visit(startOf(currentDocument, $('tables').value))));
$('undo').addEventListener('click', () => then(undo));
$('right').addEventListener('click', () => then(() => answer(true)));
$('wrong').addEventListener('click', () => then(() => answer(false)));

function speak() {
  document.documentElement.lang = navigator.language.startsWith('zh') ? 'zh' : 'en';
  for (const node of document.querySelectorAll('[data-say]')) node.textContent = say[node.dataset.say];
  $('role').replaceChildren(...Object.entries(say.roles).map(([role, text]) => choice(role, text, false)));
  $('cut').setAttribute('aria-label', say.cell);
  $('grid').setAttribute('aria-label', say.grid);
  if (!audit) return;
  document.querySelector('h1').textContent = say.auditTitle;
  document.querySelector('.keys').textContent = say.auditKeys;
  document.querySelector('label[for=value]').textContent = say.auditValue;
  $('tools').hidden = true;
  $('audit-tools').hidden = false;
  $('value').readOnly = true;
}

function showListed(listed) {
  mayWrite = listed.write;
  documents = listed.documents;
  $('documents').replaceChildren(...documents.filter((d) => d.tables > 0).map((d) => choice(d.name, d.name, false)));
  $('places').hidden = audit;
  if (!mayWrite) {
    $('holder').hidden = false;
    $('holder').textContent = say.held + ' ' + listed.onlyToLook;
    $('tools').disabled = true;
  }
}

async function start() {
  const first = await ask('start');
  audit = first.sample !== undefined;
  speak();
  showListed(first.listed);
  document.querySelector('main').hidden = false;   // not before: the browser would lay out and paint what is empty
  if (audit) {
    entries = first.sample.cells;
    drawRates(first.sample.rates);
    await go(Math.max(0, entries.findIndex((e) => e.right === null)));
    return;
  }
  // The document with most contradictions is shown at once; the others come while one works.
  if (first.queue) renew(first.queue);
  if (first.table) ahead = {entry: entries[0], table: first.table};
  if (entries.length) await go(0);
  takeOthers(first.queue?.document).catch((error) => tell(error.message));
}

async function takeOthers(taken) {
  for (const other of documents.filter((d) => d.name !== taken).sort((a, b) => b.contradicted - a.contradicted)) {
    const queue = await ask('queue' + query({document: other.name}));
    if (corrections.has(other.name)) continue;  // an answer to a correction is newer
    const here = entries[at];
    renew(queue);
    if (here) at = entries.indexOf(here);
    drawQueue();
    measure();
    tell();
    if (!cell && entries.length) then(() => cell || go(0));
  }
  if (!entries.length) then(() => entries.length || go(0));
}
then(start);
