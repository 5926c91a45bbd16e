/**
 * A pure function of a text, whose last results are kept: the same names and addresses are judged again and again, and at
 * every decision several times. At most `most` of them, then it begins anew.
 */
export function remembered<T extends object | string>(most: number, compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const computed = compute(text);
    if (known.size >= most) known.clear();
    known.set(text, computed);
    return computed;
  };
}
