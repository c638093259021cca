// A long document in the review page: long.mjs BINARY FILE…. Prints one JSON line: pages, seconds until the first doubt can be answered
// (the first opening after the server started, then five more), milliseconds to the next cells, and the gaps between frames while the table, the queue and the page are scrolled for two seconds each.
import {spawn, spawnSync} from 'node:child_process';
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
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
const page = await (await browser.newContext({viewport: {width: 1440, height: 900}})).newPage();
const ready = () => document.querySelector('#grid .here') !== null && !document.getElementById('value').readOnly;
async function until(condition) {
  while (!await page.evaluate(condition)) await page.waitForTimeout(5);
}

await page.goto('about:blank');
const opened = [];
for (let i = 0; i < 6; ++i) {
  await page.goto(address, {waitUntil: 'commit'});
  await until(ready);
  opened.push(await page.evaluate(() => performance.now() / 1000));
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
const result = {pages, firstOpenSeconds, openSeconds: opened.sort((a, b) => a - b), nextMs: told(steps.sort((a, b) => a - b))};
for (const part of ['grid', 'queue', 'page']) result['frameMs_' + part] = told(await frames(part));
console.log(JSON.stringify(result));
await browser.close();
server.kill('SIGINT');
rmSync(out, {recursive: true, force: true});
