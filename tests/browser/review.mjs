// The review page in a real Chromium, all by keyboard: review.mjs BINARY SEEDER COUNT INPUT… [--no-rerun] [--trees=FLATTENED]
//
// Converts the inputs, puts COUNT misreadings into the result (bench/seed_errors.cc), corrects them in the page as a person
// would who sees the page, applies them, converts once more from the inputs, and compares with the first result: every
// number must be right again. On the way: verdicts follow what is typed, undo takes back, a second reviewer only looks,
// other origins and tokens are refused, axe-core finds nothing in both languages and colour schemes. Prints one JSON line
// (key presses a correction, seconds) and what is wrong; exit code 1 then. Needs playwright-core and axe-core (NODE_PATH) and
// a Chromium (CHROMIUM). TABULARIUM_PICTURES=PREFIX keeps screenshots.
import {spawn, spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const require = createRequire(import.meta.url);
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const rerun = !process.argv.includes('--no-rerun');
const trees = process.argv.find((argument) => argument.startsWith('--trees='))?.slice('--trees='.length);
const [binary, seeder, count, ...inputs] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const pictures = process.env.TABULARIUM_PICTURES;
const wrong = [];
const servers = [];

function run(program, ...args) {
  const done = spawnSync(program, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28});
  if (done.status > 1 || done.status === null) throw new Error(program + ' ' + args[0] + ' ended with ' + done.status);
  return done.stdout;
}

async function serve(command, out, ...more) {
  const server = spawn(binary, [command, out, '--who', 'Ann', '--quiet', ...more], {stdio: ['ignore', 'pipe', 'inherit']});
  servers.push(server);
  return {server, address: await new Promise((found) => server.stdout.once('data', (line) => found(String(line).trim())))};
}

async function stop(server) {
  const ended = new Promise((done) => server.once('exit', done));
  server.kill('SIGINT');
  await ended;
}

// The texts of all cells, as "document table row col" -> text.
function cellsOf(out, documents) {
  const cells = new Map();
  for (const name of documents)
    for (const table of JSON.parse(readFileSync(join(out, name, 'document.json'), 'utf8')).tables)
      for (const cell of table.cells) cells.set([name, table.id, cell.row, cell.col].join(' '), cell.text + ' (' + cell.verdict + ')');
  return cells;
}

function compare(before, after, when) {
  for (const [key, text] of before) if (after.get(key) !== text) wrong.push(when + ': ' + key + ' is ' + after.get(key) + ', was ' + text);
}

// Playwright's own waiting evaluates text in the page, which the page's policy forbids.
async function until(page, condition, argument, turns = 4000) {
  for (let turn = 0; turn < turns; ++turn) {
    if (await page.evaluate(condition, argument)) return;
    await page.waitForTimeout(15);
  }
  throw new Error('waited in vain for ' + condition + ' ' + argument + '; the page says: ' + await page.textContent('#progress'));
}
const shown = (page) => until(page, () => document.querySelector('#grid .here') !== null && !document.getElementById('value').readOnly);

async function open(browser, address, options = {}, ready = shown) {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, locale: 'en-GB', ...options});
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('request', (request) => request.url().startsWith(new URL(address).origin) || wrong.push('asks elsewhere: ' + request.url()));
  await page.goto(address);
  await ready(page);
  return page;
}

async function picture(page, name) {
  if (!pictures) return;
  await until(page, () => ['page-picture', 'cut-picture'].every((id) => document.getElementById(id).complete && !document.getElementById(id).classList.contains('stale')));
  await page.screenshot({path: pictures + name + '.png'});
}

async function axeFinds(page, where) {
  await page.evaluate(axe);
  for (const {id, nodes} of (await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}))).violations)
    wrong.push('axe, ' + where + ': ' + id + ' at ' + nodes[0].target.join(' '));
}

async function accessible(browser, address) {
  for (const [colorScheme, locale] of [['light', 'en-GB'], ['dark', 'zh-CN']]) {
    const page = await open(browser, address, {colorScheme, locale, bypassCSP: true});
    await axeFinds(page, colorScheme + ' ' + locale);
    if (locale === 'zh-CN' && await page.evaluate(() => document.documentElement.lang !== 'zh' || document.querySelector('h1').textContent !== '校对')) wrong.push('no Chinese page');
    await picture(page, 'review-' + colorScheme);
    await page.context().close();
  }
}

