// Runs compile.js under Node: the request on the standard input, the answer on the output.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

for (const name of ["ink-full.js", "compile.js"]) {
  const file = path.join(__dirname, name);
  vm.runInThisContext(fs.readFileSync(file, "utf8"), { filename: file });
}
process.stdout.write(vm.runInThisContext("compileInk")(fs.readFileSync(0, "utf8")));
