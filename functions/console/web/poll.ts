/**
 * Runs a task now, and again as many milliseconds after its end as it answers; undefined ends it. It rests while the
 * page is hidden and goes on at once when it is seen again.
 */
export function poll(task: () => Promise<number | undefined>, signal: AbortSignal): void {
  let timer: number | undefined;
  let running = false;
  let due = false;

  const turn = async () => {
    if (running || signal.aborted) return;
    running = true;
    const wait = await task().finally(() => {
      running = false;
    });
    if (wait === undefined || signal.aborted) return;
    timer = window.setTimeout(wake, wait);
  };
  const wake = () => {
    due = document.hidden;
    if (!due) void turn();
  };
  document.addEventListener('visibilitychange', () => due && wake(), { signal });
  signal.addEventListener('abort', () => window.clearTimeout(timer));
  void turn();
}
