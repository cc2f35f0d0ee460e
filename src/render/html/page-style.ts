import { dark, light, paletteCss } from './colours.ts';

const frame = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:84rem;padding:2rem 1.5rem 3rem;background:var(--page);color:var(--ink);font:0.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:0.8125rem}
h1,h2,h3,p,ul,ol,dl,dd,figure,pre,fieldset{margin:0;padding:0;border:0;min-width:0}
h1{font-size:1.625rem;line-height:1.25;font-weight:650;letter-spacing:-0.015em;overflow-wrap:anywhere}
h2{font-size:1.125rem;font-weight:650;margin:2.25rem 0 0.75rem}
h3{font-size:0.9375rem;font-weight:650;overflow-wrap:anywhere}
ul,ol{list-style:none}
a{color:var(--link);text-underline-offset:0.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
[tabindex="-1"]:focus:not(:focus-visible){outline:none}
:target{outline:2px solid var(--link);outline-offset:-2px}
h2:target{outline:none}
[hidden]{display:none!important}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:0.5rem;background:var(--card);padding:0.4rem 0.8rem;z-index:3}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px}
.quiet{color:var(--quiet)}
.count{font-weight:400;font-size:0.875rem}
.eyebrow{color:var(--quiet);font-size:0.8125rem;letter-spacing:0.02em;margin-bottom:0.15rem}
summary{cursor:pointer}
footer{margin-top:2.5rem;color:var(--quiet);font-size:0.8125rem;overflow-wrap:anywhere}`;

const summary = `.good{background:var(--goodGround);color:var(--good)}
.bad{background:var(--badGround);color:var(--bad)}
.care{background:var(--careGround);color:var(--care)}
.note{background:var(--noteGround);color:var(--note)}
.plain{background:var(--sunken);color:var(--quiet)}
.edge-good{--edge:var(--good)}
.edge-bad{--edge:var(--bad)}
.edge-care{--edge:var(--care)}
.edge-note{--edge:var(--note)}
.edge-plain{--edge:var(--quiet)}
.badge{display:inline-block;border-radius:4px;padding:0 0.4rem;font-size:0.75rem;line-height:1.25rem;font-weight:600;white-space:nowrap}
.verdict{margin-top:1rem;border-radius:10px;padding:0.6rem 1rem;overflow-wrap:anywhere}
.verdict strong{margin-right:0.35rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(7.5rem,1fr));gap:0.6rem;margin-top:0.6rem}
.tile{background:var(--card);border:1px solid var(--line);border-top:3px solid var(--edge);border-radius:10px;padding:0.4rem 0.9rem 0.55rem;display:flex;flex-direction:column}
.tile strong{font-size:1.625rem;line-height:1.3;font-weight:650;color:var(--edge);font-variant-numeric:tabular-nums}
.tile span{font-size:0.8125rem;line-height:1.25;color:var(--quiet)}
.facts{display:flex;flex-wrap:wrap;gap:0.5rem 2.25rem;margin-top:1rem}
.facts div{min-width:0}
.facts dt{color:var(--quiet);font-size:0.75rem}
.facts dd{overflow-wrap:anywhere}
time{white-space:nowrap;text-decoration:underline dotted var(--quiet);text-underline-offset:0.2em}`;

const findings = `.findings .card{overflow:hidden}
.finding{display:grid;grid-template-columns:6.25rem minmax(0,1fr);gap:0 0.75rem;padding:0.8rem 1rem;box-shadow:inset 3px 0 0 var(--edge)}
.finding+.finding{border-top:1px solid var(--line)}
.finding .badge{white-space:normal}
.finding p{max-width:62rem;overflow-wrap:anywhere}
.finding h3+p{margin-top:0.1rem}
.finding .where{margin-top:0.15rem;font-size:0.8125rem}
.cure{margin-top:0.5rem}
.cure p{color:var(--quiet);font-size:0.8125rem}
.copy{user-select:all;white-space:pre-wrap;overflow-wrap:anywhere}
.cure code{display:inline-block;background:var(--sunken);border:1px solid var(--line);border-radius:6px;padding:0.3rem 0.6rem;margin-top:0.25rem}`;

const filters = `.filter-fold{margin-bottom:1rem}
.filter-fold>summary{padding:0.6rem 1rem;font-weight:600;font-size:0.875rem}
.filters{display:flex;flex-wrap:wrap;align-items:end;gap:0.6rem 0.75rem;padding:0.8rem 1rem}
.filters label{display:flex;flex-direction:column;gap:0.15rem;font-size:0.75rem;color:var(--quiet);min-width:8rem}
.filters .wide{flex:1 1 11rem}
input,select,button{font:inherit;font-size:0.875rem;color:var(--ink);background:var(--card);border:1px solid var(--quiet);border-radius:6px;padding:0.3rem 0.55rem;min-height:2.1rem;max-width:100%}
input::placeholder{color:var(--quiet);opacity:1}
button{cursor:pointer}
button:hover{background:var(--sunken)}
.copy-button{font-size:0.75rem;min-height:1.5rem;padding:0 0.5rem;margin-left:0.5rem;border-color:var(--line);color:var(--quiet);vertical-align:baseline}
.filters .shown{flex-basis:100%;font-size:0.8125rem;color:var(--quiet)}
.views{display:flex;flex-wrap:wrap;gap:0.25rem 1rem;align-items:center;font-size:0.8125rem;color:var(--quiet);margin:0 0 0.75rem}
.views legend{float:left;padding:0}
.views label{display:flex;gap:0.35rem;align-items:center}
.views input{min-height:0;margin:0}
@media (min-width:40.01rem){.filter-fold>summary{display:none}}`;

const rows = `.group{margin-bottom:1rem;overflow:hidden}
.group h3{padding:0.7rem 1rem}
.group h3 .count{margin-left:0.35rem}
.said{padding:0 1rem 0.35rem;font-size:0.8125rem}
table{border-collapse:collapse;width:100%}
.rows{table-layout:fixed}
.rows>thead th{font-size:0.75rem;font-weight:500;color:var(--quiet);text-align:left;padding:0.35rem 0.75rem}
.rows .kind{width:8.5rem}
.rows.columns-2>thead th:nth-child(2){width:31%}
.rows.columns-3>thead th:nth-child(2){width:25%}
.rows>tbody{border-top:1px solid var(--line)}
.rows>tbody>tr>*{padding:0.55rem 0.75rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.rows>tbody>tr>.kind,.rows>thead .kind{padding-left:1rem;padding-right:0}
.rows>tbody>tr>th{font-weight:400}
.rows>tbody>tr.more>td{padding-top:0;padding-bottom:0.7rem}
.rows td .quiet{font-size:0.8125rem}
.value>div{border-radius:5px;padding:0.1rem 0.45rem;margin:-0.1rem -0.45rem}
.value.old>div,.value.gone>div{background:var(--removedLine)}
.value.new>div{background:var(--addedLine)}
.value.gone>div{box-shadow:inset 0 -1px var(--bad)}
.name{font-weight:600}
.impact{max-width:62rem}
.facts-of-row{display:flex;flex-wrap:wrap;gap:0.1rem 1rem;font-size:0.8125rem;color:var(--quiet);margin-top:0.15rem}
.facts-of-row code{font-size:0.75rem}
.risk{display:inline-block;border:1px solid var(--quiet);border-radius:999px;padding:0 0.5rem;font-size:0.75rem;line-height:1.2rem;margin-right:0.25rem}
.chips{display:flex;flex-wrap:wrap;gap:0.2rem 0.3rem}
.chip{background:var(--sunken);border:1px solid var(--line);border-radius:999px;padding:0 0.5rem;line-height:1.3rem;max-width:100%}
.chip code{font-size:0.75rem}
.fold{margin-top:0.25rem;font-size:0.8125rem}
.fold>summary{color:var(--quiet)}
.ways{font-size:0.8125rem}
.fold .ways{margin-top:0.25rem}
.ways div{display:flex;gap:0.75rem;padding:0.15rem 0}
.ways dt{color:var(--quiet);flex:0 0 4.5rem}
.ways dd{min-width:0;overflow-wrap:anywhere}
.none{padding:1rem}
ins,del{text-decoration:none;border-radius:3px;padding:0.05em 0;box-shadow:inset 0 -1px currentColor}
ins{background:var(--addedWord)}
del{background:var(--removedWord)}
.list .card{padding:0.6rem 1rem}
.list li{padding:0.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}`;

// The layout for narrow screens and for "unified": the new line below the old one, an equal line once.
const unified = (on: string): string => `${on}.lines,${on}.lines tbody,${on}.lines tr,${on}.lines td{display:block}
${on}.lines .blank,${on}.lines .line-same td:nth-child(n+3){display:none}
${on}.lines thead,${on}.lines thead th{display:inline-block;border:0;background:none}
${on}.lines thead th:first-child::before{content:"\\2212  "}
${on}.lines thead th:last-child::before{content:"+ "}
${on}.lines tbody tr{display:grid;grid-template-columns:3.4rem minmax(0,1fr)}
${on}.lines td:nth-child(3){border-left:0}
${on}.lines tbody .gap{display:block}`;

const lines = `.lines{table-layout:fixed;margin:0.5rem 0;border:1px solid var(--line)}
.lines th{font-size:0.75rem;font-weight:500;color:var(--quiet);background:var(--sunken);text-align:left;padding:0.25rem 0.6rem;border-bottom:1px solid var(--line)}
.lines td{vertical-align:top;padding:0 0.6rem;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.35rem}
.lines .narrow{width:3.4rem}
.lines .number{text-align:right;color:var(--quiet);font:0.75rem/1.35rem ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:none;padding:0 0.4rem;white-space:nowrap}
.lines td:nth-child(3){border-left:1px solid var(--line)}
.lines .added{background:var(--addedLine)}
.lines .removed{background:var(--removedLine)}
.lines .blank{background:var(--sunken)}
.lines .gap td{background:var(--sunken);color:var(--quiet);font-size:0.8125rem;padding:0.1rem 0.6rem}
.gap pre{white-space:pre-wrap;overflow-wrap:anywhere;color:var(--ink);padding:0.3rem 0}
.as{font-size:0.8125rem}
.whole{margin:0.5rem 0;border:1px solid var(--line);border-radius:6px}
.whole figcaption{font-size:0.75rem;color:var(--quiet);background:var(--sunken);padding:0.25rem 0.6rem;border-bottom:1px solid var(--line)}
.whole pre{padding:0.4rem 0.6rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:24rem;overflow-y:auto}
${unified('body:has(#view-unified:checked) ')}`;

const matrix = `.wide-table{position:relative;overflow:hidden}
.wide-table.more-right::after{content:"";position:absolute;inset:0 0 0 auto;width:2.5rem;background:linear-gradient(to right,transparent,var(--line));pointer-events:none}
.scroll{overflow-x:auto}
.matrix{border-collapse:separate;border-spacing:0;font-size:0.8125rem}
.matrix th,.matrix td{text-align:left;vertical-align:top;padding:0.4rem 0.75rem;border-bottom:1px solid var(--line);background:var(--card)}
.matrix tbody tr:last-child>*{border-bottom:0}
.matrix td{min-width:9rem;max-width:22rem;overflow-wrap:anywhere}
.matrix td:nth-child(2){min-width:15rem}
.matrix thead th{background:var(--sunken);font-weight:600;vertical-align:bottom;min-width:9rem}
.matrix thead th:first-child,.matrix tbody th{position:sticky;left:0;z-index:1;border-right:1px solid var(--line)}
.matrix tbody th{font-weight:400}
.matrix .name,.matrix .head,.matrix small{display:inline-block;max-width:22rem;overflow-wrap:break-word}
.matrix thead button{all:unset;display:block;cursor:pointer;font-weight:600}
.matrix thead button:hover .head{text-decoration:underline}
.matrix thead button:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
.matrix th[aria-sort=none] .head::after{content:" \\2195";content:" \\2195" / "";color:var(--quiet);font-weight:400}
.matrix th[aria-sort=ascending] .head::after{content:" \\2191";content:" \\2191" / ""}
.matrix th[aria-sort=descending] .head::after{content:" \\2193";content:" \\2193" / ""}
.matrix small{display:block;color:var(--quiet);font-size:0.75rem;font-weight:400}
.matrix .s-inherited,.matrix .s-unset,.matrix .s-silent,.matrix .state{font-size:0.75rem;color:var(--quiet)}
.matrix .s-overridden{background:var(--noteGround)}
.matrix .s-redundant,.matrix .s-ignored{background:var(--careGround)}
.matrix .state{display:block}
.matrix .s-overridden .state{color:var(--note)}
.matrix .s-redundant .state,.matrix .s-ignored .state{color:var(--care)}
.inventory h2+p{margin-bottom:0.75rem}`;

// Between desktop and phone width, the values of a row are below its name.
const middle = `@media (max-width:60rem){
.rows,.rows>tbody{display:block}
.rows>thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.rows>tbody>tr{display:grid;grid-template-columns:8.5rem repeat(2,minmax(0,1fr))}
.rows.columns-3>tbody>tr{grid-template-columns:8.5rem repeat(3,minmax(0,1fr))}
.rows>tbody>tr>th{grid-column:2/-1;padding-bottom:0}
.rows>tbody>tr>.value:nth-child(3){grid-column:2}
.rows>tbody>tr.more>td:last-child{grid-column:2/-1}
.rows td[data-label]::before{content:attr(data-label);display:block;color:var(--quiet);font-size:0.75rem;overflow-wrap:anywhere}
.rows .kind{width:auto}
}`;

const narrow = `@media (max-width:40rem){
body{padding:1rem 0.75rem 2rem}
h1{font-size:1.25rem}
.tiles{grid-template-columns:repeat(auto-fill,minmax(6rem,1fr));gap:0.4rem}
.tile{padding:0.25rem 0.6rem 0.4rem}
.tile strong{font-size:1.25rem}
.facts{flex-direction:column}
.finding{display:block;padding:0.7rem 0.85rem}
.group h3{padding:0.6rem 0.75rem 0.4rem}
.said{padding:0 0.75rem 0.35rem}
.rows>tbody>tr,.rows.columns-3>tbody>tr{display:block;padding:0 0.75rem}
.rows>tbody>tr>*{display:block;padding:0.15rem 0}
.rows>tbody>tr>.kind{padding:0.6rem 0 0}
.rows>tbody>tr.more>.kind{display:none}
.rows>tbody>tr:last-child{padding-bottom:0.6rem}
.rows>tbody>tr>td[data-label]{display:flex;gap:0.6rem}
.rows td[data-label]::before{flex:0 0 4.5rem;line-height:1.5rem}
.value>div{flex:1;min-width:0;margin:0}
.lines td{padding:0 0.3rem}
.views{display:none}
${unified('')}
.filters label{flex:1 1 100%}
.ways div{flex-direction:column;gap:0}
.ways dt{flex:none}
.matrix .name,.matrix tbody th small{max-width:9.5rem;overflow-wrap:anywhere}
.matrix .name{font-size:0.75rem}
}`;

const print = `@media print{
:root{color-scheme:light;${paletteCss(light)}}
body{max-width:none;padding:0;background:none;font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.filter-fold,.views,.skip,.copy-button{display:none!important}
section.group[hidden]{display:block!important}
.rows>tbody[hidden]{display:table-row-group!important}
.matrix tr[hidden]{display:table-row!important}
a,time{color:inherit;text-decoration:none}
.finding,.rows>tbody>tr{break-inside:avoid}
.group,.scroll,.wide-table{overflow:visible}
.whole pre{max-height:none;overflow:visible}
.matrix th,.matrix td{position:static!important;min-width:0}
.matrix .head::after{content:""!important}
thead{display:table-header-group}
h2,h3{break-after:avoid}
}`;

/** The style of every page: light and dark palettes, a layout for narrow screens, and one for print. */
export const pageStyle: string = [
  `:root{color-scheme:light dark;${paletteCss(light)}}`,
  `@media (prefers-color-scheme:dark){:root{${paletteCss(dark)}}}`,
  frame,
  summary,
  findings,
  filters,
  rows,
  lines,
  matrix,
  middle,
  narrow,
  print,
].join('\n');
