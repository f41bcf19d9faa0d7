import { defineConfig } from '@hey-api/openapi-ts';

export default defineConfig({
  input: '../docs/reference/openapi.json',
  output: { path: 'src/api/generated', clean: true },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: './src/api/client-config' },
    '@hey-api/typescript',
    { name: '@hey-api/sdk', auth: false }, // the browser sends the cookie, client-config the token
    // Tags in the keys let a live event refresh everything of the room it came from.
    { name: '@tanstack/react-query', queryKeys: { tags: true } },
  ],
});
