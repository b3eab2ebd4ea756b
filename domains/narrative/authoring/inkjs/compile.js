// Compiles one chapter. In and out is one JSON document; nothing is read from the disk, so an
// INCLUDE reaches only what it was given. `inkjs` is the library beside this file.
function compileInk(request) {
  const { files, main } = JSON.parse(request);
  const messages = [];
  const handler = {
    ResolveInkFilename: (name) => name,
    LoadInkFileContents: (name) => {
      if (!Object.prototype.hasOwnProperty.call(files, name)) {
        throw new Error(`there is no file ${name}`);
      }
      return files[name];
    },
  };
  const options = new inkjs.CompilerOptions(main, [], true, (text) => messages.push(text), handler);
  let json = null;
  try {
    // Counting every visit is how coverage is measured.
    const story = new inkjs.Compiler(files[main], options).Compile();
    json = story ? story.ToJson() : null;
  } catch (error) {
    if (messages.length === 0) {
      messages.push(String(error.message || error));
    }
  }
  return JSON.stringify({ json, messages });
}
