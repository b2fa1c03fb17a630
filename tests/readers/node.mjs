// Reads each folder's `env` with Node.js and with npm's dotenv: node.mjs FOLDER...
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseEnv } from "node:util";
import dotenv from "dotenv";

for (const folder of process.argv.slice(2)) {
  const text = readFileSync(`${folder}/env`, "utf8");
  const names = readFileSync(`${folder}/names`, "utf8").trimEnd().split("\n");
  for (const [reader, values] of [["node", parseEnv(text)], ["npm-dotenv", dotenv.parse(text)]]) {
    mkdirSync(`${folder}/${reader}`);
    for (const name of names) {
      if (name in values) writeFileSync(`${folder}/${reader}/${name}`, values[name]);
    }
  }
}
