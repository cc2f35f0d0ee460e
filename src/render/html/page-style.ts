import { dark, light, paletteCss } from './colours.ts';

const frame = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0 auto;max-width:84rem;padding:1.75rem 1.5rem 3rem;background:var(--page);color:var(--ink);font:0.9375rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:0.8125rem}
h1,h2,h3,p,ul,ol,dl,dd,figure,pre{margin:0}
h1{font-size:1.5rem;line-height:1.25;font-weight:650;letter-spacing:-0.01em;overflow-wrap:anywhere}
h2{font-size:1.0625rem;font-weight:650;margin:2rem 0 0.75rem}
h3{font-size:0.9375rem;font-weight:650;overflow-wrap:anywhere}
ul,ol{padding:0;list-style:none}
a{color:var(--link);text-underline-offset:0.15em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
[tabindex="-1"]:focus:not(:focus-visible){outline:none}
:target{outline:2px solid var(--link);outline-offset:-1px}
h2:target{outline:none}
.sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:0.5rem;background:var(--card);padding:0.4rem 0.8rem;z-index:3}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px}
.quiet{color:var(--quiet)}
.count{font-weight:400;font-size:0.875rem}
.copy{user-select:all}
header .kind{color:var(--quiet);font-size:0.875rem;margin-bottom:0.15rem}
footer{margin-top:2.5rem;color:var(--quiet);font-size:0.8125rem;overflow-wrap:anywhere}`;

const tones = `.good{background:var(--goodGround);color:var(--good)}
.bad{background:var(--badGround);color:var(--bad)}
.care{background:var(--careGround);color:var(--care)}
.note{background:var(--noteGround);color:var(--note)}
.plain{background:var(--sunken);color:var(--quiet)}
.badge{display:inline-block;border-radius:4px;padding:0 0.4rem;font-size:0.75rem;line-height:1.25rem;font-weight:600;white-space:nowrap;vertical-align:0.05em}
.verdict{display:inline-block;margin-top:0.9rem;border-radius:8px;padding:0.5rem 0.85rem;max-width:60rem}
.verdict strong{margin-right:0.4rem}
.facts{display:flex;flex-wrap:wrap;gap:0.35rem 2rem;margin-top:0.9rem}
.facts div{min-width:0}
.facts dt{color:var(--quiet);font-size:0.75rem}
.facts dd{overflow-wrap:anywhere}`;

const findings = `.finding{padding:0.75rem 1rem;margin-bottom:0.6rem;border-left-width:4px}
.edge-bad{border-left-color:var(--bad)}
.edge-care{border-left-color:var(--care)}
.edge-note{border-left-color:var(--note)}
.finding .badge{margin-right:0.35rem}
.finding p{margin-top:0.3rem;max-width:60rem;overflow-wrap:anywhere}
.finding .where code{overflow-wrap:anywhere}
.cure{margin-top:0.5rem;background:var(--sunken);border-radius:6px;padding:0.45rem 0.7rem;white-space:pre-wrap;overflow-wrap:anywhere}
.cure code{display:block}`;

const filters = `.filters{display:flex;flex-wrap:wrap;align-items:end;gap:0.6rem 0.75rem;padding:0.7rem 1rem;margin-bottom:1rem}
.filters[hidden]{display:none}
.filters label{display:flex;flex-direction:column;gap:0.15rem;font-size:0.75rem;color:var(--quiet);min-width:8rem}
.filters .wide{flex:1 1 11rem}
input,select,button{font:inherit;font-size:0.875rem;color:var(--ink);background:var(--card);border:1px solid var(--quiet);border-radius:6px;padding:0.3rem 0.55rem;min-height:2.1rem;max-width:100%}
input::placeholder{color:var(--quiet);opacity:1}
button{cursor:pointer}
button:hover{background:var(--sunken)}
.filters .shown{flex-basis:100%;font-size:0.8125rem;color:var(--quiet)}`;

const rows = `.group{margin-bottom:1rem;overflow:hidden}
.group h3{padding:0.65rem 1rem;border-bottom:1px solid var(--line)}
.group h3 .count{margin-left:0.35rem}
table{border-collapse:collapse;width:100%}
.rows{table-layout:fixed}
.rows>thead th{font-size:0.75rem;font-weight:500;color:var(--quiet);text-align:left;padding:0.35rem 1rem}
.rows.columns-2>thead th:first-child{width:38%}
.rows.columns-3>thead th:first-child{width:31%}
.rows>tbody{border-top:1px solid var(--line)}
.rows>tbody>tr>*{padding:0.5rem 1rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.rows>tbody>tr>th{font-weight:400}
.rows>tbody>tr.more>td{padding-top:0;padding-bottom:0.65rem}
.rows td .quiet{font-size:0.8125rem}
.name{font-weight:600}
.rows th .badge{margin-right:0.3rem}
.impact{max-width:60rem}
.facts-of-row{display:flex;flex-wrap:wrap;gap:0.1rem 1rem;font-size:0.8125rem;color:var(--quiet);margin-top:0.1rem}
.facts-of-row code{font-size:0.75rem}
.risk{display:inline-block;border:1px solid var(--quiet);border-radius:999px;padding:0 0.5rem;font-size:0.75rem;line-height:1.2rem;margin-right:0.25rem}
.ways{margin-top:0.4rem;font-size:0.8125rem}
.ways div{display:flex;gap:0.75rem}
.ways dt{color:var(--quiet);flex:0 0 4.5rem}
.ways dd{min-width:0;overflow-wrap:anywhere}
.none{padding:1rem}
ins,del{text-decoration:none;border-radius:3px;padding:0.05em 0;box-shadow:inset 0 -1px currentColor}
ins{background:var(--addedWord)}
del{background:var(--removedWord)}
.list ul{padding:0.5rem 1rem}
.list li{padding:0.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}`;

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
summary{cursor:pointer}
.gap pre{white-space:pre-wrap;overflow-wrap:anywhere;color:var(--ink);padding:0.3rem 0}
.as{font-size:0.8125rem}
.whole{margin:0.5rem 0;border:1px solid var(--line);border-radius:6px}
.whole figcaption{font-size:0.75rem;color:var(--quiet);background:var(--sunken);padding:0.25rem 0.6rem;border-bottom:1px solid var(--line)}
.whole pre{padding:0.4rem 0.6rem;white-space:pre-wrap;overflow-wrap:anywhere;max-height:24rem;overflow-y:auto}`;

const matrix = `.scroll{overflow:auto;max-height:85vh}
.matrix{border-collapse:separate;border-spacing:0;font-size:0.8125rem}
.matrix th,.matrix td{text-align:left;vertical-align:top;padding:0.4rem 0.75rem;border-bottom:1px solid var(--line);min-width:10.5rem;max-width:22rem;overflow-wrap:anywhere;background:var(--card)}
.matrix thead th{position:sticky;top:0;z-index:1;background:var(--sunken);font-weight:600;vertical-align:bottom}
.matrix thead th:first-child,.matrix tbody th{position:sticky;left:0;border-right:1px solid var(--line)}
.matrix thead th:first-child{z-index:2}
.matrix tbody th{font-weight:400;min-width:14rem}
.matrix thead button{all:unset;display:block;cursor:pointer;font-weight:600;overflow-wrap:anywhere}
.matrix thead button:hover .head{text-decoration:underline}
.matrix thead button:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
.matrix th[aria-sort=none] .head::after{content:" \\2195";content:" \\2195" / "";color:var(--quiet);font-weight:400}
.matrix th[aria-sort=ascending] .head::after{content:" \\2191";content:" \\2191" / ""}
.matrix th[aria-sort=descending] .head::after{content:" \\2193";content:" \\2193" / ""}
.matrix small{display:block;color:var(--quiet);font-size:0.75rem;font-weight:400}
.matrix td.s-inherited code,.matrix td.s-unset,.matrix td.s-silent{color:var(--quiet)}
.matrix td.s-overridden{background:var(--noteGround)}
.matrix td.s-redundant,.matrix td.s-ignored{background:var(--careGround)}
.matrix td .state{display:block;font-size:0.75rem;color:var(--quiet)}
.matrix td.s-overridden .state{color:var(--note)}
.matrix td.s-redundant .state,.matrix td.s-ignored .state{color:var(--care)}
.inventory h2+p{margin-bottom:0.75rem}`;

const narrow = `@media (max-width:40rem){
body{padding:1rem 0.75rem 2rem}
h1{font-size:1.25rem}
.facts{flex-direction:column}
.rows,.rows>tbody,.rows>tbody>tr,.rows>tbody>tr>*{display:block;width:100%}
.rows>thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.rows>tbody[hidden]{display:none}
.rows>tbody>tr>*{padding:0.2rem 0.75rem}
.rows>tbody>tr>th{padding-top:0.6rem}
.rows>tbody>tr>td[data-label]{display:flex;gap:0.6rem}
.rows>tbody>tr>td[data-label]::before{content:attr(data-label);flex:0 0 4.5rem;color:var(--quiet);font-size:0.75rem;line-height:1.5rem;overflow-wrap:anywhere}
.rows>tbody>tr:last-child{padding-bottom:0.6rem}
.group h3{padding:0.6rem 0.75rem}
.lines,.lines tbody,.lines tr,.lines td{display:block}
.lines .blank,.lines .line-same td:nth-child(n+3){display:none}
.lines thead,.lines thead th{display:inline-block;border:0;background:none}
.lines thead th:first-child::before{content:"\\2212  "}
.lines thead th:last-child::before{content:"+ "}
.lines tbody tr{display:grid;grid-template-columns:2.6rem 1fr}
.lines td{padding:0 0.3rem}
.lines td:nth-child(3){border-left:0}
.lines tbody .gap{display:block}
.filters label{flex:1 1 100%}
.ways div{flex-direction:column;gap:0}
.ways dt{flex:none}
.matrix tbody th{min-width:8.5rem;max-width:8.5rem}
.scroll{max-height:none}
}`;

const print = `@media print{
:root{color-scheme:light;${paletteCss(light)}}
body{max-width:none;padding:0;background:none;font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.filters,.skip{display:none!important}
section.group[hidden]{display:block!important}
.rows>tbody[hidden]{display:table-row-group!important}
.matrix tr[hidden]{display:table-row!important}
a{color:inherit;text-decoration:none}
.finding,.rows>tbody>tr{break-inside:avoid}
.group,.scroll{overflow:visible;max-height:none}
.whole pre{max-height:none;overflow:visible}
.matrix th,.matrix td{position:static!important;min-width:0}
.matrix tbody th{min-width:0}
.matrix .head::after{content:""!important}
thead{display:table-header-group}
h2,h3{break-after:avoid}
}`;

/** The style of every page: two palettes by what the reader's system prefers, a form for narrow screens, one for paper. */
export const pageStyle: string = [
  `:root{color-scheme:light dark;${paletteCss(light)}}`,
  `@media (prefers-color-scheme:dark){:root{${paletteCss(dark)}}}`,
  frame,
  tones,
  findings,
  filters,
  rows,
  lines,
  matrix,
  narrow,
  print,
].join('\n');
