// Makes the page that people keep to verify proofs offline: one file, with the same verifier that
// the web app uses.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const web = join(import.meta.dirname, '..');
const read = (path) => readFileSync(join(web, path), 'utf8');

export function offlinePage() {
  const { outputText } = ts.transpileModule(read('src/modules/evidence/verifier.ts'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const plain = outputText.replaceAll(/^export (?=(async )?function)/gm, '');
  return read('offline/page.html').replace('/* verifier */', () => plain);
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(web, 'dist/verify-offline.html'), offlinePage());
