import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

/** Where and with what a run was measured: without it, only the ratios of one run mean something. */
export function describeMachine() {
  return {
    ...{ processor: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length },
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    ...{ system: `${process.platform} ${release()}`, node: process.version, java: javaVersion() },
    /** Processes that wanted a core in the last minute: over the number of cores, others were at work too. */
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    /** Share of the time that another tenant of the same hardware took, since the machine began. */
    stolen: stolenShare(),
  };
}

export type Machine = ReturnType<typeof describeMachine>;

function javaVersion(): string {
  try {
    const output = execFileSync('java', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return output.split('\n')[0] ?? 'unknown';
  } catch {
    return 'none';
  }
}

function stolenShare(): number {
  try {
    const times = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).slice(1, 9).map(Number);
    const all = times.reduce((sum, time) => sum + time, 0);
    return Number(((times[7] ?? 0) / all).toFixed(3));
  } catch {
    return 0;
  }
}

export function machineLine({ processor, cores, memoryGigabytes, system, node, java, load }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}; Node ${node}; ${java}; load ${load} at the start`;
}
