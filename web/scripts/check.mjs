// Types, lint, format and tests side by side; prints what failed, ends with how long it took.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const started = performance.now();

function run(script) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd: web });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${script}`);
      if (code !== 0) console.log(output);
      resolve(code);
    });
  });
}

const codes = await Promise.all(['typecheck', 'lint', 'formatted', 'test'].map(run));
console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exit(codes.some((code) => code !== 0) ? 1 : 0);