async function refusals(address) {
  const {origin, pathname} = new URL(address);
  const ask = async (path, options) => (await fetch(origin + path, options)).status;
  if (await ask('/') !== 404 || await ask('/0123/api/documents') !== 404) wrong.push('answers without its token');
  if (await ask(pathname + 'api/correct', {method: 'POST', body: '{}', headers: {'Content-Type': 'text/plain'}}) !== 415) wrong.push('takes a form from elsewhere');
  for (const part of ['', 'app.js', 'api/start']) {  // compressed for the way within one machine, a page opens later
    const {headers} = await fetch(address + part, {headers: {'Accept-Encoding': 'br, gzip'}});
    if (headers.get('content-encoding') || !Number(headers.get('content-length'))) wrong.push('compressed or without its length: ' + part);
  }
  const policy = (await fetch(address)).headers.get('content-security-policy') || '';
  if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) wrong.push('policy: ' + policy);
}

// One key a cell; the first is said to be wrong.
async function audit(browser, out) {
  const cells = 7, {server, address} = await serve('audit', out, '--cells', String(cells), '--seed', '3');
  const page = await open(browser, address, {bypassCSP: true}, (p) => until(p, () => document.querySelector('#grid .here') !== null));
  if (await page.$('#grid .verified, #grid .contradicted')) wrong.push('the audit tells verdicts');
  const told = () => page.$$eval('#doubts li, #readings li', (items) => items.length);
  for (let i = 0; i < cells; ++i) {
    if (await told() > 0) wrong.push('the audit tells what speaks against a cell');
    await page.keyboard.press(i === 0 ? 'n' : 'y');
    await until(page, (left) => document.getElementById('progress').textContent.includes(left + ' left'), cells - 1 - i);
  }
  const {rates, cells: said} = JSON.parse(readFileSync(join(out, 'audit.json'), 'utf8'));
  const sum = (what) => rates.reduce((all, rate) => all + rate[what], 0);
  if (sum('looked_at') !== cells || sum('wrong') !== 1 || said.filter((cell) => !cell.right).length !== 1) wrong.push('audit: ' + JSON.stringify(rates));
  if (!rates.every(({rate, low, high}) => low <= rate && rate <= high)) wrong.push('audit: intervals ' + JSON.stringify(rates));
  if (!(await page.textContent('#rates')).includes('1 / ')) wrong.push('the audit page shows no rates');
  await axeFinds(page, 'audit');
  await picture(page, 'audit');
  await page.context().close();
  await stop(server);
}

// A second reviewer of the same folder sees who holds it and cannot write; nor can another command, which names the holder, too.
async function secondLooksOnly(browser, out) {
  const second = await serve('review', out);
  const page = await open(browser, second.address);
  if (!(await page.textContent('#holder')).includes('Ann')) wrong.push('the second reviewer is not told who holds the folder');
  const [document, table, row, col] = (await cellShown(page)).split(' ');
  const refused = await fetch(second.address + 'api/correct', {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({document, table, row, col, kind: 'printed_so', is: ''})});
  if (refused.status !== 409 || !(await refused.text()).includes('Ann')) wrong.push('the second reviewer may write: ' + refused.status);
  const usable = await page.evaluate(() => [...document.querySelectorAll('#tools button, #tools select, #tools input')].filter((control) => !control.matches(':disabled')).map((control) => control.id));
  if (usable.length) wrong.push('the second reviewer is offered ' + usable.join(' '));
  await page.context().close();
  await stop(second.server);
  const applied = spawnSync(binary, ['corrections', 'apply', out], {encoding: 'utf8'});
  if (applied.status === 0 || !applied.stderr.includes('Ann')) wrong.push('applied while the folder is held: ' + applied.stderr);
}

const progress = (page) => page.textContent('#progress');
const cellShown = (page) => page.evaluate(() => document.getElementById('work').dataset.cell);

