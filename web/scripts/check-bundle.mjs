// What a browser fetches before the page's own chunk, gzipped, for each layout. Fails above the
// limit, naming the largest files, so that a new import in the shell is noticed the same minute.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 250;
const LAYOUTS = ['src/app/layouts/PublicLayout.tsx', 'src/app/layouts/PortalLayout.tsx'];
// Fetched by the shell itself on every start, in the default language.
const ON_EVERY_START = [
  'src/locales/zh-CN/common.json',
  'src/locales/zh-CN/shell.json',
  'node_modules/antd/es/locale/zh_CN.js',
];

const dist = process.argv[2] ?? fileURLToPath(new URL('../dist', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const sizes = new Map();

function gzippedSize(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(dist, file))).length);
  return sizes.get(file);
}

function filesNeededBy(key, seen = new Set(), files = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`Not in the manifest: ${key}`);
  if (seen.has(key)) return files;
  seen.add(key);
  files.add(chunk.file);
  for (const css of chunk.css ?? []) files.add(css);
  for (const next of chunk.imports ?? []) filesNeededBy(next, seen, files);
  return files;
}

const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(7);
const total = (files) => [...files].reduce((sum, file) => sum + gzippedSize(file), 0);

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
let failed = false;
for (const layout of LAYOUTS) {
  const files = new Set(['index.html']);
  for (const key of [entry, layout, ...ON_EVERY_START]) {
    for (const file of filesNeededBy(key)) files.add(file);
  }
  const size = total(files);
  console.log(`${kb(size)} KB gzip of ${LIMIT_KB}  first load with ${layout.split('/').at(-1)}`);
  if (size <= LIMIT_KB * 1000) continue;
  failed = true;
  const largest = [...files].sort((a, b) => gzippedSize(b) - gzippedSize(a)).slice(0, 8);
  for (const file of largest) console.log(`${kb(gzippedSize(file))} KB   ${file}`);
}
const pages = Object.values(manifest).filter(
  (chunk) => chunk.isDynamicEntry && /^src\/(app\/pages|modules)\//.test(chunk.src),
);
console.log(`${pages.length} pages load on demand`);
if (failed) {
  console.error('The first load is too large: import heavy parts lazily, inside pages.');
  process.exit(1);
}
