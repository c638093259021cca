// The review page in a real Chromium, all by keyboard: review.mjs BINARY OUT CORRECTIONS.json [SCREENSHOT]
//
// CORRECTIONS.json is a list of {text, is}: what stands in a doubtful cell, and what is to be typed. Prints one JSON line:
// key presses a correction, seconds, the verdicts before and after. Needs playwright-core (NODE_PATH) and a Chromium
// (CHROMIUM, default /usr/bin/chromium).
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const {chromium} = createRequire(import.meta.url)('playwright-core');
const [binary, out, list, picture] = process.argv.slice(2);
const wanted = new Map(JSON.parse(readFileSync(list, 'utf8')).map((c) => [c.text, c.is]));

const server = spawn(binary, ['review', out, '--who', 'Ann'], {stdio: ['ignore', 'pipe', 'inherit']});
const address = await new Promise((found) => server.stdout.once('data', (line) => found(String(line).trim())));
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
const fail = async (why) => {
  console.error(why);
  await browser.close();
  server.kill('SIGINT');
  process.exit(1);
};

try {
  const page = await browser.newPage({viewport: {width: 1440, height: 900}, locale: 'en-GB'});
  const troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  page.on('request', (request) => request.url().startsWith(address) || troubles.push('asks elsewhere: ' + request.url()));
  // Playwright's own waiting evaluates text in the page, which the page's policy forbids.
  const until = async (condition, argument) => {
    for (let turn = 0; turn < 600; ++turn) {
      if (await page.evaluate(condition, argument)) return;
      await page.waitForTimeout(25);
    }
    throw new Error('waited in vain for ' + condition);
  };
  const opened = Date.now();
  await page.goto(address);
  await until(() => document.querySelector('#grid .here') !== null);
  const openSeconds = (Date.now() - opened) / 1000;
  if (picture) {
    await until(() => document.getElementById('page-picture').complete && document.getElementById('cut-picture').complete);
    await page.screenshot({path: picture});
  }
  const verdicts = () => page.$$eval('#grid td', (cells) => cells.filter((c) => c.classList.contains('contradicted')).length);
  const before = await verdicts();
  const begun = Date.now();
  const presses = [];
  let passed = 0;
  while (wanted.size && passed < 2000) {
    const value = await page.inputValue('#value');
    let keys = 0;
    const press = async (key) => { ++keys; await page.keyboard.press(key); };
    const settled = () => page.evaluate(() => document.getElementById('progress').textContent);
    const was = await settled();
    const is = wanted.get(value);
    if (is === undefined) {
      await press('ArrowDown');
      await page.waitForTimeout(30);
      ++passed;
      continue;
    }
    wanted.delete(value);
    const offered = await page.$$eval('#readings button', (buttons) => buttons.map((b) => b.textContent));
    const nth = offered.indexOf(is);
    if (nth >= 0) await press('Alt+' + (nth + 1));
    else for (const c of is) await press(c);  // the old text is selected: the first key takes its place
    await press('Enter');
    presses.push(keys);
    await until((text) => document.getElementById('progress').textContent !== text, was);
  }
  if (wanted.size) await fail('not found in the queue: ' + [...wanted.keys()].join(', '));
  await page.waitForTimeout(300);
  presses.sort((a, b) => a - b);
  console.log(JSON.stringify({corrections: presses.length, medianPresses: presses[presses.length >> 1], most: presses[presses.length - 1],
    openSeconds, seconds: (Date.now() - begun) / 1000, contradictedBefore: before, contradictedAfter: await verdicts()}));
  if (troubles.length) await fail(troubles.join('\n'));
} catch (error) {
  await fail(String(error));
}
await browser.close();
server.kill('SIGINT');