// What a person does who sees the page: takes an offered reading, else types. Key presses of each correction.
async function correctAll(page, errors) {
  const left = new Map(errors.map((e) => [named(e), e]));
  const presses = [];
  let undone = false;
  for (let passed = 0; left.size && passed < 20 * errors.length + 200;) {
    await shown(page);  // as a person does
    const here = await cellShown(page), error = left.get(here), was = await progress(page);
    let keys = 0;
    const press = async (key) => { ++keys; await page.keyboard.press(key); };
    if (!error) {
      ++passed;
      await press('ArrowDown');
      continue;
    }
    const offered = await page.$$eval('#readings button', (buttons) => buttons.map((b) => b.textContent));
    const nth = offered.indexOf(error.is);
    if (nth >= 0) await press('Alt+' + (nth + 1));
    else for (const c of error.is) await press(c);  // the old text is selected: the first key takes its place
    await press('Enter');
    await until(page, (text) => document.getElementById('progress').textContent !== text, was);
    presses.push(keys);
    left.delete(here);
    if (!undone) {  // once taken back, and said again
      undone = true;
      await shown(page);
      const kept = await progress(page);
      await page.keyboard.press('Control+z');
      await until(page, (text) => document.getElementById('progress').textContent !== text, kept);
      left.set(here, error);
      presses.pop();
    }
  }
  if (left.size) throw new Error('not found in the queue: ' + [...left.keys()].join(', '));
  return presses.sort((a, b) => a - b);
}

const named = (e) => [e.document, e.table, e.row, e.col].join(' ');

// Verdicts of the table follow what stands in the field, before it is said. Many errors in one table can hide its relations, so that
// none is contradicted: then there is nothing to see, and the result tells so.
async function liveVerdicts(page, errors, before) {
  const wanted = new Map(errors.map((e) => [named(e), e]).filter(([key]) => before.get(key)?.endsWith('(contradicted)')));
  if (!wanted.size) return 0;
  for (let turn = 0; turn < 20 * errors.length + 200; ++turn) {
    const error = wanted.get(await cellShown(page));
    if (error) {
      const verdict = () => page.textContent('#verdict');
      if (await verdict() !== 'contradicted') wrong.push('a contradicted cell is shown as ' + await verdict());
      await page.fill('#value', error.is);
      // Another error in its row and column may keep it contradicted; then the next is tried.
      const changed = await until(page, () => document.getElementById('verdict').textContent !== 'contradicted', null, 200).then(() => true, () => false);
      await page.fill('#value', error.text);
      await until(page, () => document.getElementById('verdict').textContent === 'contradicted');
      if (changed) return wanted.size;
      wanted.delete(named(error));
    }
    if (!wanted.size) break;
    await page.keyboard.press('ArrowDown');
    await shown(page);
  }
  wrong.push('no cell showed its verdict changing');
  return 0;
}

async function tableNow(page, cell) {
  return page.evaluate(async ([document, table, row, col]) =>
    (await fetch('api/table?' + new URLSearchParams({document, table, row, col}))).json(), (cell || await cellShown(page)).split(' '));
}
const at = (table, row, col) => table.cells.find((c) => c.row === row && c.col === col);

// A control is reached and used without a mouse; the answer is awaited.
async function use(page, id, ...keys) {
  await shown(page);
  const was = await progress(page);
  await page.focus(id);
  for (const key of keys) await page.keyboard.press(key);
  await until(page, (text) => document.getElementById('progress').textContent !== text, was);
  await shown(page);
}

