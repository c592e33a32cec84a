"""Style of the ledger's HTML page."""

CSS = """
:root { --ink: #1b1b1f; --soft: #5d6068; --line: #dcdde2; --paper: #ffffff; --wash: #f5f5f7;
  --theory: #cc0000; --exact: #0072b2; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1280px; padding: 2.2rem 1.4rem 4rem; color: var(--ink);
  background: var(--paper); font: 15px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, sans-serif; }
h1 { font-size: 1.75rem; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.02rem; margin: 0; font-weight: 600; line-height: 1.4; }
p { margin: .45rem 0; }
a { color: #0b5394; }
sub { line-height: 0; }
code { font: .86em ui-monospace, Consolas, monospace; background: var(--wash); padding: .12em .4em;
  border-radius: 4px; }
.lead { color: var(--soft); max-width: 62rem; }
.tally { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 1.4rem; }
.chip { display: inline-block; border-radius: 999px; padding: .1rem .65rem; font-size: .8rem;
  font-weight: 600; white-space: nowrap; border: 1px solid transparent; }
.chip.reproduced { background: #d9f2e6; color: #00573d; border-color: #8fd3b6; }
.chip.unspecific { background: #fdf0cf; color: #6b4a00; border-color: #e8c66a; }
.chip.contrary { background: #fbe0dc; color: #8c1c08; border-color: #eba497; }
.chip.silent { background: #ffffff; color: #5d6068; border-color: #dcdde2; }
.chip.open { background: #e8e9ed; color: #3f434c; border-color: #c3c6ce; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .76rem;
  padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: bottom; }
td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.overview { border: 1px solid var(--line); border-radius: 10px; overflow-x: auto; }
.overview td:first-child a { font-weight: 700; text-decoration: none; }
.overview .said { min-width: 16rem; }
.quantity { min-width: 11.5rem; }
.overview .ours { min-width: 11rem; font-variant-numeric: tabular-nums; }
.overview .ours .kind { white-space: normal; }
.share { white-space: nowrap; }
.share i { display: inline-block; width: 52px; height: 7px; border-radius: 4px; margin-right: .4rem;
  background: var(--line); overflow: hidden; vertical-align: 1px; }
.share b { display: block; height: 100%; background: #6f7480; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.15rem;
  margin: 1.1rem 0; scroll-margin-top: 1rem; }
article header { display: flex; gap: .8rem; align-items: baseline; }
article header .name { font-weight: 700; font-size: 1.02rem; color: var(--soft); }
article header h2 { flex: 1; }
dl { display: grid; grid-template-columns: 6.2rem 1fr; gap: .2rem .8rem; margin: .7rem 0;
  font-size: .9rem; }
dt { color: var(--soft); }
dd { margin: 0; }
.scroll { overflow-x: auto; }
.kind { color: var(--soft); font-size: .78rem; white-space: nowrap; }
.why { color: var(--soft); font-size: .82rem; max-width: 34rem; }
details { margin-top: .5rem; }
summary { cursor: pointer; color: #0b5394; font-size: .9rem; }
svg.strip { display: block; overflow: visible; }
.strip .seed { fill: #9296a0; fill-opacity: .65; }
.strip .interval { stroke: var(--ink); stroke-width: 1.6; }
.strip .mean { stroke: var(--ink); stroke-width: 2.2; }
.strip .paper { stroke: var(--theory); stroke-width: 1.4; }
.strip .exact { fill: var(--exact); }
.peaks { color: #8c1c08; font-size: .78rem; }
.key { display: flex; flex-wrap: wrap; gap: 1.2rem; color: var(--soft); font-size: .82rem; }
.key .red { color: var(--theory); } .key .blue { color: var(--exact); }
@media print { body { max-width: none; } article { break-inside: avoid; } }
"""
