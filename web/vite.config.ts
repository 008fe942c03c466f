import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  plugins: [svelte()],
  server: {
    host: '127.0.0.1',
    port: 5173,
    // The server refuses pages of another host, so the host stays as the browser sent it.
    proxy: { '^/api/': { target: 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  worker: { format: 'es' },
  build: {
    outDir: '../crates/server/web',
    emptyOutDir: true,
    assetsDir: 'assets',
    // No data: URLs made of small files, so that fonts and pictures stay under 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    sourcemap: false,
    reportCompressedSize: false,
    // The map library is one lazy chunk above the default limit of 500 kB.
    chunkSizeWarningLimit: 1200,
  },
});
