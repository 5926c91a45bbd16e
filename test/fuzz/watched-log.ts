/** What functions log while they are fuzzed: kept where it says that something is wrong, and otherwise dropped. */
export function watchLog() {
  const errors: string[] = [];
  const restore = [process.stdout, process.stderr].map((stream) => {
    const { write } = stream;
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      if (typeof chunk !== 'string' || !chunk.startsWith('{"level":')) return write.call(stream, chunk, ...rest);
      if (chunk.startsWith('{"level":"error"')) errors.push(chunk.trimEnd());
      return true;
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  return {
    /** Lines of level error since it was asked last. */
    takeErrors: () => errors.splice(0),
    restore: () => {
      for (const back of restore) back();
    },
  };
}
