// Makes the pages kinder where scripts may run: times on the reader's clock, lines that copy at a click.

import { formatExactly, formatMoment } from "./ticker/moments.js";

const COPIED_MILLISECONDS = 2000;

for (const node of document.querySelectorAll("time[datetime]")) {
  node.title ||= formatExactly(node.dateTime);
  node.textContent = formatMoment(node.dateTime, new Date(), Number(node.dataset.precision ?? 0));
}

for (const line of navigator.clipboard ? document.querySelectorAll(".line dd") : []) {
  const button = document.createElement("button");
  const name = `Copy: ${line.previousElementSibling.textContent}`;
  button.type = "button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", name);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(line.querySelector("code").textContent);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), COPIED_MILLISECONDS);
  });
  line.append(button);
}
