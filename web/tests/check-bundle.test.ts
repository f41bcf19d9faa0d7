import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const CHECK = join(import.meta.dirname, '../scripts/check-bundle.mjs');
const LAZY = [
  'src/app/layouts/PublicLayout.tsx',
  'src/app/layouts/PortalLayout.tsx',
  'src/locales/zh-CN/common.json',
  'src/locales/zh-CN/shell.json',
  'node_modules/antd/es/locale/zh_CN.js',
];

/** A build whose shell needs one shared chunk of the given size, and a heavy page on demand. */
function built(sharedBytes: number): string {
  const dist = mkdtempSync(join(tmpdir(), 'bundle-'));
  const write = (file: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(dist, file)), { recursive: true });
    writeFileSync(join(dist, file), content);
  };
  const manifest: Record<string, object> = {
    'index.html': { file: 'entry.js', isEntry: true, imports: ['_shared.js'] },
    '_shared.js': { file: 'shared.js' },
    'src/modules/risk/Page.tsx': {
      file: 'page.js',
      isDynamicEntry: true,
      src: 'src/modules/risk/Page.tsx',
    },
  };
  for (const key of LAZY) manifest[key] = { file: 'small.js', isDynamicEntry: true, src: key };
  write('.vite/manifest.json', JSON.stringify(manifest));
  for (const file of ['index.html', 'entry.js', 'small.js']) write(file, 'x');
  write('shared.js', randomBytes(sharedBytes));
  write('page.js', randomBytes(900_000));
  return dist;
}

const check = (dist: string) => spawnSync(process.execPath, [CHECK, dist], { encoding: 'utf8' });

it('lets a small shell pass, however heavy its pages are', () => {
  const { status, stdout } = check(built(200_000));
  expect(stdout).toContain('first load with PortalLayout.tsx');
  expect(status).toBe(0);
});

it('stops a shell above the limit and names what is large', () => {
  const { status, stdout } = check(built(260_000));
  expect(status).toBe(1);
  expect(stdout).toContain('shared.js');
});
