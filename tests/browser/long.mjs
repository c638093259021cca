// A long document in the review page: long.mjs BINARY FILE…. Prints one JSON line: pages, seconds until the first doubt can be answered
// (the first opening after the server started, then five more), what of it was waiting for the server, what a page without anything takes in
// a browser as fresh, milliseconds to the next cells, and the gaps between frames while the table, the queue and the page are scrolled for two seconds each.
import {spawn, spawnSync} from 'node:child_process';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const {chromium} = createRequire(import.meta.url)('playwright-core');
const [binary, ...inputs] = process.argv.slice(2);
const out = mkdtempSync(join(tmpdir(), 'tabularium-long-'));
spawnSync(binary, ['convert', ...inputs, '-o', out, '--formats', 'json', '--quiet'], {stdio: 'inherit'});
const pages = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')).documents.reduce((sum, d) => sum + d.pages, 0);
const server = spawn(binary, ['review', out, '--who', 'Ann', '--quiet'], {stdio: ['ignore', 'pipe', 'inherit']});
const address = await new Promise((found) => server.stdout.once('data', (line) => found(String(line).trim())));
const launch = () => chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
const blank = async (started) => {
  const shown = await (await started.newContext({viewport: {width: 1440, height: 900}})).newPage();
  await shown.goto('about:blank');
  return shown;
};

// The browser's own share.
const nothing = createServer((request, response) => response.end('<!DOCTYPE html><title>Nothing</title><input id="value">')).listen(0, '127.0.0.1');
const other = await launch(), empty = await blank(other);
await empty.goto('http://127.0.0.1:' + nothing.address().port, {waitUntil: 'commit'});
while (!await empty.evaluate(() => performance.getEntriesByType('paint').length > 0)) await empty.waitForTimeout(5);
const emptyPageSeconds = await empty.evaluate(() => performance.getEntriesByType('paint')[0].startTime / 1000);
await other.close();
nothing.close();

const browser = await launch(), page = await blank(browser);
const ready = () => document.querySelector('#grid .here') !== null && !document.getElementById('value').readOnly;
async function until(condition) {
  while (!await page.evaluate(condition)) await page.waitForTimeout(5);
}

const opened = [], waited = [];
for (let i = 0; i < 6; ++i) {
  await page.goto(address, {waitUntil: 'commit'});
  await until(ready);
  opened.push(await page.evaluate(() => performance.now() / 1000));
  waited.push(await page.evaluate(() => {
    const {requestStart, responseEnd} = performance.getEntriesByType('resource').find((r) => r.name.endsWith('/api/start'));
    return (responseEnd - requestStart) / 1000;
  }));
}
const firstOpenSeconds = opened.shift();
const steps = [];
for (let i = 0; i < 20; ++i) {
  const since = Date.now();
  await page.keyboard.press('ArrowDown');
  await until(ready);
  steps.push(Date.now() - since);
}
// Gaps between frames, as the page itself sees them, while one of its parts is scrolled a little with every frame.
const frames = (id) => page.evaluate((part) => new Promise((done) => {
  const gaps = [], scrolled = document.getElementById(part), begun = performance.now();
  let last = begun, down = 12;
  const turn = (now) => {
    gaps.push(now - last);
    last = now;
    const before = scrolled.scrollTop;
    scrolled.scrollTop += down;
    if (scrolled.scrollTop === before) down = -down;
    if (now - begun < 2000) requestAnimationFrame(turn);
    else done(gaps.slice(2).sort((a, b) => a - b));
  };
  requestAnimationFrame(turn);
}), id);
const told = (sorted) => ({median: Math.round(sorted[sorted.length >> 1]), p95: Math.round(sorted[Math.floor(sorted.length * 0.95)]), longest: Math.round(sorted[sorted.length - 1])});
const result = {pages, emptyPageSeconds, firstOpenSeconds, firstWaitSeconds: waited.shift(), waitSeconds: waited.sort((a, b) => a - b), openSeconds: opened.sort((a, b) => a - b), nextMs: told(steps.sort((a, b) => a - b))};
for (const part of ['grid', 'queue', 'page']) result['frameMs_' + part] = told(await frames(part));
console.log(JSON.stringify(result));
await browser.close();
server.kill('SIGINT');
rmSync(out, {recursive: true, force: true});
