#include "stages/export/html_style.h"

namespace tabularium {

const std::string_view html_style = R"css(
:root{color-scheme:light dark;--page:#fbfbf9;--paper:#fff;--ink:#1c232b;--quiet:#5c6773;--line:#d5dbe2;--strong:#9aa6b3;
--head:#eaeff5;--stub:#f5f7fa;--section:#dbe4ee;--link:#0b5cad;
--good:#dff2e3;--good-ink:#14532d;--bad:#fbd5d1;--bad-ink:#8c1d13;--doubt:#fdeeca;--doubt-ink:#7a4a00;--plain:#e9edf1}
@media (prefers-color-scheme:dark){:root{--page:#14181d;--paper:#1b2026;--ink:#e4e8ec;--quiet:#9ba7b3;--line:#343c46;
--strong:#5a6673;--head:#27303a;--stub:#20262e;--section:#2f3b48;--link:#7db8f5;
--good:#173822;--good-ink:#a8e6bb;--bad:#54201b;--bad-ink:#ffb9b1;--doubt:#46350f;--doubt-ink:#f5d38a;--plain:#2b323b}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
a{color:var(--link)}
header,main,footer{max-width:78rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.2rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .4rem}
h2,h3,h4,h5{line-height:1.3;margin:1.8em 0 .5em}
p{max-width:46rem;margin:.6em 0}
.quiet{color:var(--quiet);font-size:.875rem}
dl.facts{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:.4rem 0 1rem;font-size:.9rem}
dl.facts div{display:flex;gap:.4rem}dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0;overflow-wrap:anywhere}
.chips{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.8rem 0 1.2rem;padding:0;list-style:none}
.chip{border-radius:99px;padding:.1rem .75rem;font-size:.875rem;background:var(--plain);white-space:nowrap}
.chip.verified{background:var(--good);color:var(--good-ink)}
.chip.contradicted{background:var(--bad);color:var(--bad-ink)}
.chip.doubtful{background:var(--doubt);color:var(--doubt-ink)}
label.chip input{margin:0}
label.chip{display:inline-flex;align-items:center;gap:.4rem;cursor:pointer;border:1px solid var(--strong);background:none}
details.panel,nav.panel{background:var(--paper);border:1px solid var(--line);border-radius:.5rem;padding:.6rem 1rem;margin:0 0 1rem}
details.panel summary{cursor:pointer;font-weight:600}
ol.findings,nav.panel ul{margin:.5rem 0;padding-left:1.4rem}
ol.findings li{margin:.45rem 0}
ol.findings .evidence{display:block;color:var(--quiet);font-size:.875rem}
nav.panel ul{columns:20rem;list-style:none;padding:0}
.dot{display:inline-block;width:.65em;height:.65em;border-radius:50%;margin-right:.45em;background:var(--strong)}
.dot.verified{background:#2f9e54}.dot.contradicted{background:#d0392b}
figure.table{margin:1.6rem 0 2.2rem}
figure.table figcaption{font-weight:600;margin-bottom:.3rem}
.unit{float:right;font-weight:400;color:var(--quiet);font-size:.875rem}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;background:var(--paper)}
.scroll:focus-visible,td:focus-visible,th:focus-visible{outline:3px solid var(--link);outline-offset:-3px}
table{border-collapse:collapse;font-size:.9rem;line-height:1.4;min-width:100%;font-variant-numeric:tabular-nums}
td,th{border:1px solid var(--line);padding:.32rem .6rem;vertical-align:middle;text-align:left}
thead th,th.column_header,th.stub_head{background:var(--head);text-align:center;font-weight:600}
th.row_header{background:var(--stub);font-weight:400}
th.section_header{background:var(--section);font-weight:600}
td.note{color:var(--quiet);font-style:italic}
td.number{text-align:right;white-space:nowrap}
[data-at]{cursor:crosshair}
td.verified{background:var(--good)}
td.contradicted,.contradicted.key{background:var(--bad);color:var(--bad-ink);font-weight:600}
td.doubtful{background:var(--doubt);color:var(--doubt-ink)}
td:target,th:target{outline:3px solid var(--link);outline-offset:-3px}
.was{color:var(--quiet);text-decoration:line-through;font-weight:400}
body:has(#show-doubts:checked) td:not(.contradicted):not(.doubtful),body:has(#show-contradicted:checked) td:not(.contradicted),
body:has(#show-unverified:checked) td:not(.unverified){opacity:.25}
fieldset.chips{border:0;margin:0 0 1rem}fieldset.chips legend{float:left;padding:0;margin-right:.3rem;color:var(--quiet);font-size:.875rem}
kbd{border:1px solid var(--strong);border-radius:.25rem;padding:0 .3rem;font-size:.8rem}
.beside{max-width:78rem;margin:0 auto}
.beside.shown{max-width:none;display:grid;grid-template-columns:minmax(0,3fr) minmax(20rem,2fr)}
.beside.shown>main{margin:0;max-width:none}
body:has(.beside.shown)>:is(header,footer){max-width:none}
aside.pages{padding:0 1.5rem 0 0}
aside.pages h2{font-size:1rem;margin:.4rem 0}
aside.pages figure{margin:0 0 1rem}
aside.pages figcaption{color:var(--quiet);font-size:.875rem}
.sheet{position:relative;border:1px solid var(--line);background:#fff}
.sheet img{display:block;width:100%;height:auto}
.sheet .mark{position:absolute;outline:3px solid #d0392b;outline-offset:2px;background:rgba(255,214,0,.28);pointer-events:none}
@media screen and (min-width:70rem){.js aside.pages{position:sticky;top:.5rem;height:calc(100vh - 1rem);overflow:auto}
.js aside.pages figure:not(.now){display:none}}
@media (max-width:70rem){.beside.shown{display:block}aside.pages{padding:0 1.5rem}}
ul.notes{list-style:none;padding:0;margin:.4rem 0;color:var(--quiet);font-size:.875rem}
#place{position:fixed;bottom:0;left:0;right:0;padding:.45rem 1.5rem;background:var(--ink);color:var(--page);font-size:.875rem}
#place:empty{display:none}
footer{padding-top:1rem;padding-bottom:3rem;border-top:1px solid var(--line);margin-top:3rem}
table.run td,table.run th{text-align:left}table.run td.number{text-align:right}
li small{color:var(--quiet);overflow-wrap:anywhere}
@media print{body{background:none;font-size:10pt}.scroll{overflow:visible;border:0}fieldset.chips,#place,nav.panel,details.keys{display:none}
.beside.shown{display:block}aside.pages{break-before:page}aside.pages h2{break-after:avoid}aside.pages figure{break-inside:avoid}
.sheet{width:fit-content}.sheet img{max-height:22cm;max-width:100%;width:auto}.mark{display:none}footer{break-before:avoid;margin-top:0;padding-bottom:0}
tr{break-inside:avoid}thead{display:table-header-group}td.verified,td.contradicted,td.doubtful{print-color-adjust:exact}}
)css";

// Shows where the cell under the mouse or the keyboard's focus stands: its page's picture with a mark, and a line of text.
// Arrow keys walk through a table, n and p from doubt to doubt.
const std::string_view html_script = R"js(
const bar=document.getElementById('place');
const pages=[...document.querySelectorAll('aside.pages figure')];
document.documentElement.classList.add('js');
function turnTo(number){
  const page=pages.find(p=>p.dataset.page===number);
  if(page)for(const p of pages)p.classList.toggle('now',p===page);
  return page;
}
function unmark(){for(const m of document.querySelectorAll('.mark'))m.remove()}
function show(cell){
  bar.textContent=cell.title;
  unmark();
  if(!cell.dataset.at)return;
  const [number,x0,y0,x1,y1]=cell.dataset.at.split(' ');
  const page=turnTo(number);
  if(!page||x1===undefined)return;
  const mark=document.createElement('div'),w=page.dataset.w/100,h=page.dataset.h/100;
  mark.className='mark';
  mark.style.left=x0/w+'%';mark.style.top=y0/h+'%';mark.style.width=(x1-x0)/w+'%';mark.style.height=(y1-y0)/h+'%';
  const sheet=page.querySelector('.sheet');
  sheet.append(mark);
  const panel=page.parentElement;
  if(panel.scrollHeight>panel.clientHeight){
    const at=sheet.offsetTop+mark.offsetTop-panel.offsetTop;
    if(at<panel.scrollTop||at+mark.offsetHeight>panel.scrollTop+panel.clientHeight)panel.scrollTop=at-panel.clientHeight/2;
  }
}
function cellOf(node){return node instanceof Element?node.closest('td,th'):null}
addEventListener('mouseover',e=>{const c=cellOf(e.target);if(c&&c.dataset.at)show(c)});
addEventListener('focusin',e=>{const c=cellOf(e.target);if(c)show(c)});
addEventListener('focusout',()=>{bar.textContent=''});
function go(cell){
  if(!cell)return;
  if(!cell.hasAttribute('tabindex'))cell.tabIndex=-1;
  cell.focus();
  cell.scrollIntoView({block:'nearest',inline:'nearest'});
}
function neighbour(cell,dx,dy){
  const row=cell.parentElement,rows=[...cell.closest('table').rows];
  if(dx)return dx>0?cell.nextElementSibling:cell.previousElementSibling;
  const next=rows[rows.indexOf(row)+dy];
  if(!next)return null;
  const x=cell.getBoundingClientRect().left;
  return [...next.cells].find(c=>c.getBoundingClientRect().right>x+1)||next.cells[next.cells.length-1];
}
const steps={ArrowLeft:[-1,0],ArrowRight:[1,0],ArrowUp:[0,-1],ArrowDown:[0,1]};
addEventListener('keydown',e=>{
  if(e.altKey||e.ctrlKey||e.metaKey||e.target.closest('input'))return;
  const cell=cellOf(e.target),step=steps[e.key];
  if(cell&&step){e.preventDefault();go(neighbour(cell,...step));return}
  if(!cell&&e.key==='ArrowDown'&&e.target.matches('.scroll')){e.preventDefault();go(e.target.querySelector('td,th'));return}
  if(e.key!=='n'&&e.key!=='p')return;
  const doubts=[...document.querySelectorAll('td.contradicted,td.doubtful')];
  if(!doubts.length)return;
  const here=cell?doubts.indexOf(cell):-1,by=e.key==='n'?1:-1;
  let next=here+by;
  if(here<0){
    const from=cell||document.body;
    next=doubts.findIndex(d=>from.compareDocumentPosition(d)&Node.DOCUMENT_POSITION_FOLLOWING);
    if(e.key==='p')next-=1;
  }
  go(doubts[(next+doubts.length)%doubts.length]);
});
if(pages.length){
  pages[0].classList.add('now');
  addEventListener('hashchange',()=>turnTo((location.hash.match(/^#page-(\d+)$/)||[])[1]));
  turnTo((location.hash.match(/^#page-(\d+)$/)||[])[1]);
  const seen=new IntersectionObserver(list=>{
    for(const entry of list)if(entry.isIntersecting&&!document.querySelector('.mark'))turnTo(entry.target.dataset.page);
  },{rootMargin:'-20% 0px -60% 0px'});
  for(const table of document.querySelectorAll('figure.table[data-page]'))seen.observe(table);
}
)js";

}  // namespace tabularium
