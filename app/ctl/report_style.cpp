// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_page.h"

namespace hotswap::ctl {

QString reportStyle() {
    return QStringLiteral(R"css(
:root { color-scheme: light dark; --page: #f4f5f7; --panel: #ffffff; --line: #dfe2e7; --text: #171b21;
  --muted: #4b5563; --canary: #2459c9; --baseline: #5f6875; --good: #12704a; --warning: #8a5a00;
  --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1015; --panel: #13171d; --line: #2c343f;
  --text: #e7eaef; --muted: #a3adba; --canary: #7aa7ff; --baseline: #a3adba; --good: #5ec79a;
  --warning: #e2b04c; --bad: #f2796f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 48px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 18px; margin: 36px 0 10px; }
h3 { font-size: 14px; margin: 0 0 4px; font-weight: 600; }
p { margin: 6px 0; }
.muted, .legend { color: var(--muted); }
.sentence { font-size: 17px; border-left: 4px solid var(--line); padding: 8px 14px; margin: 18px 0;
  background: var(--panel); }
.sentence.bad { border-color: var(--bad); } .sentence.good { border-color: var(--good); }
.sentence.warning { border-color: var(--warning); }
.bad { color: var(--bad); } .good { color: var(--good); } .warning { color: var(--warning); }
.sentence.bad, .sentence.good, .sentence.warning { color: var(--text); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 12px 24px;
  margin: 16px 0; }
dt { color: var(--muted); font-size: 13px; } dd { margin: 0; overflow-wrap: anywhere; }
.wide { overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 7px 12px; vertical-align: top; border-bottom: 1px solid var(--line); }
tr:last-child td { border-bottom: 0; }
th { color: var(--muted); font-weight: 600; font-size: 13px; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
td.words { overflow-wrap: break-word; } td.long { overflow-wrap: anywhere; min-width: 300px; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(420px, 1fr)); gap: 16px; }
figure { margin: 0; padding: 14px 14px 6px; background: var(--panel); border: 1px solid var(--line);
  border-radius: 8px; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--muted); text-anchor: middle; }
svg .y, svg .last { text-anchor: end; } svg .first { text-anchor: start; }
svg .label { text-anchor: start; } svg .label.last { text-anchor: end; }
svg .stopped { fill: var(--bad); font-weight: 600; }
svg .grid { stroke: var(--line); } svg .mark { stroke: var(--muted); stroke-dasharray: 2 4; }
svg .stop { stroke: var(--bad); stroke-width: 1.5; }
svg .limit { stroke: var(--warning); stroke-width: 1.5; stroke-dasharray: 7 4; }
svg path { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
svg .canary { stroke: var(--canary); } svg .baseline { stroke: var(--baseline); }
.legend { display: flex; gap: 20px; font-size: 13px; margin: 0 0 12px; flex-wrap: wrap; }
.legend span::before { content: ""; display: inline-block; width: 22px; margin-right: 7px;
  vertical-align: middle; border-top: 3px solid var(--canary); }
.legend .b::before { border-color: var(--baseline); }
.legend .l::before { border-top: 2px dashed var(--warning); }
@media print { :root { color-scheme: light; --page: #ffffff; --panel: #ffffff; --line: #c9ced6;
  --text: #000000; --muted: #3d4650; --canary: #2459c9; --baseline: #5f6875; --good: #12704a;
  --warning: #8a5a00; --bad: #b3261e; }
  body { font-size: 11px; } main { max-width: none; padding: 0; } h2 { margin-top: 20px; }
  .charts { grid-template-columns: 1fr 1fr; } figure, tr, dl, .sentence { break-inside: avoid; }
  h2 { break-after: avoid; } thead { display: table-header-group; } table { font-size: 10px; }
  .wide { overflow: visible; border-radius: 0; } th, td { padding: 4px 6px; } }
)css");
}

} // namespace hotswap::ctl
