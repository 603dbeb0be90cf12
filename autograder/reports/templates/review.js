"use strict";
// Leads on by keys, and writes lines for marks.csv; without it, the page has its links and all there is to read.
const stops = Array.from(document.querySelectorAll("section[data-stop]"), (section) => section.id);
const bar = document.querySelector(".lines");
const [lines, said] = ["pre", "[role=status]"].map((one) => bar.querySelector(one));
const forms = Array.from(document.querySelectorAll(".by-hand"));

function leadOn(key) {
  const link = document.querySelector(`nav a[data-key="${key}"]`);
  const here = stops.indexOf(decodeURIComponent(location.hash.slice(1)));
  if (key === "u" && here + 1 < stops.length) location.hash = stops[here + 1];
  else if (link) link.click();
}

function lineOf(form) {
  const [points, reason] = form.querySelectorAll("input");
  const why = reason.value.trim();
  if (!points.value || !points.validity.valid || !why) return [];
  return [form.dataset.start + points.valueAsNumber + "," + (/[",;\t]/.test(why) ? `"${why.replaceAll('"', '""')}"` : why)];
}

function write() {
  lines.textContent = forms.flatMap(lineOf).join("\n");
  said.textContent = "";
  bar.hidden = !lines.textContent;
}

function copied() {
  said.textContent = "Copied";
}

function select() {
  getSelection().selectAllChildren(lines);
  said.textContent = "Selected: copy it by Ctrl-C";
}

document.addEventListener("keydown", (event) => {
  const elsewhere = event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input");
  if (!elsewhere) leadOn(event.key);
});
for (const form of forms) {
  form.addEventListener("input", write);
  form.hidden = false;
}
bar.querySelector("button").addEventListener("click", () => navigator.clipboard.writeText(`${lines.textContent}\n`).then(copied, select));
for (const key of document.querySelectorAll("kbd")) key.hidden = false;
write();
