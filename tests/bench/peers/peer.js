// A tool of npm that fills a template as often as it is told: node peer.js TOOL TEMPLATE
//
// Reads lines of JSON and answers each with one: {"values": […]} are kept and taken in turn, {"fill": times} fills
// that often and says the milliseconds of one and the most memory so far in MB, {"save": path} writes the last result.
"use strict";
const fs = require("fs");
const readline = require("readline");

const TOOLS = {
  // An instance renders once, so that the template is read and compiled for each document.
  docxtemplater: (template) => {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return (values) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(values);
      return document.toBuffer();
    };
  },
  // As in its manual: the result is stored, not compressed.
  "xlsx-template": (template) => filledSheets(template, { type: "nodebuffer" }),
  // Compressed as every other tool does it.
  "xlsx-template, deflated": (template) => filledSheets(template, { type: "nodebuffer", compression: "DEFLATE" }),
};

function filledSheets(template, options) {
  const XlsxTemplate = require("xlsx-template");
  return (values) => {
    const workbook = new XlsxTemplate(template);
    workbook.substituteAll(values);
    return workbook.generate(options);
  };
}

function peak() {
  const found = /VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "ascii"));
  return Number(found[1]) / 1024;
}

const [tool, path] = process.argv.slice(2);
const fill = TOOLS[tool](fs.readFileSync(path));
let values = [];
let filled = 0;
let last;

function answer(asked) {
  if (asked.values) {
    values = asked.values;
    filled = 0;
  }
  if (asked.save) fs.writeFileSync(asked.save, last);
  return asked.fill ? { ms: time(asked.fill), peak: peak() } : null;
}

// The next values, the first row put last: nothing is written twice.
function next() {
  const found = values[filled++ % values.length];
  found.rows.push(found.rows.shift());
  return found;
}

function time(times) {
  const began = process.hrtime.bigint();
  for (let n = 0; n < times; n++) last = fill(next());
  return Number(process.hrtime.bigint() - began) / 1e6 / times;
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + "\n");
});
