import { join } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { type PageFile, renderingOf } from './rendering-of.ts';

/**
 * The console's page as the function that serves it holds it, in one flat directory: index.html, main.js and main.css,
 * and a chunk with a hash in its name for each page that is loaded when it is opened. index.html says which rendering it is.
 */
export async function bundlePage(root: string): Promise<PageFile[]> {
  const built = await asInProduction(() => build(configOf(root)));
  const files = (built as Rolldown.RolldownOutput).output.map((file) => ({
    name: file.fileName,
    contents: file.type === 'chunk' ? file.code : file.source,
  }));
  const rendering = renderingOf(files);
  return files.map((file) => (file.name === 'index.html' ? withRendering(file, rendering) : file));
}

function withRendering({ name, contents }: PageFile, rendering: string): PageFile {
  const text = typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
  return { name, contents: text.replace('name="rendering" content=""', `name="rendering" content="${rendering}"`) };
}

/** The page is one and the same, whoever builds it: a test runner's NODE_ENV would bring React's slow and large development build. */
async function asInProduction<T>(work: () => Promise<T>): Promise<T> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'production';
  try {
    return await work();
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

function configOf(root: string): InlineConfig {
  return {
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
  };
}
