import { type ChildProcess, execFileSync } from 'node:child_process';

/** The ids of a process and of all that it started, parents first. */
export function treeOf({ pid }: Pick<ChildProcess, 'pid'>): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    pairs.flatMap(([it = 0, of]) => (of === parent ? [it, ...below(it)] : []));
  return pid === undefined ? [] : [pid, ...below(pid)];
}
