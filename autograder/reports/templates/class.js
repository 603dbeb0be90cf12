"use strict";
// Sorts, searches and pages the table of submissions; without it, the table has its first page, by name.
const PAGE = 500;
const table = document.querySelector(".all table");
const body = table.tBodies[0];
const headings = Array.from(table.tHead.rows[0].cells);
const order = new Intl.Collator(undefined, { numeric: true }).compare;
const data = JSON.parse(document.getElementById("further").textContent);

// What each row is sorted and searched by, and how to get it: those beyond the first page are made on first need.
const rows = Array.from(body.rows, (row) => entry(Array.from(row.cells, text), () => row)).concat(
  data.rows.map(([name, file, whose, marks, said]) => {
    const shown = marks.map((mark) => (Array.isArray(mark) ? mark.join(" ") : mark ?? ""));
    const remarks = data.said[said];
    const called = whose ? `${name} ${whose}` : name;
    return entry([called, ...shown, remarks.join(" ")], () => made(name, file, whose, marks, remarks));
  }),
);
let found = rows;
let words = [];
let start = 0;

function text(cell) {
  return cell.textContent.trim();
}

function entry(texts, make) {
  // A mark set by hand stands before the automatic one.
  const keys = texts.map((one, column) => (column === 0 || column === headings.length - 1 ? one : parseFloat(one)));
  return { keys, text: texts.join(" ").toLowerCase(), make };
}

function element(kind, content, className = "") {
  const one = document.createElement(kind);
  if (className) one.className = className;
  one.append(content);
  return one;
}

function made(name, file, whose, marks, said) {
  const page = `${encodeURIComponent(file || name)}.html`;
  const heading = element("th", link(`review/${page}`, element("bdi", name)));
  heading.scope = "row";
  if (whose) heading.append(" ", element("small", element("bdi", whose)));
  const row = element("tr", heading);
  marks.forEach((mark, index) => row.append(markCell(mark, data.points[index - 1], index ? "" : `feedback/${page}`)));
  const remark = element("td", said[0]);
  for (const why of said.slice(1)) remark.append(element("span", why, "why"));
  row.append(remark);
  return row;
}

function link(page, content) {
  const one = element("a", content);
  one.href = page;
  return one;
}

function markCell(mark, most, page) {
  const [final, automatic] = Array.isArray(mark) ? mark : [mark];
  const colour = page || final === null ? "" : final >= most ? "full" : final ? "part" : "none";
  const cell = element("td", page ? link(page, final ?? "–") : final ?? "", colour);
  if (automatic !== undefined) {
    cell.append(element("span", ", set by hand; automatic:", "unseen"), " ", element("s", automatic ?? "–"));
  }
  return cell;
}

function compare(a, b) {
  if (typeof a === "string") return order(a, b);
  return (Number.isNaN(a) ? -1 : a) - (Number.isNaN(b) ? -1 : b);
}

function sort(heading, column) {
  const descending = heading.getAttribute("aria-sort") === "ascending";
  const sign = descending ? -1 : 1;
  rows.sort((a, b) => sign * compare(a.keys[column], b.keys[column]));
  for (const other of headings) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  search();
}

function search() {
  found = rows.filter((row) => words.every((word) => row.text.includes(word)));
  status.textContent = words.length ? `${found.length} of ${rows.length}` : "";
  show(0);
}

function show(first) {
  start = first;
  const page = found.slice(start, start + PAGE);
  for (const row of page) row.element ??= row.make();
  body.replaceChildren(...page.map((row) => row.element));
  pages.hidden = found.length <= PAGE;
  pages.querySelector("span").textContent = `${start + 1} to ${start + page.length} of ${found.length}`;
  previous.disabled = start === 0;
  next.disabled = start + PAGE >= found.length;
}

function turn(first) {
  show(first);
  table.scrollIntoView();
}

headings.forEach((heading, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(heading.firstChild);
  heading.prepend(button);
  button.addEventListener("click", () => sort(heading, column));
});

const field = document.querySelector(".search");
const input = field.querySelector("input");
const status = field.querySelector("[role=status]");
const pages = document.querySelector(".pages");
const [previous, next] = pages.querySelectorAll("button");
input.addEventListener("input", () => {
  words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  search();
});
previous.addEventListener("click", () => turn(start - PAGE));
next.addEventListener("click", () => turn(start + PAGE));
field.hidden = false;
show(0);
