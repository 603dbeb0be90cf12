"use strict";
// Sorts and searches the table of submissions; without it, the table is the same in the order of names.
const table = document.querySelector(".all table");
const body = table.tBodies[0];
const rows = Array.from(body.rows);
const texts = rows.map((row) => row.textContent.toLowerCase());
const order = new Intl.Collator(undefined, { numeric: true }).compare;

function key(row, column) {
  const text = row.cells[column].textContent.trim();
  // A mark set by hand stands before the automatic one.
  return column === 0 || column === row.cells.length - 1 ? text : parseFloat(text);
}

function compare(a, b) {
  if (typeof a === "string") return order(a, b);
  return (Number.isNaN(a) ? -1 : a) - (Number.isNaN(b) ? -1 : b);
}

function sort(heading, column) {
  const descending = heading.getAttribute("aria-sort") === "ascending";
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => [key(row, column), row]);
  keyed.sort((a, b) => sign * compare(a[0], b[0]));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
  body.replaceChildren(...keyed.map((one) => one[1]));
}

Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.append(heading.firstChild);
  heading.prepend(button);
  button.addEventListener("click", () => sort(heading, column));
});

const search = document.querySelector(".search");
const input = search.querySelector("input");
input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  rows.forEach((row, index) => {
    row.hidden = !words.every((word) => texts[index].includes(word));
    shown += row.hidden ? 0 : 1;
  });
  search.querySelector("[role=status]").textContent = words.length ? `${shown} of ${rows.length}` : "";
});
search.hidden = false;
