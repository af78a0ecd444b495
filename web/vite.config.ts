import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** `ALONGSIDE_URL` is a running server that `npm run dev` passes API calls on to. */
const server = process.env.ALONGSIDE_URL ?? 'http://127.0.0.1:8686';

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../src/alongside/interfaces/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
  test: { include: ['src/**/*.test.ts'] },
});
