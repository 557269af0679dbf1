/** The look of every page at the point of contact: inline, so that one request is enough; allowed by its hash. */
import { createHash } from "node:crypto";

export const CRISIS_STYLE = `:root{color-scheme:light dark;--ink:#000;--paper:#fff;--quiet:#3f4a52;--line:#000;--soft:#eef2f4;--link:#003087;--warn:#7a0a0a}
@media (prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#000;--quiet:#c2cbd1;--line:#f2f2f2;--soft:#1c2226;--link:#9ecbff;--warn:#ff9d9d}}
*{box-sizing:border-box}html{scroll-padding-bottom:90px}
body{margin:0 auto;max-width:44rem;padding:8px 12px 96px;background:var(--paper);color:var(--ink);font:17px/1.35 Arial,sans-serif}
h1{font-size:21px;margin:0}h2{font-size:17px;margin:0}h3{font-size:17px;margin:12px 0 2px}p{margin:1px 0 3px}ul{margin:2px 0 5px;padding-left:18px}li{margin:2px 0}
a{color:var(--link)}.quiet{color:var(--quiet);font-size:15px}.age{font-weight:bold}
.box{border:3px solid var(--line);padding:6px 10px;margin:6px 0}.box h2{font-size:22px;line-height:1.2}
.alarm{border:3px solid var(--warn);padding:8px 10px;margin:8px 0;font-weight:bold}
.part{margin:5px 0}.part>h2{text-transform:uppercase;letter-spacing:.04em;border-bottom:1px solid var(--line)}
.limit{border-left:5px solid var(--line);padding-left:8px}
a.tel{font-weight:bold;white-space:nowrap;padding:8px 0}
details{border-top:1px solid var(--quiet)}summary{padding:12px 0;font-weight:bold;cursor:pointer}details>div{padding:0 0 10px}
dl{margin:0 0 8px}dt{font-weight:bold;margin-top:6px}dd{margin:0}
button{font:inherit;font-weight:bold;min-height:48px;padding:8px 14px;border:2px solid var(--line);background:var(--paper);color:var(--ink);width:100%}
.forms{display:grid;grid-template-columns:1fr 1fr;gap:10px;margin:14px 0}form{margin:0}
.foot{position:fixed;left:0;right:0;bottom:0;background:var(--paper);border-top:3px solid var(--line);display:flex;align-items:flex-end;justify-content:center}
.foot{flex-wrap:wrap}.foot details{flex:1;max-width:22rem;border:0}.foot details[open]{flex:1 0 100%;max-width:44rem;order:-1}.foot summary{background:var(--ink);color:var(--paper);text-align:center;margin:6px;padding:13px 8px;list-style:none}
.foot details>div{max-height:55vh;overflow:auto;padding:4px 12px}.foot li{padding:6px 0}
:focus-visible{outline:4px solid #ffb81c;outline-offset:2px}
@media print{body{font-size:12px;padding:0}.foot,.forms{position:static}.foot summary{display:none}}`;

/** For the Content-Security-Policy of these pages: style-src 'sha256-…'. */
export const CRISIS_STYLE_HASH = `sha256-${createHash("sha256").update(CRISIS_STYLE).digest("base64")}`;

/** The whole policy: no script, nothing from elsewhere, forms to Confer alone. */
export const CRISIS_POLICY = `default-src 'none'; style-src '${CRISIS_STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
