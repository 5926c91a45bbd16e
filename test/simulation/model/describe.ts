import { actionOf, type Command, contentOf, LEAPS, OUTCOMES, REPLIES, stepsOf } from './commands.ts';
import { CONTENT_NAMES, type World } from './state.ts';

const VERDICT_NAMES = ['ask', 'allow', 'block'] as const;

/** A command in words, for a counterexample that a person reads. */
export function describe(command: Command, world: World): string {
  const { kind, a, b, c, d } = command;
  const action = `A${actionOf(a)}`;
  const content = CONTENT_NAMES[contentOf(b)];
  const far = stepsOf(c) > 6 ? 'runs to its end' : `runs ${stepsOf(c)} steps`;
  const process = world.processes[a % Math.max(1, world.processes.length)];
  const named = process ? `${process.what} ${process.id}` : 'nobody';
  switch (kind) {
    case 'step':
      return `${named} does a step; effect ${OUTCOMES[b % 8]}, reply ${REPLIES[c % 8]}`;
    case 'crash':
      return `${named} dies`;
    case 'request':
      return `an agent asks for ${action}: content ${content}${c % 2 === 1 ? ', idempotent endpoint' : ''}`;
    case 'approve':
    case 'reject':
    case 'withdraw':
    case 'sendAgain':
      return `person ${b % 3} looks at ${action} and clicks ${kind}; it ${far}`;
    case 'clickAgain':
      return `click ${b} is sent again; it ${far}`;
    case 'dispatch':
      return `the stream starts an executor for ${action}; it ${far}; effect ${OUTCOMES[(b >> 1) % 8]}`;
    case 'leap':
      return `the clock moves by ${LEAPS[a]}`;
    case 'edit':
      return `somebody edits ${action} to ${content}; it ${far}`;
    case 'settings':
      return `the settings say ${VERDICT_NAMES[d % 3]} for ${content}`;
    case 'twoPeople':
      return `the settings want ${a % 2 === 0 ? 'two people' : 'one person'}`;
    case 'hold':
      return `hold is ${a % 3 === 0 ? 'on' : 'off'}`;
    case 'hostile':
      return `the request role writes ${action}`;
    case 'snapshot':
    case 'restore':
      return kind;
    default:
      return `${kind} of ${action}; it ${far}`;
  }
}
