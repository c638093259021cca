// The review page in a real Chromium, all by keyboard: review.mjs BINARY SEEDER COUNT INPUT… [--no-rerun]
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
const [binary, seeder, count, ...inputs] = process.argv.slice(2).filter((argument) => argument !== '--no-rerun');
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
async function until(page, condition, argument) {
  for (let turn = 0; turn < 4000; ++turn) {
    if (await page.evaluate(condition, argument)) return;
    await page.waitForTimeout(15);
  }
  throw new Error('waited in vain for ' + condition + ' ' + argument + '; the page says: ' + await page.textContent('#progress'));
}
const shown = (page) => until(page, () => document.querySelector('#grid .here') !== null && !document.getElementById('value').readOnly);

async function open(browser, address, options = {}) {
  const context = await browser.newContext({viewport: {width: 1440, height: 900}, locale: 'en-GB', ...options});
  const page = await context.newPage();
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
  page.on('request', (request) => request.url().startsWith(new URL(address).origin) || wrong.push('asks elsewhere: ' + request.url()));
  await page.goto(address);
  await shown(page);
  return page;
}

async function picture(page, name) {
  if (!pictures) return;
  await until(page, () => ['page-picture', 'cut-picture'].every((id) => document.getElementById(id).complete));
  await page.screenshot({path: pictures + name + '.png'});
}

async function accessible(browser, address) {
  for (const [colorScheme, locale] of [['light', 'en-GB'], ['dark', 'zh-CN']]) {
    const page = await open(browser, address, {colorScheme, locale, bypassCSP: true});
    await page.evaluate(axe);
    for (const {id, nodes} of (await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}))).violations)
      wrong.push('axe, ' + colorScheme + ' ' + locale + ': ' + id + ' at ' + nodes[0].target.join(' '));
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
  const policy = (await fetch(address)).headers.get('content-security-policy') || '';
  if (!policy.includes("default-src 'none'") || policy.includes('unsafe')) wrong.push('policy: ' + policy);
}

// A second reviewer of the same folder sees who holds it and cannot write.
async function secondLooksOnly(browser, out) {
  const second = await serve('review', out);
  const page = await open(browser, second.address);
  if (!(await page.textContent('#holder')).includes('Ann')) wrong.push('the second reviewer is not told who holds the folder');
  await page.context().close();
  await stop(second.server);
}

const progress = (page) => page.textContent('#progress');
const cellShown = (page) => page.evaluate(() => document.getElementById('work').dataset.cell);

// What a person does who sees the page: takes an offered reading, else types. Key presses of each correction.
async function correctAll(page, errors) {
  const left = new Map(errors.map((e) => [[e.document, e.table, e.row, e.col].join(' '), e]));
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

// Verdicts of the table follow what stands in the field, before it is said.
async function liveVerdicts(page, errors) {
  for (let turn = 0; turn < 50; ++turn) {
    const here = await cellShown(page), error = errors.find((e) => [e.document, e.table, e.row, e.col].join(' ') === here);
    if (!error || await page.textContent('#verdict') !== 'contradicted') {
      await page.keyboard.press('ArrowDown');
      await shown(page);
      continue;
    }
    await page.fill('#value', error.is);
    await until(page, () => document.getElementById('verdict').textContent !== 'contradicted');
    await page.fill('#value', error.text);
    await until(page, () => document.getElementById('verdict').textContent === 'contradicted');
    return;
  }
  wrong.push('no cell showed its verdict changing');
}

// A table divided by keyboard, and put together again by undo.
async function shapes(page) {
  const rowsOf = (cell) => page.evaluate(async ([document, table, row, col]) =>
    (await (await fetch('api/table?' + new URLSearchParams({document, table, row, col}))).json()).rows, cell.split(' '));
  const act = async (id) => {
    const was = await progress(page);
    await shown(page);
    await page.focus(id);
    await page.keyboard.press('Enter');
    await until(page, (text) => document.getElementById('progress').textContent !== text, was);
  };
  if (await page.isDisabled('#divide')) return wrong.push('no row to divide at');
  const at = await cellShown(page), before = await rowsOf(at), row = Number(at.split(' ')[2]);
  await act('#divide');
  const below = at.split(' ').with(1, 't' + (Number(at.split(' ')[1].slice(1)) + 1)).with(2, '0').join(' ');
  if (await rowsOf(below) !== before - row) wrong.push('the table was not divided: ' + at);
  await act('#undo');
  await shown(page);
  if (await rowsOf(at) !== before) wrong.push('undo did not put the table together: ' + at);
}

const out = mkdtempSync(join(tmpdir(), 'tabularium-review-'));
let browser;
try {
  run(binary, 'convert', ...inputs, '-o', out, '--formats', 'json', '--quiet');
  const documents = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).documents.map((d) => d.output);
  const right = cellsOf(out, documents);
  const errors = JSON.parse(run(seeder, out, count, '7', ...(Number(count) <= 10 ? ['once-a-line'] : [])));
  run(binary, 'convert', ...inputs, '-o', out, '--formats', 'json', '--from', 'validate', '--quiet');
  const {server, address} = await serve('review', out);
  browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
  await refusals(address);
  const opened = Date.now();
  const page = await open(browser, address);
  const openSeconds = (Date.now() - opened) / 1000;
  await picture(page, 'review');
  await liveVerdicts(page, errors);
  await shapes(page);
  await secondLooksOnly(browser, out);
  const begun = Date.now();
  const presses = await correctAll(page, errors);
  const seconds = (Date.now() - begun) / 1000;
  await page.waitForTimeout(200);
  await accessible(browser, address);
  await browser.close();
  await stop(server);
  run(binary, 'corrections', 'apply', out);
  compare(right, cellsOf(out, documents), 'applied');
  if (rerun) {
    run(binary, 'convert', ...inputs, '-o', out, '--formats', 'json', '--force', '--quiet');
    compare(right, cellsOf(out, documents), 'converted again');
    const listed = run(binary, 'corrections', 'list', out).trim().split('\n');
    if (listed.length !== errors.length || listed.some((line) => line.includes('CONFLICT'))) wrong.push('corrections: ' + listed.join('\n'));
  }
  console.log(JSON.stringify({corrections: presses.length, medianPresses: presses[presses.length >> 1], mostPresses: presses[presses.length - 1],
    openSeconds, seconds, wrongAtTheEnd: wrong.length}));
} catch (error) {
  wrong.push(String(error.stack || error));
}
for (const server of servers) server.kill('SIGINT');
await browser?.close();
rmSync(out, {recursive: true, force: true});
for (const line of wrong) console.error(line);
process.exit(wrong.length ? 1 : 0);
