import { join } from 'node:path';
import { build, type Rolldown } from 'vite';

type PageFile = { name: string; contents: string | Uint8Array };

/**
 * The console's page as the function that serves it holds it, in one flat directory: index.html, main.js and main.css,
 * and a chunk with a hash in its name for each page that is loaded when it is opened.
 */
export async function bundlePage(root: string): Promise<PageFile[]> {
  const built = await build({
    root: join(root, 'functions/console/web'),
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'error',
    base: '/console/',
    build: {
      write: false,
      target: 'es2024',
      // Says itself what each chunk needs, by elements of the page; a helper of 1 KB less on the way to the first view.
      modulePreload: { polyfill: false },
      // One stylesheet: a page that opens must not move when its own styles arrive.
      cssCodeSplit: false,
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      rolldownOptions: {
        output: {
          entryFileNames: 'main.js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: 'main[extname]',
        },
      },
    },
  });
  return (built as Rolldown.RolldownOutput).output.map((file) => ({
    name: file.fileName,
    contents: file.type === 'chunk' ? file.code : file.source,
  }));
}
