// The pages of a result in a real Chromium: results.mjs BINARY INPUT…
//
// Converts the inputs; then each index.html goes through an HTML validator (html-validate, the rules of the standard alone),
// through axe-core in both colour schemes, and its keys, filters and the mark on the page's picture are tried. Prints what is
// wrong; exit code 1 then. Needs playwright-core, axe-core, html-validate (NODE_PATH) and a Chromium
// (CHROMIUM). TABULARIUM_PICTURES=PREFIX keeps screenshots, and each page as it prints.
import {spawnSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const require = createRequire(import.meta.url);
const {chromium} = require('playwright-core');
const {HtmlValidate} = require('html-validate');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [binary, ...inputs] = process.argv.slice(2);
const pictures = process.env.TABULARIUM_PICTURES;
const wrong = [];

async function validate(file) {
  const report = await new HtmlValidate({extends: ['html-validate:standard']}).validateFile(file);
  for (const message of report.results.flatMap((result) => result.messages))
    wrong.push(file + ':' + message.line + ': ' + message.ruleId + ': ' + message.message);
}

async function accessible(page, file, colorScheme) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
  for (const {id, impact, nodes} of found.violations)
    wrong.push(file + ': ' + colorScheme + ': ' + id + ' (' + impact + ') at ' + nodes[0].target.join(' ') + ', ' + nodes.length + ' times');
}

// On paper the frame of a page's picture is as wide as the picture.
async function printed(page, tell) {
  await page.emulateMedia({media: 'print'});
  const frames = await page.locator('.sheet:visible').evaluateAll((sheets) => sheets.map((sheet) => sheet.clientWidth - sheet.querySelector('img').clientWidth));
  if (frames.some((room) => Math.abs(room) > 1)) tell('printed, a frame is wider than its picture by ' + Math.max(...frames) + ' px');
  await page.emulateMedia({media: null});
}

async function tryCells(page, tell) {
  const cell = page.locator('td[data-at]').first();
  if (!await cell.count()) return;
  await cell.hover();
  if ((await page.locator('#place').textContent()) === '') tell('hovering tells no place');
  const marked = await page.locator('.mark').evaluateAll((marks) => marks.map((mark) => mark.getBoundingClientRect()).map((b) => b.width * b.height));
  if (await page.locator('aside.pages').count() && !marked.some((area) => area > 0)) tell('hovering marks nothing on the page');
  await page.locator('.scroll').first().focus();
  await page.keyboard.press('ArrowDown');
  const first = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press('ArrowRight');
  if (first === await page.evaluate(() => document.activeElement.id)) tell('arrow keys do not move');
}

async function tryDoubts(page, tell) {
  if (!await page.locator('figure td.contradicted, figure td.doubtful').count()) return;
  await page.keyboard.press('n');
  if (!/contradicted|doubtful/.test(await page.evaluate(() => document.activeElement.className))) tell('n does not lead to a doubt');
  await page.check('#show-doubts');
  if (!await page.$$eval('td.verified', (cells) => cells.length === 0 || getComputedStyle(cells[0]).opacity < 0.5)) tell('the filter dims nothing');
  await page.check('#show-everything');
}

async function look(browser, file, name) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({viewport: {width: 1440, height: 900}, colorScheme, bypassCSP: true});
    const page = await context.newPage();
    page.on('pageerror', (error) => wrong.push(file + ': ' + error));
    page.on('request', (request) => /^(file|data):/.test(request.url()) || wrong.push(file + ' asks elsewhere: ' + request.url()));
    await page.goto(pathToFileURL(file).href);
    await accessible(page, file, colorScheme);
    if (colorScheme === 'light') {
      await tryCells(page, (what) => wrong.push(file + ': ' + what));
      await tryDoubts(page, (what) => wrong.push(file + ': ' + what));
    }
    if (colorScheme === 'light') await printed(page, (what) => wrong.push(file + ': ' + what));
    if (pictures) await page.screenshot({path: pictures + name + '-' + colorScheme + '.png'});
    if (pictures && colorScheme === 'light') await page.pdf({path: pictures + name + '.pdf', format: 'A4'});
    await context.close();
  }
}

const out = mkdtempSync(join(tmpdir(), 'tabularium-browser-'));
let browser;
try {
  const run = spawnSync(binary, ['convert', ...inputs, '-o', out, '--formats', 'json,html', '--quiet'], {stdio: 'inherit'});
  if (run.status > 1) throw new Error('convert ended with ' + run.status);
  const names = ['', ...readdirSync(out)].filter((name) => existsSync(join(out, name, 'index.html')));
  if (names.length < 2) throw new Error('no pages were written');
  browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
  for (const name of names) {
    await validate(join(out, name, 'index.html'));
    await look(browser, join(out, name, 'index.html'), name || 'run');
  }
} catch (error) {
  wrong.push(String(error));
}
await browser?.close();
rmSync(out, {recursive: true, force: true});
for (const line of wrong) console.error(line);
process.exit(wrong.length ? 1 : 0);
