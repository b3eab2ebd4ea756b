// A file from this machine, as the person would send it.

export function pickFile(send) {
  const input = document.createElement("input");
  input.type = "file";
  input.dataset.testid = "file-input";
  input.hidden = true;
  document.body.append(input);
  const leave = () => input.remove();
  input.addEventListener("change", () => {
    const [file] = input.files;
    if (file) send(file);
    leave();
  });
  input.addEventListener("cancel", leave);
  input.click();
}

export function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] || "");
    reader.onerror = () => reject(new Error("The file could not be read."));
    reader.readAsDataURL(file);
  });
}
