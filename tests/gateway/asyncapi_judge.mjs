// Reads AsyncAPI documents from stdin, one a line; prints what is wrong with each, one finding a
// line, behind the document's number.
import { Parser } from "@asyncapi/parser";
import { createInterface } from "node:readline";

const GRAVE = ["error", "warning"]; // 2 is an advice, 3 a hint
let number = 0;
for await (const line of createInterface({ input: process.stdin })) {
  number += 1;
  const { diagnostics } = await new Parser().parse(line);
  for (const { severity, path, message } of diagnostics.filter(({ severity }) => GRAVE[severity])) {
    console.log(`${number}: ${GRAVE[severity]} at ${path.join(".")}: ${message}`);
  }
}
