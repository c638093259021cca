// A page of ours in a real Chromium: page.mjs FILE.html [SCREENSHOT]
//
// Runs axe-core on it in both colour schemes, tries the keys, the filters and the mark on the page's picture, and prints
// what is wrong; exit code 1 then. Needs playwright-core and axe-core (NODE_PATH) and a Chromium (CHROMIUM).
import {createRequire} from 'node:module';
import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const require = createRequire(import.meta.url);
const {chromium} = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [file, picture] = process.argv.slice(2);
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox']});
const wrong = [];
try {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({viewport: {width: 1440, height: 900}, colorScheme, bypassCSP: true});
    const page = await context.newPage();
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('request', (request) => /^(file|data):/.test(request.url()) || wrong.push('asks elsewhere: ' + request.url()));
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
    for (const violation of found.violations)
      wrong.push(colorScheme + ': ' + violation.id + ' (' + violation.impact + ') at ' + violation.nodes[0].target.join(' ') + ', ' + violation.nodes.length + ' times');
    if (colorScheme === 'light') {
      const cell = page.locator('td[data-at]').first();
      if (await cell.count()) {
        await cell.hover();
        if ((await page.locator('#place').textContent()) === '') wrong.push('hovering tells no place');
        if (await page.locator('aside.pages').count() && !(await page.locator('.mark').count())) wrong.push('hovering marks nothing on the page');
        await page.locator('.scroll').first().focus();
        await page.keyboard.press('ArrowDown');
        const first = await page.evaluate(() => document.activeElement.id);
        await page.keyboard.press('ArrowRight');
        if (first === await page.evaluate(() => document.activeElement.id)) wrong.push('arrow keys do not move');
      }
      const doubts = await page.locator('td.contradicted, td.doubtful').count();
      if (doubts) {
        await page.keyboard.press('n');
        const at = await page.evaluate(() => document.activeElement.className);
        if (!/contradicted|doubtful/.test(at)) wrong.push('n does not lead to a doubt');
        await page.check('#show-doubts');
        const dimmed = await page.$$eval('td.verified', (cells) => cells.length === 0 || getComputedStyle(cells[0]).opacity < 0.5);
        if (!dimmed) wrong.push('the filter dims nothing');
        await page.check('#show-everything');
      }
    }
    if (picture) await page.screenshot({path: picture.replace(/(\.png)?$/, '-' + colorScheme + '.png')});
    await context.close();
  }
} catch (error) {
  wrong.push(String(error));
}
await browser.close();
for (const line of wrong) console.error(line);
process.exit(wrong.length ? 1 : 0);