// Every change of a table's structure, by keyboard, and each taken back: the table must be again what it was.
async function structure(page) {
  let before, cell, row, col;
  for (let turn = 0; turn < 200; ++turn) {  // a cell with neighbours on its right and below, in a row that no other cell reaches into
    await shown(page);
    before = await tableNow(page);
    cell = await cellShown(page);
    [row, col] = cell.split(' ').slice(2).map(Number);
    const whole = !before.cells.some((c) => c.row < row && c.row + c.rowSpan > row) && at(before, row, col)?.rowSpan === 1;
    const right = at(before, row, col + 1), below = at(before, row + 1, col), alone = (c) => c?.box && c.rowSpan === 1 && c.colSpan === 1 && c.page === at(before, row, col).page;
    if (row > 0 && whole && right?.text && alone(right) && alone(below) && await page.isEnabled('#edge')) break;
    await page.keyboard.press('ArrowDown');
  }
  const said = async (what, holds) => { if (!holds(await tableNow(page))) wrong.push(what + ' did nothing at ' + await cellShown(page)); };
  const back = async (what, times = 1) => {
    for (let i = 0; i < times; ++i) await use(page, '#undo', 'Enter');
    const now = await tableNow(page, cell);
    if (JSON.stringify(now) !== JSON.stringify(before)) wrong.push('undo of ' + what + ' did not bring the table back');
  };
  await use(page, '#merge-right', 'Enter');
  await said('merge', (table) => at(table, row, col)?.colSpan === 2);
  await use(page, '#split', 'Enter');
  await said('split', (table) => at(table, row, col)?.colSpan === 1 && at(table, row, col + 1));
  await back('merge and split', 2);
  await use(page, '#merge-below', 'Enter');
  await said('merge below', (table) => at(table, row, col)?.rowSpan === 2 && at(table, row, col).text.includes(at(before, row, col).text));
  await use(page, '#split', 'Enter');
  await said('split below', (table) => at(table, row, col)?.rowSpan === 1 && at(table, row + 1, col));
  await back('merge below and split', 2);
  await use(page, '#role', 'ArrowDown');
  await said('role', (table) => at(table, row, col).role === 'row_header');
  await back('role');
  await use(page, '#edge', 'End');
  await said('edge', (table) => at(table, row, col).text !== at(before, row, col).text);
  await back('edge');
  await use(page, '#printed-so', 'Enter');
  await back('printed so');
  await use(page, '#divide', 'Enter');
  await said('divide', (table) => table.rows === before.rows - row);
  await use(page, '#join', 'Enter');
  await said('join', (table) => table.rows === before.rows);
  await back('divide and join', 2);
}

// Another of the grids that were weighed for a table, taken back and taken again; it survives another run.
async function anotherGrid(browser) {
  const folder = mkdtempSync(join(tmpdir(), 'tabularium-grid-')), file = join(folder, 'two-grids.pdf'), out = join(folder, 'out');
  const drawing = await browser.newPage(), row = (...cells) => '<tr>' + cells.map((cell) => '<td>' + cell).join('');
  await drawing.setContent('<style>table{border-collapse:collapse}td{border:1px solid;padding:2px 30px;text-align:right}</style><table>' +
    '<tr><td rowspan=2>Harbour<td colspan=2>Summer<td colspan=2>Winter' + row('Landed', 'Sold', 'Landed', 'Sold') +
    row('North', 120, 7, 33, 8) + row('South', 245, 12, 44, 9) + row('Sum', 365, 19, 77, 17) + '</table>');
  await drawing.pdf({path: file, format: 'A4'});
  await drawing.close();
  const convert = (...more) => run(binary, 'convert', file, '-o', out, '--formats', 'json', '--quiet', ...more);
  const chosen = (page) => page.$eval('#grids', (grids) => grids.value);
  const looked = async (work) => {
    const {server, address} = await serve('review', out);
    const page = await open(browser, address);
    await work(page);
    await page.context().close();
    await stop(server);
  };
  convert();
  let first, second;
  await looked(async (page) => {
    first = await chosen(page);
    await use(page, '#grids', 'ArrowDown');
    second = await chosen(page);
    if (second === first) wrong.push('the grid is still ' + first);
    await use(page, '#undo', 'Enter');
    if (await chosen(page) !== first) wrong.push('undo did not bring the grid back: ' + await chosen(page));
    await use(page, '#grids', 'ArrowDown');
  });
  convert('--force');
  await looked(async (page) => await chosen(page) === second || wrong.push('after another run the grid is ' + await chosen(page) + ', not ' + second));
  rmSync(folder, {recursive: true, force: true});
}

