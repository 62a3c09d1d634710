"""What a page with a machine needs besides the picture: its layout and its script, without anything from elsewhere.

The script reads one block of JSON (`html` writes it) and never puts a text of the author's into the page as HTML: only
as text.
"""

from __future__ import annotations

from typing import Final

STYLE: Final = """
* { box-sizing: border-box; }
html, body { margin: 0; height: 100%; }
body { display: flex; flex-direction: column; background: var(--paper); color: var(--ink);
  font: 14px/1.45 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
header { display: flex; align-items: center; gap: 12px; padding: 8px 14px; border-bottom: 1px solid var(--faint); flex-wrap: wrap; }
header h1 { font-size: 15px; margin: 0; overflow-wrap: anywhere; }
header .status { color: var(--quiet); }
header .status.SUCCEEDED { color: var(--good); } header .status.FAILED, header .status.TIMED_OUT, header .status.ABORTED { color: var(--bad); }
header .space { flex: 1; }
button, input { font: inherit; color: inherit; background: var(--node); border: 1px solid var(--edge); border-radius: 6px; padding: 3px 9px; }
button { cursor: pointer; } button:hover { border-color: var(--work); }
input { width: 170px; }
main { flex: 1; display: flex; min-height: 0; }
#view { flex: 1; overflow: hidden; position: relative; cursor: grab; touch-action: none; outline-offset: -2px; }
#view.dragged { cursor: grabbing; }
#view > svg { position: absolute; left: 0; top: 0; transform-origin: 0 0; overflow: visible; }
#view .node[data-state] { cursor: pointer; }
#view .node[data-state]:focus { outline: none; }
#view .node[data-state]:focus > .shape, #view .node[data-state]:focus > .inside { stroke: var(--work); stroke-width: 3; }
#view .node.chosen > .shape, #view .node.chosen > .inside { stroke: var(--work); stroke-width: 3; }
aside { width: 400px; max-width: 45vw; border-left: 1px solid var(--faint); overflow: auto; padding: 14px 16px 24px; background: var(--inside); }
aside[hidden] { display: none; }
aside h2 { font-size: 15px; margin: 0 28px 2px 0; overflow-wrap: anywhere; }
aside h3 { font-size: 12px; margin: 16px 0 4px; color: var(--quiet); font-weight: 600; }
aside p { margin: 4px 0; overflow-wrap: anywhere; white-space: pre-wrap; }
aside .where { color: var(--quiet); font-size: 12px; overflow-wrap: anywhere; }
aside .close { float: right; }
aside pre { margin: 0; padding: 8px 10px; background: var(--paper); border: 1px solid var(--faint); border-radius: 6px;
  font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 320px; overflow: auto; }
aside details { margin: 6px 0; } aside summary { cursor: pointer; }
aside .failed { color: var(--bad); }
@media (max-width: 700px) { main { flex-direction: column; } aside { width: auto; max-width: none; max-height: 45vh; border-left: 0; border-top: 1px solid var(--faint); } }
"""