// Another tree over the labels of a boxhead whose lines were lost; it survives another run, and its paths are those that were chosen.
async function headerTree(browser, file) {
  const folder = mkdtempSync(join(tmpdir(), 'tabularium-tree-'));
  run(binary, 'convert', file, '-o', folder, '--formats', 'json', '--quiet');
  const {server, address} = await serve('review', folder);
  const page = await open(browser, address);
  for (let i = 0; await page.isHidden('#trees-label') && i < 40; ++i) {
    await page.focus('#tables');
    await page.keyboard.press('ArrowDown');
    await shown(page);
  }
  const marked = await page.$$eval('#lines li.here mark', (marks) => marks.map((mark) => mark.textContent).join());
  if (marked === '' || marked !== await page.inputValue('#value')) wrong.push('the line of a text file is not shown: ' + marked);
  const second = await page.$eval('#trees', (trees) => trees.options[1].textContent);
  const was = await page.$eval('#trees', (trees) => trees.selectedOptions[0].textContent);
  await use(page, '#trees', 'ArrowDown');
  const chosen = () => page.$eval('#trees', (trees) => trees.selectedOptions[0].textContent);
  if (await chosen() !== second || second === was) wrong.push('the header tree is ' + await chosen() + ', not ' + second);
  await page.context().close();
  await stop(server);
  run(binary, 'convert', file, '-o', folder, '--formats', 'json', '--force', '--quiet');
  const [name] = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')).documents.map((d) => d.output);
  const readings = JSON.parse(readFileSync(join(folder, name, 'document.json'), 'utf8')).tables.flatMap((t) => t.header_readings || []);
  if (!readings.some((r) => r.chosen !== null && r.readings[r.chosen].text === second)) wrong.push('the chosen header tree is gone after another run');
  rmSync(folder, {recursive: true, force: true});
}

const out = mkdtempSync(join(tmpdir(), 'tabularium-review-'));
let browser;
try {
  run(binary, 'convert', ...inputs, '-o', out, '--formats', 'json', '--quiet');
  const documents = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).documents.map((d) => d.output);
  const right = cellsOf(out, documents);
  const errors = JSON.parse(run(seeder, out, count, '7', ...(Number(count) <= 10 ? ['once-a-line'] : [])));
  run(binary, 'convert', ...inputs, '-o', out, '--formats', 'json', '--from', 'validate', '--quiet');
  const damaged = cellsOf(out, documents);
  const {server, address} = await serve('review', out);
  browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
  await refusals(address);
  const opened = Date.now();
  const page = await open(browser, address);
  const openSeconds = (Date.now() - opened) / 1000;
  await picture(page, 'review');
  const contradicted = await liveVerdicts(page, errors, damaged);
  await structure(page);
  await secondLooksOnly(browser, out);
  const begun = Date.now();
  const presses = await correctAll(page, errors);
  const seconds = (Date.now() - begun) / 1000;
  await page.waitForTimeout(200);
  await accessible(browser, address);
  await stop(server);
  await audit(browser, out);
  await anotherGrid(browser);
  if (trees) await headerTree(browser, trees);
  await browser.close();
  run(binary, 'corrections', 'apply', out);
  compare(right, cellsOf(out, documents), 'applied');
  if (rerun) {
    run(binary, 'convert', ...inputs, '-o', out, '--formats', 'json', '--force', '--quiet');
    compare(right, cellsOf(out, documents), 'converted again');
    const listed = run(binary, 'corrections', 'list', out).trim().split('\n');
    if (listed.length !== errors.length || listed.some((line) => line.includes('CONFLICT'))) wrong.push('corrections: ' + listed.join('\n'));
  }
  console.log(JSON.stringify({corrections: presses.length, contradictedBefore: contradicted, medianPresses: presses[presses.length >> 1], mostPresses: presses[presses.length - 1],
    openSeconds, seconds, wrongAtTheEnd: wrong.length}));
} catch (error) {
  wrong.push(String(error.stack || error));
}
for (const server of servers) server.kill('SIGINT');
await browser?.close();
rmSync(out, {recursive: true, force: true});
for (const line of wrong) console.error(line);
process.exit(wrong.length ? 1 : 0);