SCRIPT: Final = r"""
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const view = document.getElementById("view");
  const svg = view.querySelector("svg");
  const panel = document.getElementById("panel");
  const size = svg.viewBox.baseVal;
  let scale = 1, left = 0, top = 0, chosen = null;

  function place() { svg.style.transform = `translate(${left}px, ${top}px) scale(${scale})`; }
  function fit() {
    const wide = view.clientWidth / size.width, high = view.clientHeight / size.height;
    scale = Math.min(wide, high, 1);
    // A tall machine is shown at a readable size from its top, not as a thread.
    if (scale < 0.55) scale = Math.min(1, Math.max(0.55, Math.min(wide, 1)));
    left = Math.max((view.clientWidth - size.width * scale) / 2, Math.min(0, view.clientWidth - size.width * scale) / 2);
    top = Math.max(0, (view.clientHeight - size.height * scale) / 2);
    place();
  }
  function whole() {
    scale = Math.min(view.clientWidth / size.width, view.clientHeight / size.height, 1);
    left = (view.clientWidth - size.width * scale) / 2;
    top = (view.clientHeight - size.height * scale) / 2;
    place();
  }
  function zoom(factor, x, y) {
    const next = Math.min(4, Math.max(0.05, scale * factor));
    left = x - (x - left) * next / scale;
    top = y - (y - top) * next / scale;
    scale = next;
    place();
  }
  function middle(factor) { zoom(factor, view.clientWidth / 2, view.clientHeight / 2); }
  function reveal(node) {
    const box = node.getBoundingClientRect(), around = view.getBoundingClientRect();
    if (box.left < around.left || box.right > around.right) left += around.left + around.width / 2 - (box.left + Math.min(box.width, around.width) / 2);
    if (box.top < around.top || box.bottom > around.bottom) top += around.top + around.height / 3 - box.top;
    place();
  }

  view.addEventListener("wheel", function (event) {
    event.preventDefault();
    const box = view.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey) {
      zoom(Math.exp(-event.deltaY * 0.01), event.clientX - box.left, event.clientY - box.top);
    } else {
      left -= event.shiftKey ? event.deltaY : event.deltaX;
      top -= event.shiftKey ? 0 : event.deltaY;
      place();
    }
  }, { passive: false });

  let hold = null;
  view.addEventListener("pointerdown", function (event) {
    hold = { x: event.clientX, y: event.clientY, left: left, top: top, moved: false };
  });
  window.addEventListener("pointermove", function (event) {
    if (!hold) return;
    const dx = event.clientX - hold.x, dy = event.clientY - hold.y;
    if (Math.abs(dx) + Math.abs(dy) > 4) { hold.moved = true; view.classList.add("dragged"); }
    if (hold.moved) { left = hold.left + dx; top = hold.top + dy; place(); }
  });
  window.addEventListener("pointerup", function () {
    view.classList.remove("dragged");
    if (hold && hold.moved) setTimeout(function () { hold = null; }, 0); else hold = null;
  });
  view.addEventListener("click", function (event) {
    if (hold && hold.moved) return;
    const node = event.target.closest(".node[data-state]");
    if (node) choose(node); else close();
  });

  const nodes = Array.from(svg.querySelectorAll(".node[data-state]"));
  nodes.forEach(function (node) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", node.querySelector("title").textContent);
    node.addEventListener("keydown", function (event) {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); choose(node); }
    });
    node.addEventListener("focus", function () { reveal(node); });
  });

  function element(name, text, class_) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (class_) made.className = class_;
    return made;
  }
  function at(pointer) {
    let value = data.definition;
    for (const token of pointer.split("/").slice(1)) {
      if (value === null || typeof value !== "object") return undefined;
      value = value[token.replace(/~1/g, "/").replace(/~0/g, "~")];
    }
    return value;
  }
  // States inside a Map or Parallel are named, not repeated: they have details of their own.
  function brief(value) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
    const out = {};
    for (const [key, member] of Object.entries(value)) {
      if (key === "Branches" && Array.isArray(member)) out[key] = member.map(inside);
      else if (key === "ItemProcessor" || key === "Iterator") out[key] = inside(member);
      else out[key] = member;
    }
    return out;
  }
  function inside(scope) {
    if (scope === null || typeof scope !== "object" || !scope.States) return scope;
    return Object.assign({}, scope, { States: Object.keys(scope.States) });
  }
  function shown(text) {
    try { return JSON.stringify(JSON.parse(text), null, 2); } catch (e) { return text; }
  }
  function block(title, text) {
    panel.append(element("h3", title), element("pre", text));
  }
  function choose(node) {
    if (chosen) chosen.classList.remove("chosen");
    chosen = node;
    node.classList.add("chosen");
    const pointer = node.dataset.state;
    panel.replaceChildren();
    const shut = element("button", "\u00d7", "close");
    shut.setAttribute("aria-label", "Close");
    shut.addEventListener("click", close);
    const title = node.querySelector("title").textContent.split("\n");
    panel.append(shut, element("h2", title[0]), element("p", pointer, "where"));
    if (title.length > 1) panel.append(element("p", title.slice(1).join("\n")));
    const visits = data.visits[pointer] || [];
    visits.forEach(function (visit, number) {
      const one = element("details");
      one.open = visits.length === 1 || number === visits.length - 1;
      one.append(element("summary", visit.title, visit.failed ? "failed" : undefined));
      if (visit.error) one.append(element("p", visit.error, "failed"));
      for (const [name, text] of [["Input", visit.input], ["Output", visit.output]]) {
        if (text !== null) one.append(element("h3", name), element("pre", shown(text)));
      }
      panel.append(one);
    });
    if (data.more[pointer]) panel.append(element("p", data.more[pointer], "where"));
    const own = at(pointer);
    if (own !== undefined) block("Definition", JSON.stringify(brief(own), null, 2));
    panel.hidden = false;
    panel.scrollTop = 0;
    reveal(node);
  }
  function close() {
    panel.hidden = true;
    if (chosen) chosen.classList.remove("chosen");
    chosen = null;
  }

  const find = document.getElementById("find");
  find.addEventListener("keydown", function (event) {
    event.stopPropagation();
    if (event.key === "Escape") { find.blur(); return; }
    if (event.key !== "Enter") return;
    const wanted = find.value.toLowerCase();
    if (!wanted) return;
    const from = nodes.indexOf(chosen) + 1;
    const order = nodes.slice(from).concat(nodes.slice(0, from));
    const found = order.find(function (node) { return node.querySelector("title").textContent.split("\n")[0].toLowerCase().includes(wanted); });
    if (found) choose(found);
  });
  function turn() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
  }
  const keys = {
    "+": function () { middle(1.2); }, "=": function () { middle(1.2); }, "-": function () { middle(1 / 1.2); },
    "0": whole, "1": function () { middle(1 / scale); }, "f": fit, "t": turn,
    "/": function () { find.focus(); find.select(); }, "Escape": close,
    "ArrowLeft": function () { left += 60; place(); }, "ArrowRight": function () { left -= 60; place(); },
    "ArrowUp": function () { top += 60; place(); }, "ArrowDown": function () { top -= 60; place(); },
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("in").addEventListener("click", keys["+"]);
  document.getElementById("out").addEventListener("click", keys["-"]);
  document.getElementById("whole").addEventListener("click", whole);
  document.getElementById("theme").addEventListener("click", turn);
  window.addEventListener("resize", place);
  const first = nodes.find(function (one) { return one.dataset.state === data.first; });
  if (first) choose(first);
  fit();
  if (first) reveal(first);
})();
"""
